import { veto, type Rule } from '../rule.ts';

/** Somebody put the volume into a group; no creator we know does, and Cinder deletes none out of one (cinder/volume/api.py). */
export const inGroup: Rule = {
  name: 'in-group',
  kinds: ['volume'],
  look(resource) {
    const { groupId } = resource.facts;
    return typeof groupId === 'string' ? [veto('in a group of volumes', groupId)] : [];
  },
};
