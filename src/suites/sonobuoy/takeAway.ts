import { journalled } from '../../kubernetes/journalled.ts';
import { openKube } from '../../kubernetes/open.ts';
import { says } from '../../model/error.ts';
import type { Run } from './carryOut.ts';
import { clean } from './clean.ts';

/**
 * Takes away what a run made, within its time. Also after an abort, but sooner then, and not when everything must stop.
 * @returns what is left; undefined: nothing
 */
export async function takeAway({ place, pace, context, where }: Run): Promise<string | undefined> {
  const { all, clock, redactor, cluster, journal } = context;
  const most = context.signal.aborted ? pace.stoppedCleanMs : pace.cleanMs;
  const over = new AbortController();
  const signal = AbortSignal.any([all, over.signal]);
  const limit = clock.sleep(most, signal).then(
    () => over.abort(new Error(`not gone after ${most / 1000} s`)),
    () => undefined,
  );
  try {
    const kube = await openKube(place, { env: where.env, clock, redactor, signal });
    try {
      return await clean(kube, journalled(kube, cluster, 'workload', journal), place.namespace, clock, signal);
    } finally {
      await kube.close();
    }
  } catch (error) {
    return `left: perhaps namespace ${place.namespace} and what belongs to it (${says(error)})`;
  } finally {
    over.abort();
    await limit;
  }
}
