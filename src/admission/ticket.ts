import type { Demand } from '../model/demand.ts';
import type { ProcessMark } from '../model/processMark.ts';

/** Slots of one project, and with them wardens' places. */
export const SLOTS = [1, 2, 3] as const;
export type Slot = (typeof SLOTS)[number];

/** Where a ticket stands in the lease book. `nowhere`: at an address that means nothing. */
export type Place =
  { readonly is: 'waiting' | 'turnstile' | 'nowhere' } | { readonly is: 'slot' | 'warden'; readonly slot: Slot };

/** What its holder wrote on a ticket. */
export interface TicketText {
  /** The run-unique name `C` minted with it. */
  readonly cluster: string;
  /** Everything its cluster will need, this ticket's own port included. */
  readonly demand: Demand;
  /** When its run began to wait, by the cloud's clock; a later ticket of the same wait keeps it. Milliseconds. */
  readonly queuedAt: number;
  /** The holder's time to live, by which others judge its silence. */
  readonly ttlSeconds: number;
  /** Counted up with each beat, so that each beat is a change. */
  readonly beat: number;
  /** Until then, by the cloud's clock, silence is no sign of death. Milliseconds. */
  readonly keptUntil?: number;
  /** Where the cluster's controllers run: `none`, or `host:<server id>`, `credential:<application credential id>`. */
  readonly controllers: string;
  /** Who made these controllers a credential of the cluster's own, as `userMark` says it. */
  readonly credentialOf?: string;
  /** Shared by all attempts of one Zuul job: a later one takes the place in line of the one before. */
  readonly attempts?: string;
  /** Who holds it, for people: a build's URL, or user and host. */
  readonly holder: string;
  readonly process?: ProcessMark;
  /** Of a warden: the ticket it has come for. */
  readonly victim?: string;
  /** Of a warden that could not silence the victim's controllers: why. */
  readonly blocked?: string;
}

/** A ticket as a listing of the lease book shows it. */
export interface Ticket extends TicketText {
  /** The port's id. */
  readonly id: string;
  readonly place: Place;
  /** By the cloud's clock, milliseconds, as are all below. */
  readonly bornAt: number;
  readonly touchedAt: number;
}

/** A port in the book that is no ticket, or one whose text cannot be read. */
export interface Stranger {
  readonly id: string;
  readonly place: Place;
  /** Why it is not read. */
  readonly says: string;
  /** The name on it, where it is marked as a ticket: of a later version, or spoilt. Somebody may hold that cluster. */
  readonly cluster?: string;
}

/** One look at the lease book. */
export interface BookView {
  /** The cloud's time of the answer. */
  readonly at: number;
  readonly tickets: readonly Ticket[];
  /** They are counted and left. */
  readonly strangers: readonly Stranger[];
}

/** A user in a ticket: enough of the id to know it by. */
export function userMark(userId: string): string {
  return userId.slice(0, 12);
}

/** Who came first: by the time its run began to wait, then by name. */
export function byQueue(a: Ticket, b: Ticket): number {
  return a.queuedAt - b.queuedAt || (a.cluster < b.cluster ? -1 : a.cluster > b.cluster ? 1 : 0);
}

export function inSlot(view: BookView, slot: Slot): Ticket | undefined {
  return view.tickets.find((ticket) => ticket.place.is === 'slot' && ticket.place.slot === slot);
}

/** Its holder keeps the cluster on purpose, and silence is no sign of death. @param now the cloud's time, milliseconds */
export function isKept(ticket: Ticket, now: number): ticket is Ticket & { readonly keptUntil: number } {
  return ticket.keptUntil !== undefined && now < ticket.keptUntil;
}

export function holders(view: BookView): readonly Ticket[] {
  return view.tickets.filter((ticket) => ticket.place.is === 'slot');
}
