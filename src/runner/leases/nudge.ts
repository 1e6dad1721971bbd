import type { Clock } from '../../io/clock.ts';

/** Lets those who wait in one process look again as soon as one of them has moved, instead of at their next look. */
export interface Nudge {
  /** Something moved. */
  give(): void;
  /** Resolves after `ms`, or when something moves. @throws the signal's reason */
  wait(ms: number, clock: Clock, signal: AbortSignal): Promise<void>;
}

export function createNudge(): Nudge {
  let waiting = new AbortController();
  return {
    give() {
      waiting.abort();
      waiting = new AbortController();
    },
    async wait(ms, clock, signal) {
      const nudged = waiting.signal;
      try {
        await clock.sleep(ms, AbortSignal.any([signal, nudged]));
      } catch (error) {
        signal.throwIfAborted();
        if (!nudged.aborted) throw error;
      }
    },
  };
}
