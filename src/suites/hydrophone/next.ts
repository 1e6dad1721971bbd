import type { Attempt } from './attempt.ts';
import type { TestPod } from './pod.ts';

/** How often results are fetched, and how often hydrophone is started again that ends at once. */
const FETCHES = 4;
const STARTS = 12;
/** An attempt that lasted so long was none that ended at once. */
const LONG_SECONDS = 60;

/** What came before. */
export interface Tried {
  /** Attempts after the end of the tests. */
  readonly fetches: number;
  /** Attempts in a row that ended at once. */
  readonly short: number;
}

/** What to do after an attempt: nothing more, wait until the pod runs, or take hold of it once more after a pause. */
export type Next =
  | { readonly do: 'end' }
  | { readonly do: 'await start' }
  | { readonly do: 'again'; readonly pauseMs: number; readonly tried: Tried };

/** Hydrophone ended, for whatever reason; what becomes of the tests is seen by their pod. Pure. */
export function nextAfter(attempt: Attempt, pod: TestPod | undefined, tried: Tried): Next {
  if (attempt.fetched || attempt.notStarted || pod === undefined || pod.over) return { do: 'end' };
  if (pod.ended !== undefined) {
    const fetches = tried.fetches + 1;
    if (fetches >= FETCHES) return { do: 'end' };
    return { do: 'again', pauseMs: 2000 * fetches, tried: { ...tried, fetches } };
  }
  if (pod.phase === 'Pending') return { do: 'await start' };
  const short = attempt.seconds > LONG_SECONDS ? 0 : tried.short + 1;
  if (short >= STARTS) return { do: 'end' };
  return { do: 'again', pauseMs: Math.min(1000 * 2 ** Math.max(0, short - 1), 30_000), tried: { ...tried, short } };
}
