import type { Read } from '../openstack/inventory.ts';
import type { Session } from '../openstack/session.ts';
import type { Baseline } from './baseline.ts';
import { withBirth } from './birth.ts';
import type { CleanRequest } from './cleanCluster.ts';
import { handedOverIn } from './handedOver.ts';
import { readJournals } from './journals.ts';
import { readHolders } from './leaseHolders.ts';
import type { RecordedCluster } from './ledger.ts';
import { isGone, knowledgeFor } from './neighbourKnowledge.ts';
import { hearBaseline, otherRunsIn, type Heard, type OtherRun } from './otherRuns.ts';
import { toldOf } from './told.ts';

/** The requests with what was heard. */
export interface Informed extends Heard<readonly CleanRequest[]> {
  /** Whether all is known that was ever handed over where we may look. */
  readonly remembered: boolean;
}

/** Where to hear of others. */
export interface Whereabouts {
  readonly session: Session;
  /** The folder of run directories. */
  readonly runs: string;
  /** The directory that the clean-up is written in; of its run, where it has one. */
  readonly own: string;
  readonly signal: AbortSignal;
  /** See BookTools. */
  readonly read?: Read;
}

/**
 * Adds to each request what is known of everybody else in the project: who holds a lease, what the directories of other
 * runs say, and what was ever handed over; and to one by name what is known of its own run. Whatever of it cannot be read is
 * said in `unheard`, and never stops a clean-up: it only speaks against deletions, but for the birth of a run, and for
 * elimination, which then rests.
 * @throws the signal's reason
 */
export async function withNeighbours(
  requests: readonly CleanRequest[],
  { session, runs, own, signal, read }: Whereabouts,
): Promise<Informed> {
  const at = session.now().toISOString();
  const [journals, leases] = await Promise.all([readJournals(runs, own), readHolders(session, signal, read)]);
  const others = otherRunsIn(journals, session.projectId);
  const handedOver = handedOverIn(journals);
  const born = await Promise.all(requests.map((one) => withBirth(one, others.found, leases.found)));
  const known = born.map((one) => one.found);
  const baselines = await readBaselines(others.found, known);
  const around = { at, leases: leases.found, runs: others.found, baselines: baselines.found };
  return {
    found: known.map((request) => ({
      ...request,
      neighbours: knowledgeFor(request, around),
      told: toldOf(request.cluster, others.found),
      handedOver: handedOver.found,
    })),
    remembered: handedOver.whole,
    unheard: [
      ...new Set([
        ...leases.unheard,
        ...others.unheard,
        ...born.flatMap((one) => one.unheard),
        ...handedOver.unheard,
        ...baselines.unheard,
      ]),
    ],
  };
}

/**
 * The baselines worth reading: of clusters that may live, since they are alibis; and the last one from before the
 * requests' runs began, in which everything stands that older ones have and that is still there.
 */
async function readBaselines(
  runs: readonly OtherRun[],
  requests: readonly CleanRequest[],
): Promise<Heard<ReadonlyMap<string, Baseline>>> {
  const all = runs.flatMap((run) => run.clusters.map((cluster) => ({ run, cluster })));
  const read = new Map<string, Baseline>();
  const unheard: string[] = [];
  const hear = async (run: OtherRun, cluster: RecordedCluster): Promise<Baseline | undefined> => {
    const heard = await hearBaseline(run, cluster);
    unheard.push(...heard.unheard);
    if (heard.found !== undefined) read.set(cluster.cluster, heard.found);
    return heard.found;
  };
  for (const { run, cluster } of all) if (cluster.admitted && !isGone(cluster)) await hear(run, cluster);
  const births = requests.flatMap(({ bornAt }) => (bornAt === undefined ? [] : [bornAt])).sort();
  const [born] = births;
  if (born === undefined) return { found: read, unheard };
  const before = all.filter(({ run }) => run.bornAt < born).sort((a, b) => (a.run.bornAt < b.run.bornAt ? 1 : -1));
  for (const { run, cluster } of before) {
    const baseline = read.get(cluster.cluster) ?? (await hear(run, cluster));
    if (baseline !== undefined && baseline.at <= born) break;
  }
  return { found: read, unheard };
}
