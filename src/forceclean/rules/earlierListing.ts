import { KINDS, refKey } from '../../model/resource.ts';
import { veto, type Rule } from '../rule.ts';
import { timeOf } from '../times.ts';

/**
 * Another run's listing of the project from before ours began has it. Unlike the time of its making this also tells of
 * kinds that bear none (server groups, keypairs), and where the own baseline is not at hand.
 */
export const earlierListing: Rule = {
  name: 'earlier-listing',
  kinds: KINDS,
  look(resource, view) {
    const { bornAt, neighbours } = view.input;
    if (bornAt === undefined || view.ledgered(resource)) return [];
    return (neighbours?.listings ?? [])
      .filter((listing) => timeOf(listing.at) <= timeOf(bornAt) && listing.keys.has(refKey(resource)))
      .map((listing) =>
        veto(`stood in the project at ${listing.at}, before the run began (${listing.source})`, resource.id),
      );
  },
};
