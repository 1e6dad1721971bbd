import type { LeaseTimes } from './times.ts';

/** What stands between a holder and the release of its slot. Times are milliseconds of its own clock. */
export interface ReleaseState {
  /** When the last effect was sent that got no answer; undefined: all were answered. */
  readonly unansweredAt: number | undefined;
  /** When the listing was begun that showed nothing of the cluster; undefined: there is none yet. */
  readonly goneAt: number | undefined;
}

export type ReleaseStep =
  | { readonly do: 'wait'; readonly ms: number }
  /** Look again whether nothing of the cluster stands. */
  | { readonly do: 'look' }
  | { readonly do: 'release' };

/** A slot is free when every own effect is over and a listing begun after that shows nothing of the cluster. */
export function releaseStep(state: ReleaseState, now: number, times: LeaseTimes): ReleaseStep {
  const over = state.unansweredAt === undefined ? 0 : state.unansweredAt + times.longestRequest;
  if (now < over) return { do: 'wait', ms: over - now };
  return state.goneAt !== undefined && state.goneAt >= over ? { do: 'release' } : { do: 'look' };
}
