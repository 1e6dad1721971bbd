import type { Context } from '../../io/context.ts';
import { isNoAnswer, KubeError } from '../../kubernetes/kubeError.ts';

/** So long an API may be silent, as it is while its load balancer or its leader changes. Milliseconds. */
const PATIENCE_MS = 60_000;
const PAUSE_MS = 2000;

/** True for no answer, and for one that says that there is none for the time being. */
export function isSilence(error: unknown): error is KubeError {
  if (isNoAnswer(error)) return true;
  return error instanceof KubeError && error.status !== undefined && (error.status >= 500 || error.status === 429);
}

/** True for an answer that will not change by asking again. */
export function isRefusal(error: unknown): error is KubeError {
  return error instanceof KubeError && !isSilence(error);
}

/**
 * Does a deed again until the API answers it.
 * @throws what the deed threw last, when the API was silent for too long or time is up; the signal's reason when that ended it
 */
export async function answered<T>(context: Context, deed: () => Promise<T>): Promise<T> {
  const { clock, signal, deadline } = context;
  const until = Math.min(deadline, clock.monotonic() + PATIENCE_MS);
  for (;;) {
    try {
      return await deed();
    } catch (error) {
      signal.throwIfAborted();
      if (!isSilence(error) || clock.monotonic() + PAUSE_MS > until) throw error;
    }
    await clock.sleep(PAUSE_MS, signal);
  }
}
