import type { Clock } from '../io/clock.ts';
import { KubeError } from '../kubernetes/kubeError.ts';

/** After this long without an answer the API is away. */
const LATE_MS = 10_000;
export const LATE = new KubeError(`no answer within ${LATE_MS / 1000} s`, {});

/** Longest that a request goes on, its repetitions included. */
export const LONGEST_MS = 150_000;

/** What came of a request, or that it takes too long. */
export async function firstOf(asked: Promise<unknown>, clock: Clock): Promise<unknown> {
  const timer = new AbortController();
  const late = clock.sleep(LATE_MS, timer.signal).then(
    () => LATE,
    () => undefined,
  );
  const first = await Promise.race([asked, late]);
  timer.abort(new Error('it came'));
  return first;
}

/** Whether an error of a look means that the API is away: no answer, or that it is not ready. */
export function isAway(error: unknown): boolean {
  return error instanceof KubeError && (error.status === undefined || error.status >= 500);
}
