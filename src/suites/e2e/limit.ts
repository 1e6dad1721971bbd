import { onAbort } from '../../io/aborts.ts';
import type { Clock } from '../../io/clock.ts';

/** A time limit that runs. */
export interface Limit {
  /** Aborted when the time is over. */
  readonly signal: AbortSignal;
  /** Takes it back. */
  end(): Promise<void>;
}

export function startLimit(ms: number, clock: Clock): Limit {
  const limit = new AbortController();
  const over = new AbortController();
  const late = clock.sleep(ms, over.signal).then(
    () => limit.abort(new Error(`not within ${ms / 1000} s`)),
    () => undefined,
  );
  return {
    signal: limit.signal,
    async end() {
      over.abort();
      await late;
    },
  };
}

/** What comes of some work, if that comes before the signal. @throws the signal's reason; what the work throws */
export async function within<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  let release = (): void => undefined;
  const late = new Promise<never>((_resolve, reject) => {
    release = onAbort(signal, () => reject(signal.reason as Error));
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    release();
  }
}
