import { KINDS } from '../../model/resource.ts';
import { veto, type Rule } from '../rule.ts';

/** A text that, in its creator's own words, names a cluster which is not in question. */
export const otherText: Rule = {
  name: 'names-another-cluster',
  kinds: KINDS,
  look: (resource, view) =>
    view
      .claims(resource)
      .filter((claim) => claim.foreign)
      .map((claim) => veto(`${claim.field} names another cluster: ${claim.cluster ?? claim.text}`, claim.text)),
};
