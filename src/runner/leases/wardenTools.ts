import type { Ticket } from '../../admission/ticket.ts';
import type { ProcessMark } from '../../model/processMark.ts';
import type { Finding } from '../../model/verdict.ts';
import type { Holding } from './holding.ts';
import type { Book, BookTools } from './parts.ts';

/** What became of a victim's controllers: why they live on and what to do first, or that they can do nothing new. */
export type Silenced =
  | { readonly hindrance: string }
  /** Milliseconds in which what they ask for may still be accepted; 0 where nothing reconciles the cluster any more. */
  | { readonly echoMs: number };

export interface WardenTools extends BookTools {
  readonly book: Book;
  readonly holder: string;
  readonly process: ProcessMark | undefined;
  /**
   * Ends whatever goes on reconciling the victim's cluster.
   * @param cleanMeanwhile cleans away what hinders its controllers
   * Where it cannot be done, the slot stays blocked.
   */
  silence(victim: Ticket, signal: AbortSignal, cleanMeanwhile: () => Promise<unknown>): Promise<Silenced>;
  /** Removes what is the victim's cluster's; what hinders the proof that nothing is left, or nothing. */
  clean(
    victim: Ticket,
    warden: Holding | undefined,
    signal: AbortSignal,
    controllersWork: boolean,
  ): Promise<readonly Finding[]>;
  says(what: string): Promise<void>;
}
