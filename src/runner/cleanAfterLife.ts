import { dirname } from 'node:path';
import type { CleanPlan } from '../model/plan.ts';
import { loadBaseline } from './baseline.ts';
import { cleanCluster } from './cleanCluster.ts';
import { recordedRun } from './ledger.ts';
import { withNeighbours } from './neighbours.ts';
import type { RunParts } from './runParts.ts';
import type { TeardownTools } from './teardown.ts';

/**
 * The clean-up of one cluster at the end of its life, knowing what the run's journal has seen so far.
 * @param applied collects every plan, for the run's comparison of its requests with what was planned
 */
export function cleanAfterLife(parts: RunParts, bornAt: string, applied: CleanPlan[]): TeardownTools['clean'] {
  return async (cluster, session, context, controllersWork) => {
    const recorded = recordedRun(parts.watching.events);
    const own = recorded?.clusters.find((one) => one.cluster === cluster);
    const request = {
      cluster,
      runId: parts.runId,
      ledger: recorded?.ledger ?? [],
      baseline: own === undefined ? undefined : await loadBaseline(parts.directory, own),
      bornAt,
      controllersWork,
      retained: parts.request.retained,
    } as const;
    const { bookSession, directory } = parts;
    const where = { session: bookSession, runs: dirname(directory.path), own: directory.path, signal: context.signal };
    const { found, unheard } = await withNeighbours([request], where);
    for (const says of unheard)
      await context.journal.write({ type: 'progress', cluster, phase: 'down', done: 0, total: 0, says });
    const { findings } = await cleanCluster(found[0] ?? request, {
      session,
      directory,
      context,
      planned: (plan) => void applied.push(plan),
    });
    return findings;
  };
}
