import type { BookView, Ticket } from '../../admission/ticket.ts';
import type { Inventory } from '../../model/resource.ts';
import type { Nudge } from './nudge.ts';
import type { Book, BookTools } from './parts.ts';
import type { Relief } from './relief.ts';
import type { Waits, Wish } from './wish.ts';

/** What those who wait in one process work with. */
export interface GateTools extends BookTools {
  readonly book: Book;
  /** Judges whether the head of the line fits. @throws TroikaError refused when it never will */
  judge(view: BookView, wish: Wish, signal: AbortSignal): Promise<{ inventory: Inventory } | Waits>;
  /** Removes what a dead ticket's cluster left, and frees its slot. Says what it is doing. */
  takeOver(victim: Ticket, view: BookView, says: (why: string) => Promise<void>, signal: AbortSignal): Promise<void>;
  /** Told each time the reason changes. */
  waits(cluster: string, waits: Waits): Promise<void>;
  /** Told before a ticket is asked for. */
  asks(cluster: string, queuedAt: number): Promise<void>;
  /** Names of dead tickets of this process: if one of them shows up after all, it is deleted. */
  readonly abandoned: Set<string>;
  readonly nudge: Nudge;
  /** Shared by all who wait in this process. */
  readonly relief: Relief;
  /** A name for a next ticket: a dead one's is never used again. @throws TroikaError when there are no more */
  rename(cluster: string): Promise<string>;
}
