import { KINDS } from '../../model/resource.ts';
import { veto, type Rule } from '../rule.ts';

/** Another run wrote down that it made it, or saw it made. */
export const neighbourLedger: Rule = {
  name: 'neighbour-ledger',
  kinds: KINDS,
  look: (resource, view) =>
    view
      .neighbourEntries(resource)
      .map((entry) => veto(`made for cluster ${entry.cluster} (${entry.source})`, resource.id)),
};
