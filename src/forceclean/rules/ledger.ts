import type { LedgerEntry } from '../../model/evidence.ts';
import { KINDS, type Resource } from '../../model/resource.ts';
import { strong, veto, type Rule } from '../rule.ts';

/** An id written down when it was made, or seen while the cluster's own APIs were alive. */
export const ledger: Rule = {
  name: 'ledger',
  kinds: KINDS,
  look(resource, view) {
    const entries = view.input.ledger.filter(
      (entry) => entry.kind === resource.kind && entry.id === resource.id && isSame(entry, resource),
    );
    return entries.map((entry) =>
      view.input.clusters.some((names) => names.cluster === entry.cluster)
        ? strong(`made for cluster ${entry.cluster} (${entry.source})`, resource.id, entry.cluster)
        : veto(`made for cluster ${entry.cluster} (${entry.source})`, resource.id),
    );
  },
};

/** A keypair's id is its name, which may be given again: see keypairAnew.ts. */
function isSame({ fingerprint }: LedgerEntry, { facts }: Resource): boolean {
  return fingerprint === undefined || fingerprint === facts['fingerprint'];
}
