import { afterMove, samePlace, type Moved } from '../../admission/moves.ts';
import type { BookView, Place, Slot, TicketText } from '../../admission/ticket.ts';
import { beatPause, lookTime } from '../../admission/times.ts';
import { confirmed, held, seenIn, takerIn, trustAt, type Trust } from '../../admission/trust.ts';
import { TroikaError } from '../../model/error.ts';
import { toType } from '../../model/toType.ts';
import { lookAt } from './look.ts';
import type { Book, BookTools } from './parts.ts';
import { moveTicket, writeText } from './ticketDeeds.ts';
import { within } from './within.ts';

/** A ticket of this process, kept alive by beats until it is lost or let go. */
export interface Holding {
  readonly id: string;
  readonly cluster: string;
  /** Aborted, with a TroikaError `interrupted`, when the ticket is lost; for good. */
  readonly lost: AbortSignal;
  /** Asked before each effect and at each answer. @throws the reason when the ticket is lost */
  check(): void;
  /** Looks at the book; what it shows counts for the trust. @throws CloudError; the reason when the ticket is lost */
  look(signal?: AbortSignal): Promise<BookView>;
  /**
   * Moves the ticket, once. `dead`: nobody can say where it stands or will stand, so it is lost.
   * @param signal ends the looking for what an unanswered move has done; the ticket is lost then too
   */
  move(to: Place, signal?: AbortSignal): Promise<Moved>;
  /**
   * Writes what has changed on the ticket.
   * @param signal ends the waiting for what an earlier write without an answer may still do
   * @throws TroikaError; the reason when the ticket is lost; the signal's
   */
  write(change: Partial<TicketText>, signal?: AbortSignal): Promise<void>;
  /** Who has the slot of a ticket that was lost, where one look at the book tells it. Reading is free. */
  taker(signal: AbortSignal): Promise<string | undefined>;
  /** Ends the beats. */
  end(): void;
}

/**
 * Holds a ticket that was just made.
 * @param sentAt when the request that made it was sent, by the steady clock
 */
export function hold(made: { id: string; text: TicketText; sentAt: number; book: Book }, tools: BookTools): Holding {
  const { id, book } = made;
  const { session, clock, steady, times, runs } = tools;
  const stop = new AbortController();
  const losing = new AbortController();
  let { text } = made;
  let trust: Trust = held(made.sentAt);
  let writes: Promise<unknown> = Promise.resolve();
  let granted: Slot | undefined;
  /** Writes that have failed one after the other. */
  let failures = 0;

  function keep(next: Trust): void {
    trust = next;
    if (trust.is === 'held' || losing.signal.aborted) return;
    stop.abort();
    losing.abort(
      new TroikaError('interrupted', `the lease of ${made.text.cluster} was lost: ${trust.why}`, {
        hint: `Whoever needs its slot removes what it has made, if its ticket stands there; or now: ${toType(`down ${made.text.cluster} --yes`, { cloud: session.cloud, runs })}`,
      }),
    );
  }

  function check(): void {
    keep(trustAt(trust, steady(), times));
    losing.signal.throwIfAborted();
  }

  async function look(signal?: AbortSignal): Promise<BookView> {
    check();
    // A look that began before the move shows the old place.
    const before = granted;
    const view = await lookAt(session, book, signal);
    keep(seenIn(trustAt(trust, steady(), times), view, id, before));
    losing.signal.throwIfAborted();
    return view;
  }

  /** One write after the other: two at once could each overwrite what the other said. */
  function inTurn<T>(deed: () => Promise<T>): Promise<T> {
    const mine = writes.then(deed, deed);
    writes = mine.catch(() => undefined);
    return mine;
  }

  function write(change: Partial<TicketText>, signal?: AbortSignal): Promise<void> {
    return inTurn(async () => {
      if (Object.keys(change).length > 0) await noLateWrite(signal);
      failures += 1;
      // Trust counts from before the look: a warden that came later sees at most this much of it.
      const sentAt = steady();
      await within(lookTime(failures - 1, times), clock, losing.signal, unheard, look);
      const next = { ...text, ...change, beat: text.beat + 1 };
      text = next;
      await writeText(session, id, next);
      keep(confirmed(trust, sentAt, steady(), times));
      losing.signal.throwIfAborted();
      failures = 0;
    });
  }

  function unheard(): TroikaError {
    return new TroikaError('broken', 'the lease book did not answer in time', { class: 'timeout' });
  }

  /** A write without an answer that lands late would undo what is written after it, a cluster's being kept above all. */
  async function noLateWrite(signal: AbortSignal = losing.signal): Promise<void> {
    const over = (session.unansweredAt() ?? -Infinity) + times.longestRequest - clock.monotonic();
    if (over > 0) await clock.sleep(over, AbortSignal.any([losing.signal, signal]));
  }

  function move(to: Place, signal?: AbortSignal): Promise<Moved> {
    return inTurn(async () => {
      check();
      const sentAt = steady();
      const answer = await moveTicket(session, book, id, to);
      const seen = answer === 'none' ? await whereAfter(to, sentAt, signal) : undefined;
      const moved = afterMove(answer, to, seen);
      if (moved === 'moved') keep(confirmed(trust, sentAt, steady(), times));
      if (moved === 'dead') keep({ is: 'lost', why: 'a move of its ticket was not answered' });
      if (trust.is === 'lost') return 'dead';
      if (moved === 'moved' && to.is === 'slot') granted = to.slot;
      return moved;
    });
  }

  /** Where a move without an answer has brought the ticket: looks until it is done, or cannot come any more. */
  async function whereAfter(to: Place, sentAt: number, signal?: AbortSignal): Promise<Place | undefined> {
    for (;;) {
      const last = signal?.aborted === true || steady() - sentAt >= times.longestRequest;
      const view = await look(signal).catch(() => undefined);
      const seen = view?.tickets.find((ticket) => ticket.id === id)?.place;
      if (last || trust.is === 'lost' || (seen !== undefined && samePlace(seen, to))) return seen;
      await clock.sleep(Math.min(times.look, times.longestRequest / 4), signal).catch(() => undefined);
    }
  }

  async function taker(signal: AbortSignal): Promise<string | undefined> {
    const looking = within(times.look, clock, signal, unheard, (ending) => lookAt(session, book, ending));
    const view = await looking.catch(() => undefined);
    return view === undefined ? undefined : takerIn(view, id, granted);
  }

  async function beat(): Promise<void> {
    while (!stop.signal.aborted) {
      try {
        await clock.sleep(beatPause(failures, times), stop.signal);
        await write({});
      } catch {
        // A beat that failed is made up for soon, or the trust runs out, which is noticed below and by check().
        if (trust.is === 'held') keep(trustAt(trust, steady(), times));
      }
    }
  }
  void beat();

  return {
    id,
    cluster: made.text.cluster,
    lost: losing.signal,
    check,
    look,
    move,
    write,
    taker,
    end: () => stop.abort(),
  };
}
