import { KINDS } from '../../model/resource.ts';
import { veto, type Rule } from '../rule.ts';

/**
 * A text which, read by a neighbour's own names, is that neighbour's. Sharper than names-another-cluster, which must
 * guess: here words that anybody may use (`<cluster>-bcdfg-hjklm` of a server, `<prefix>-net`) tell whose they are, too.
 */
export const namesNeighbour: Rule = {
  name: 'names-neighbour',
  kinds: KINDS,
  look: (resource, view) =>
    view.readings(resource).map(({ claim, from }) => {
      const whose =
        from === undefined
          ? `cluster ${claim.cluster ?? ''}, whose name has the form of a run's`
          : `neighbour ${from.names.cluster} (${from.source})`;
      return veto(`${claim.field} is what ${claim.creator} writes for ${whose}`, claim.text);
    }),
};
