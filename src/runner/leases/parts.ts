import type { BookCandidate } from '../../admission/book.ts';
import { DEFAULT_TTL_SECONDS, leaseTimes, type LeaseTimes } from '../../admission/times.ts';
import type { Clock } from '../../io/clock.ts';
import { createSteady } from '../../io/steady.ts';
import type { Read } from '../../openstack/inventory.ts';
import type { Session } from '../../openstack/session.ts';

/** What every deed in the lease book works with. */
export interface BookTools {
  readonly session: Session;
  readonly clock: Clock;
  /** Milliseconds that never stop, for trust (see io/steady.ts). */
  readonly steady: () => number;
  readonly ttlSeconds: number;
  readonly times: LeaseTimes;
  /** Lists networks and subnets together with others; by itself where nobody else lists. */
  readonly read?: Read | undefined;
  /** The folder of run directories, as it was given, for commands that somebody is told to type. */
  readonly runs?: string | undefined;
}

export type Book = Pick<BookCandidate, 'networkId' | 'subnetId'>;

/** For a command that holds no lease and reads no configuration: a ticket of its own has the default time to live. */
export function commandBookTools(session: Session, clock: Clock, read?: Read): BookTools {
  return { ...bookTools(session, clock, createSteady(), DEFAULT_TTL_SECONDS), read };
}

export function bookTools(session: Session, clock: Clock, steady: () => number, ttlSeconds: number): BookTools {
  return { session, clock, steady, ttlSeconds, times: leaseTimes(ttlSeconds) };
}
