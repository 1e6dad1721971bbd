import type { Cleaned } from '../forceclean/cleaned.ts';
import type { Finding } from '../model/verdict.ts';
import { cleanCluster, type CleanRequest } from './cleanCluster.ts';
import { findingOf } from './judge.ts';
import { underLease } from './leases/guard.ts';
import { cleanUnderLease, type ReliefTools } from './leases/relieve.ts';

/**
 * Cleans one cluster, under its lease where it has one. The last clean-up's result is what there is to say. Throws nothing:
 * what goes wrong is a finding.
 * @param ended the cluster's run is known to be over
 */
export async function cleanOne(
  request: CleanRequest,
  ended: boolean,
  relief: Omit<ReliefTools, 'says'>,
  tools: Parameters<typeof cleanCluster>[1],
): Promise<{ readonly cleaned?: Cleaned; readonly findings: readonly Finding[] }> {
  let cleaned: Cleaned | undefined;
  const { context } = tools;
  const { settleMs: _, ...once } = request;
  const says = async (what: string): Promise<void> =>
    void (await context.journal.write({ type: 'warden', victim: request.cluster, holder: '', slot: 0, says: what }));
  try {
    const findings = await cleanUnderLease(
      request.cluster,
      ended,
      async (warden, signal, controllersWork) => {
        const session = warden === undefined ? tools.session : underLease(tools.session, warden);
        // A warden looks twice, as far apart as its victim's requests may live.
        const asked = { ...(warden === undefined ? request : once), controllersWork };
        const done = await cleanCluster(asked, { ...tools, session, context: { ...context, signal } });
        cleaned = cleaned === undefined ? done.cleaned : moreCleaned(cleaned, done.cleaned);
        return done.findings;
      },
      { ...relief, says },
      context.signal,
    );
    return { findings, ...(cleaned === undefined ? {} : { cleaned }) };
  } catch (error) {
    return { findings: [findingOf(error, request.cluster)], ...(cleaned === undefined ? {} : { cleaned }) };
  }
}

/** Two clean-ups of one cluster as one: what was before and done by both, and what is left after the second. */
function moreCleaned(first: Cleaned, second: Cleaned): Cleaned {
  const seen = new Set(second.volumes.map((volume) => volume.id));
  return {
    ...second,
    before: first.before ?? second.before,
    volumes: [...first.volumes.filter((volume) => !seen.has(volume.id)), ...second.volumes],
    rounds: first.rounds + second.rounds,
    deleted: first.deleted + second.deleted,
    plans: [...first.plans, ...second.plans],
  };
}
