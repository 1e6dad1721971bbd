import { systemClock, type Clock } from '../../src/io/clock.ts';

/** A clock that runs `factor` times as fast, so that patience is tried in moments. */
export function fastClock(factor: number): Clock {
  return {
    now: () => systemClock.now(),
    monotonic: () => systemClock.monotonic() * factor,
    sleep: (ms, signal) => systemClock.sleep(ms / factor, signal),
  };
}
