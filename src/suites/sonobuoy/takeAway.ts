import { journalled } from '../../kubernetes/journalled.ts';
import { openKube } from '../../kubernetes/open.ts';
import { says } from '../../model/error.ts';
import { tidyUp } from '../ginkgo/tidy.ts';
import type { Run } from './carryOut.ts';
import { clean } from './clean.ts';

/**
 * Takes away what a run made, within its time. Also after an abort, but sooner then, and not when everything must stop. Tests that
 * came to their end took away what they made; of others it goes by the name of their program, as the suite ginkgo does.
 * @returns what is left; undefined: nothing
 */
export async function takeAway(
  { place, pace, context, where, before }: Run,
  completed: boolean,
): Promise<string | undefined> {
  const { all: everything, clock, redactor, cluster, journal } = context;
  const most = context.signal.aborted ? pace.stoppedCleanMs : pace.cleanMs;
  const over = new AbortController();
  const signal = AbortSignal.any([everything, over.signal]);
  const limit = clock.sleep(most, signal).then(
    () => over.abort(new Error(`not gone after ${most / 1000} s`)),
    () => undefined,
  );
  try {
    const kube = await openKube(place, { env: where.env, clock, redactor, signal });
    try {
      const [left, traces] = await Promise.all([
        clean(kube, journalled(kube, cluster, 'workload', journal), place.namespace, clock, signal),
        completed || before === undefined
          ? []
          : tidyUp(kube, { program: 'e2e.test', before, cluster }, { journal, clock, all: signal }),
      ]);
      const all = [...(left === undefined ? [] : [left]), ...traces.map((trace) => `left: ${trace}`)];
      return all.length === 0 ? undefined : all.join('; ');
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
