import { veto, type Rule } from '../rule.ts';

/** Things that serve everybody: whoever deletes them hurts others. */
export const shared: Rule = {
  name: 'shared',
  kinds: ['network', 'securityGroup', 'image'],
  look(resource) {
    if (resource.kind === 'image') return [veto('images are shared by clusters and never deleted', resource.name)];
    if (resource.facts['isDefault'] === true) return [veto('the default security group of the project', resource.name)];
    if (resource.facts['external'] === true) return [veto('an external network', resource.name)];
    return resource.facts['shared'] === true ? [veto('shared with other projects', resource.name)] : [];
  },
};
