import { onAbort } from '../io/aborts.ts';

/**
 * Does `work` with a signal that is aborted by the first of `signals`, and listens to none of them afterwards. (The
 * runtime's AbortSignal.any stays known to a long-lived signal for ever.)
 */
export async function withSignals<T>(
  signals: readonly (AbortSignal | undefined)[],
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const own = new AbortController();
  const given = signals.filter((signal) => signal !== undefined);
  const stops = given.map((signal) => onAbort(signal, () => own.abort(signal.reason)));
  try {
    return await work(own.signal);
  } finally {
    for (const stop of stops) stop();
  }
}
