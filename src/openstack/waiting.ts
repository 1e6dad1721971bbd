import type { Clock } from '../io/clock.ts';
import type { Kind, Resource } from '../model/resource.ts';
import type { Lister } from './lister.ts';
import type { Session } from './session.ts';

export interface WaitTools {
  readonly session: Session;
  readonly lister: Lister;
  readonly clock: Clock;
  readonly signal?: AbortSignal;
  /** Monotonic milliseconds. */
  readonly deadline: number;
}

/**
 * Waits until every one of `ids` shows one of the statuses `wanted`, and answers them in the order of `ids`.
 * @throws TroikaError `broken`: class provision when one shows an error status or has vanished, timeout when the deadline passes
 */
export async function waitForStatus(
  kind: Kind,
  ids: readonly string[],
  wanted: readonly string[],
  tools: WaitTools,
): Promise<readonly Resource[]> {
  throw new Error(`${kind} ${ids} ${wanted} ${tools.deadline}`);
}

/**
 * The next tick of the grid that all who wait share: a multiple of `interval` later than `now`, so that waits begun at
 * different moments ask for the same listing. Milliseconds, pure.
 */
export function nextTick(now: number, interval: number): number {
  return (Math.floor(now / interval) + 1) * interval;
}
