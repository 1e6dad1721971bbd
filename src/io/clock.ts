import { setTimeout as delay } from 'node:timers/promises';

/** The only source of time. `now` is for people to read; durations and deadlines are monotonic milliseconds. */
export interface Clock {
  now(): Date;
  monotonic(): number;
  /** Resolves after `ms`; rejects with the signal's reason when that comes first, and leaves no listener behind. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  now: () => new Date(),
  monotonic: () => performance.now(),
  async sleep(ms, signal) {
    try {
      await delay(ms, undefined, signal === undefined ? {} : { signal });
    } catch (error) {
      signal?.throwIfAborted();
      throw error;
    }
  },
};
