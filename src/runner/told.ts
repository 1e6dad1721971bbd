import type { LedgerEntry } from '../model/evidence.ts';
import type { OtherRun } from './otherRuns.ts';

/**
 * What the directories of runs say of a cluster that can only protect, for a clean-up that has only its name: what it told
 * of its volumes, which is asked for what is to be retained, and which key its keypair was. It proves nothing: whichever
 * run had the name, its word protects. Pure.
 */
export function toldOf(cluster: string, runs: readonly OtherRun[]): readonly LedgerEntry[] {
  return runs.flatMap((run) =>
    run.ledger.filter(
      (entry) => entry.cluster === cluster && (entry.reclaimPolicy !== undefined || entry.fingerprint !== undefined),
    ),
  );
}
