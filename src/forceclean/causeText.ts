import type { Cause } from '../model/plan.ts';
import { called } from './index.ts';

/**
 * A cause in one line: `network N ← port P ← loadBalancer L: PENDING_UPDATE for 41 min`. Pure.
 * @param now the cloud's time
 */
export function causeText({ chain, status, since }: Cause, now: string): string {
  const line = chain.map((one) => `${called(one)}${WHOSE[one.is]}`).join(' ← ');
  if (status === undefined) return line;
  const time = since === undefined ? undefined : lasting(since, now);
  return `${line}: ${status}${time === undefined ? '' : ` for ${time}`}`;
}

const WHOSE = { ours: '', neighbour: ', not ours', undecided: ', undecided', unseen: ', in no list' } as const;

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** How long from one ISO time to another, in one unit; undefined when a time cannot be read. Pure. */
export function lasting(since: string, now: string): string | undefined {
  const ms = Date.parse(now) - Date.parse(since);
  if (Number.isNaN(ms)) return undefined;
  if (ms < MINUTE_MS) return 'less than a minute';
  if (ms < 2 * HOUR_MS) return `${Math.floor(ms / MINUTE_MS)} min`;
  return ms < 2 * DAY_MS ? `${Math.floor(ms / HOUR_MS)} h` : `${Math.floor(ms / DAY_MS)} days`;
}
