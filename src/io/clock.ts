import { onAbort } from './aborts.ts';

/** The only source of time. `now` is for people to read; durations and deadlines are monotonic milliseconds. */
export interface Clock {
  now(): Date;
  monotonic(): number;
  /** Resolves after `ms`, not a moment earlier; rejects with the signal's reason when that comes first, and leaves no listener behind. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  now: () => new Date(),
  monotonic: () => performance.now(),
  async sleep(ms, signal) {
    signal?.throwIfAborted();
    let release: (() => void) | undefined;
    await new Promise<void>((resolve, reject) => {
      // Node's timers count whole milliseconds, and may end within the last one.
      const timer = setTimeout(resolve, Math.ceil(ms) + 1);
      if (signal === undefined) return;
      release = onAbort(signal, () => {
        clearTimeout(timer);
        reject(signal.reason as Error);
      });
    }).finally(() => release?.());
  },
};
