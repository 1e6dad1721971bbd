import { setMaxListeners } from 'node:events';

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
  const stops = given.map((signal) => {
    const stop = (): void => own.abort(signal.reason);
    // Many requests wait for one signal; that is no leak, since each stops listening below.
    setMaxListeners(0, signal);
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
    return () => signal.removeEventListener('abort', stop);
  });
  try {
    return await work(own.signal);
  } finally {
    for (const stop of stops) stop();
  }
}
