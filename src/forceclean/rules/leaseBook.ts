import { veto, type Rule } from '../rule.ts';

/** The lease book of the project is every run's (docs/design.md §7). A ticket bears the name of its cluster and is none of its resources. */
export const leaseBook: Rule = {
  name: 'lease-book',
  kinds: ['network', 'subnet', 'port'],
  look(resource) {
    if (resource.kind === 'port')
      return resource.facts['deviceOwner'] === 'troika:lease'
        ? [veto('a ticket of the lease book', resource.name)]
        : [];
    return resource.name === 'troika-leases' ? [veto('the lease book of the project', resource.name)] : [];
  },
};
