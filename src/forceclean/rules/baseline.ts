import { KINDS, refKey } from '../../model/resource.ts';
import { veto, type Rule } from '../rule.ts';

/** What stood before the cluster cannot be the cluster's. */
export const baseline: Rule = {
  name: 'baseline',
  kinds: KINDS,
  look: (resource, view) =>
    view.input.baseline?.has(refKey(resource)) === true
      ? [veto('stood in the project before the cluster', resource.id)]
      : [],
};
