import { KINDS } from '../../model/resource.ts';
import { veto, type Rule } from '../rule.ts';

/** Somebody locked it, or gave it away. */
export const locked: Rule = {
  name: 'locked',
  kinds: KINDS,
  look(resource) {
    if (resource.facts['locked'] === true) return [veto('locked', resource.id)];
    if (resource.facts['protected'] === true) return [veto('protected', resource.id)];
    return resource.kind === 'volume' && resource.status === 'awaiting-transfer'
      ? [veto('being given to somebody else', resource.status)]
      : [];
  },
};
