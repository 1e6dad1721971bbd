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
    () => limit.abort(),
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
