import type { Ticket } from '../../admission/ticket.ts';
import { TroikaError } from '../../model/error.ts';
import type { Finding } from '../../model/verdict.ts';
import { findingOf } from '../judge.ts';
import type { Waits } from './wish.ts';
import type { Holding } from './holding.ts';
import type { Nudge } from './nudge.ts';

/** What a waiter lets be done about a dead run, and how it hears of it. */
export interface Relieving {
  readonly victim: Ticket;
  readonly by: Holding;
  /** Ends the waiting, and with it what is done meanwhile. */
  readonly signal: AbortSignal;
  deed(says: (what: string) => Promise<void>, ending: AbortSignal): Promise<void>;
  tell(waits: Waits): Promise<void>;
}

/** The take-over that goes on beside the looks of those who wait in one process: one at a time. */
export interface Relief {
  /** What it is about and how far it has come; undefined where none is under way. @throws what one has met unexpectedly, once */
  says(): string | undefined;
  /** Begins one, where none is under way. Whoever waits looks again when it has ended well; what stopped it is told. */
  begin(relieving: Relieving): void;
  /** Its waiter was admitted: it goes on, and tells that waiter nothing more. */
  leave(by: Holding): void;
  /** Its waiter has given up: stops it, and waits until it has ended. Never throws. */
  stop(by: Holding): Promise<void>;
  /** Stops it, whosever it is, and waits until it has ended; none begins any more. @returns what nobody was told of */
  close(): Promise<readonly Finding[]>;
}

export function createRelief(nudge: Nudge): Relief {
  const closing = new AbortController();
  let current: { readonly by: Holding; readonly end: AbortController; says: string; waits: boolean } | undefined;
  let ended: Promise<void> = Promise.resolve();
  let unexpected: { readonly error: unknown } | undefined;

  async function relieve({ victim, by, signal, deed, tell }: Relieving): Promise<void> {
    const why = `the slot of ${victim.cluster}, whose run (${victim.holder}) is dead`;
    const mine = { by, end: new AbortController(), says: why, waits: true };
    current = mine;
    const says = async (what: string): Promise<void> => {
      mine.says = `${why}: ${what}`;
      if (mine.waits) await tell({ for: 'slot', why: mine.says });
    };
    const ending = AbortSignal.any([signal, by.lost, mine.end.signal, closing.signal]);
    try {
      await deed(says, ending);
    } catch (error) {
      if (ending.aborted) return;
      if (error instanceof TroikaError) return await says(error.message);
      unexpected = { error };
    } finally {
      current = undefined;
    }
    nudge.give();
  }

  return {
    says() {
      const met = unexpected;
      unexpected = undefined;
      if (met !== undefined) throw met.error;
      return current?.says;
    },
    begin(relieving) {
      if (current !== undefined || closing.signal.aborted) return;
      ended = relieve(relieving).catch((error: unknown) => {
        unexpected = { error };
      });
    },
    leave(by) {
      if (current?.by === by) current.waits = false;
    },
    async stop(by) {
      if (current?.by !== by) return;
      current.waits = false;
      current.end.abort(new TroikaError('interrupted', 'whoever needed the slot has left the line'));
      await ended;
    },
    async close() {
      closing.abort(new TroikaError('interrupted', 'the run is over'));
      await ended;
      return unexpected === undefined ? [] : [findingOf(unexpected.error)];
    },
  };
}
