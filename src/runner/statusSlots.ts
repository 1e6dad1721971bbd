import { leaseTimes } from '../admission/times.ts';
import {
  byQueue,
  inSlot,
  isKept,
  SLOTS,
  type BookView,
  type Slot,
  type Stranger,
  type Ticket,
} from '../admission/ticket.ts';
import { isSilent } from '../admission/trust.ts';
import { wardenAt } from '../admission/warden.ts';
import { toType, type Where } from '../model/toType.ts';
import type { LeaseFile } from '../report/statusSchema.ts';

export type SlotRow = LeaseFile['slots'][number];
export type TicketRow = LeaseFile['waiting'][number];

/** One look at a lease book, with what was found out about its tickets' processes. */
export interface BookLook {
  readonly view: BookView;
  /** Ids of tickets that the others may take for dead. */
  readonly dead: ReadonlySet<string>;
}

/** What stands in each slot, and what is to be done where it will not go by itself. Pure. */
export function slotRows(look: BookLook, where: Where): readonly SlotRow[] {
  return SLOTS.map((slot) => {
    const ticket = inSlot(look.view, slot);
    const warden = wardenAt(look.view, slot);
    const stranger = look.view.strangers.find((one) => one.place.is === 'slot' && one.place.slot === slot);
    return {
      slot,
      state: stateOf(ticket, warden, stranger !== undefined, look),
      ticket: ticket === undefined ? null : ticketRow(ticket, look),
      warden: warden === undefined ? null : wardenRow(warden, look.view.at),
      remedy: remedyOf(ticket, warden, stranger, look, where),
    };
  });
}

/** Tickets that stand in no slot and are no warden's, in the order in which they are served: the turnstile first. Pure. */
export function waitingRows(look: BookLook): readonly TicketRow[] {
  const rank = ({ place }: Ticket): number => ['turnstile', 'waiting', 'nowhere'].indexOf(place.is);
  return look.view.tickets
    .filter((ticket) => ticket.place.is !== 'slot' && ticket.place.is !== 'warden')
    .sort((a, b) => rank(a) - rank(b) || byQueue(a, b))
    .map((ticket) => ticketRow(ticket, look));
}

/** Ports of the book that are no tickets, or none that can be read. Pure. */
export function strangerRows({ view }: BookLook): LeaseFile['strangers'] {
  return view.strangers.map((one) => ({ id: one.id, place: placeText(one.place), says: saysStranger(one) }));
}

function saysStranger({ cluster, says }: Stranger): string {
  return cluster === undefined ? says : `a ticket of ${cluster} that this version cannot read: ${says}`;
}

function stateOf(
  ticket: Ticket | undefined,
  warden: Ticket | undefined,
  stranger: boolean,
  { view, dead }: BookLook,
): SlotRow['state'] {
  if (ticket === undefined) return stranger ? 'stranger' : 'free';
  if (warden?.victim === ticket.id) return warden.blocked === undefined ? 'relieved' : 'blocked';
  if (dead.has(ticket.id)) return 'dead';
  return isKept(ticket, view.at) ? 'kept' : 'held';
}

function remedyOf(
  ticket: Ticket | undefined,
  warden: Ticket | undefined,
  stranger: Stranger | undefined,
  look: BookLook,
  where: Where,
): string | null {
  if (ticket === undefined) return stranger === undefined ? null : remedyOfStranger(stranger);
  const { cluster } = ticket;
  switch (stateOf(ticket, warden, false, look)) {
    case 'blocked':
      return `Mend that, then: ${toType(`lease release ${cluster} --yes`, where)}`;
    case 'dead':
      return `Whoever needs the slot removes what it left; or now: ${toType(`forceclean --cluster ${cluster} --yes`, where)}`;
    case 'kept':
      return `To remove it: ${toType(`down ${cluster} --yes`, where)}; to keep it longer: ${toType(`lease extend ${cluster} --for 4h`, where)}`;
    default:
      return null;
  }
}

function remedyOfStranger({ id, cluster }: Stranger): string {
  const when = cluster === undefined ? "If it is nobody's" : `When the run of ${cluster} is over for certain`;
  return `${when}, free the slot: openstack port delete ${id}`;
}

function ticketRow(ticket: Ticket, { view, dead }: BookLook): TicketRow {
  const { id, cluster, holder, demand, place, ttlSeconds, beat, controllers, keptUntil } = ticket;
  return {
    id,
    cluster,
    holder,
    demand,
    place: place.is,
    queuedAt: iso(ticket.queuedAt),
    ageSeconds: since(ticket.bornAt, view.at),
    heardSeconds: since(ticket.touchedAt, view.at),
    ttlSeconds,
    beat,
    keptUntil: keptUntil === undefined ? null : iso(keptUntil),
    controllers,
    dead: dead.has(id) ? whyDead(ticket, view.at) : null,
  };
}

function whyDead(ticket: Ticket, now: number): string {
  if (!isSilent(ticket, now, leaseTimes)) return 'its process has ended';
  if (ticket.keptUntil !== undefined) return 'the time it was kept for is over';
  return `nothing was heard of it for ${since(ticket.touchedAt, now)} s, of ${ticket.ttlSeconds} s that it may be silent`;
}

function wardenRow(warden: Ticket, now: number): NonNullable<SlotRow['warden']> {
  return {
    holder: warden.holder,
    ageSeconds: since(warden.bornAt, now),
    heardSeconds: since(warden.touchedAt, now),
    blocked: warden.blocked ?? null,
  };
}

function since(then: number, now: number): number {
  return Math.max(0, Math.round((now - then) / 1000));
}

/** Times on a ticket are anybody's numbers: one beyond the calendar must not break the whole look. */
function iso(time: number): string {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? `${time} ms` : date.toISOString();
}

function placeText(place: { readonly is: string; readonly slot?: Slot }): string {
  return place.slot === undefined ? place.is : `${place.is} ${place.slot}`;
}
