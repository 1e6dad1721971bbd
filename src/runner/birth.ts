import type { BookView } from '../admission/ticket.ts';
import type { CleanRequest } from './cleanCluster.ts';
import { bornWith } from './neighbourKnowledge.ts';
import { hearBaseline, type Heard, type OtherRun } from './otherRuns.ts';

/**
 * A clean-up by name judges as one by run does, for and against, where that is at hand: when the cluster's run
 * began and what stood there before, by the run's directory, or how old the cluster's ticket is; its warden's ticket tells when
 * that one came. Where two runs had the name nobody can tell which is meant. What cannot be read is said.
 */
export async function withBirth(
  request: CleanRequest,
  runs: readonly OtherRun[],
  leases: BookView | undefined,
): Promise<Heard<CleanRequest>> {
  if (request.runId !== null) return { found: request, unheard: [] };
  const { cluster } = request;
  const having = runs.flatMap((run) =>
    run.clusters.flatMap((one) => (one.cluster === cluster ? [{ run, recorded: one }] : [])),
  );
  const [first] = having;
  if (first === undefined || having.some(({ run }) => run.runId !== first.run.runId)) {
    const ticket = leases?.tickets.find((one) => one.cluster === cluster && one.place.is !== 'warden');
    const bornAt = request.bornAt ?? (ticket === undefined ? undefined : bornWith(ticket));
    return { found: { ...request, bornAt }, unheard: [] };
  }
  const { found, unheard } = await hearBaseline(first.run, first.recorded);
  const baseline = request.baseline ?? found?.keys;
  return { found: { ...request, bornAt: request.bornAt ?? first.run.bornAt, baseline }, unheard };
}
