import type { LedgerEntry, ObjectName } from '../model/evidence.ts';
import { veto, type AttributeInput, type Reason } from './rule.ts';

/**
 * What the ledgers say of a resource in whose name stands the uid of a Kubernetes object, which is unique in the world. An
 * entry of a cluster in question speaks for it; one of another, and any of a neighbour's ledger, even where that one's
 * cluster has the name of ours, against it. Pure.
 * @param what the object is, as the reason calls it
 * @param objectIn the object of an entry, where it is the one in the name
 * @param inFavour the reason, from what there is to say
 */
export function byUid(
  { ledger, clusters, neighbours }: AttributeInput,
  what: string,
  objectIn: (entry: LedgerEntry) => ObjectName | undefined,
  inFavour: (says: string, object: ObjectName, entry: LedgerEntry) => Reason,
): readonly Reason[] {
  const asked = new Set(clusters.map((names) => names.cluster));
  const reasons = (entries: readonly LedgerEntry[], mayProve: boolean): readonly Reason[] =>
    entries.flatMap((entry) => {
      const object = objectIn(entry);
      if (object === undefined) return [];
      const says = `its name holds the uid of ${what} ${object.namespace}/${object.name}`;
      return mayProve && asked.has(entry.cluster)
        ? [inFavour(`${says} (${entry.source})`, object, entry)]
        : [veto(`${says} of cluster ${entry.cluster} (${entry.source})`, object.uid)];
    });
  return [...reasons(ledger, true), ...reasons(neighbours?.ledger ?? [], false)];
}
