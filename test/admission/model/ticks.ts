import type { LeaseTimes } from '../../../src/admission/times.ts';

/** Time moves in ticks of this many units; the lease's times lie between them, so that 2 × trust < TTL holds. */
export const TICK = 10;

/** Every state is looked at at this moment: the model keeps ages, not times, and so stays finite. */
export const NOW = 1000;

/** A holder trusts at ages 0 and 1, and so long a request may live; silence is three. 2 × 14 < 30 and 14 + 14 < 30. */
export const TIMES: LeaseTimes = { silent: 30, trust: 14, beat: 10, look: 10, settle: 10, longestRequest: 14 };

/** The moment so many ticks ago. */
export function ago(ticks: number): number {
  return NOW - ticks * TICK;
}

/** The first age, in ticks, that is at least so long; older ones make no difference. */
export function ripe(duration: number): number {
  return Math.ceil(duration / TICK);
}
