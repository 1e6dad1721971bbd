import { called } from '../index.ts';
import { hanging, type Rule } from '../rule.ts';

/**
 * A router whose interfaces all lie in our networks. Needs a generator's name besides: somebody may have lent the
 * cluster a router of their own (reference: cluster-api-provider-openstack `spec.router`).
 */
export const routerOfSubnets: Rule = {
  name: 'only-owned-interfaces',
  kinds: ['router'],
  look(resource, view) {
    const networks = view.pointing('port', 'device', resource).flatMap((port) => view.linkedTo(port, 'network'));
    const claimed = view.claims(resource).some((claim) => claim.mine);
    const first = networks[0];
    if (!claimed || first === undefined || !networks.every((network) => view.standing(network) !== undefined))
      return [];
    const standing = view.standing(first);
    return standing === undefined
      ? []
      : [hanging(standing, `all its interfaces are in our ${called(first)}`, first.id)];
  },
};
