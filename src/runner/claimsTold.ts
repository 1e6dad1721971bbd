import type { LedgerEntry } from '../model/evidence.ts';
import type { OtherRun } from './otherRuns.ts';

/**
 * What the directories of runs say a cluster told of its volumes, for a clean-up that has only its name. It is asked for
 * what is to be retained, and proves nothing: whichever run had the name, its word protects. Pure.
 */
export function claimsTold(cluster: string, runs: readonly OtherRun[]): readonly LedgerEntry[] {
  return runs.flatMap((run) =>
    run.ledger.filter((entry) => entry.cluster === cluster && entry.reclaimPolicy !== undefined),
  );
}
