import { uptime } from 'node:os';

/**
 * A clock for trust in a lease: milliseconds that never go back and never stop. The monotonic clock stands still while a
 * Linux machine sleeps, the time since boot does not; whichever has come further counts.
 */
export function createSteady(): () => number {
  const monotonicAtStart = performance.now();
  const uptimeAtStart = uptime();
  return () => Math.max(performance.now() - monotonicAtStart, (uptime() - uptimeAtStart) * 1000);
}
