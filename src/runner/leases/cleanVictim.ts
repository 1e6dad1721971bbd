import { dirname } from 'node:path';
import type { Context } from '../../io/context.ts';
import type { CleanPlan } from '../../model/plan.ts';
import type { Session } from '../../openstack/session.ts';
import { cleanCluster } from '../cleanCluster.ts';
import { startSpan } from '../deadline.ts';
import { findingOf } from '../judge.ts';
import { withNeighbours } from '../neighbours.ts';
import type { RunDirectory } from '../runDirectory.ts';
import { underLease } from './guard.ts';
import type { WardenTools } from './wardenTools.ts';

/**
 * The clean-up of a dead run's cluster by its name alone: no journal of that run is at hand. What stood before its
 * ticket cannot be its.
 */
export function cleanVictim(tools: {
  readonly session: Session;
  readonly directory: RunDirectory;
  readonly context: Omit<Context, 'signal' | 'deadline'>;
  readonly cleanupSeconds: number;
  planned(plan: CleanPlan): void;
}): WardenTools['clean'] {
  const { session, directory, context, planned } = tools;
  return async (victim, warden, signal, controllersWork) => {
    const { cluster } = victim;
    const says = (): string => `time is up for cleaning after ${cluster}, whose run is dead`;
    const span = startSpan(context.clock, tools.cleanupSeconds, signal, says);
    try {
      const request = {
        cluster,
        runId: null,
        ledger: [],
        baseline: undefined,
        bornAt: new Date(victim.bornAt).toISOString(),
        controllersWork,
      } as const;
      const under = warden === undefined ? session : underLease(session, warden);
      const where = { session, runs: dirname(directory.path), own: directory.path, signal: span.signal };
      const { found, unheard } = await withNeighbours([request], where);
      for (const says of unheard)
        await context.journal.write({ type: 'warden', victim: cluster, holder: victim.holder, slot: 0, says });
      const { findings } = await cleanCluster(found[0] ?? request, {
        session: under,
        directory,
        context: { ...context, ...span },
        planned,
      });
      return findings;
    } catch (error) {
      return [findingOf(error, cluster)];
    } finally {
      span.end();
    }
  };
}
