import { KINDS } from '../../model/resource.ts';
import { veto, type Rule } from '../rule.ts';
import { othersOn } from '../othersOn.ts';

/** A text that, in its creator's own words, names a cluster which is not in question. */
export const otherText: Rule = {
  name: 'names-another-cluster',
  kinds: KINDS,
  look: (resource, view) =>
    othersOn(resource, view).map((claim) =>
      veto(`${claim.field} names another cluster: ${claim.cluster ?? claim.text}`, claim.text),
    ),
};
