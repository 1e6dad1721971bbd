import type { LedgerEntry } from '../model/evidence.ts';
import type { Kept } from '../model/plan.ts';
import { refKey, type Inventory } from '../model/resource.ts';

/**
 * What a ledger says was made for these clusters, and is of a kind that was not looked at: whether it still stands is not
 * known, so nobody may say that nothing is left. Pure.
 */
export function unseen(
  ledger: readonly LedgerEntry[],
  clusters: readonly string[],
  inventory: Inventory,
): readonly Kept[] {
  const kinds = inventory.unseen ?? [];
  const entries = ledger.filter((one) => clusters.includes(one.cluster) && kinds.includes(one.kind));
  return [...new Map(entries.map((one) => [refKey(one), one])).values()].map(({ kind, id, cluster, source }) => ({
    target: { kind, id, name: '', cluster },
    why: `${source} says that it was made, and nothing of its kind was looked at`,
    leftover: true,
    unlisted: true,
    evidence: [],
  }));
}
