import type { LeaseTimes } from './times.ts';
import { inSlot, isKept, type BookView, type Slot, type Ticket } from './ticket.ts';

/** What a holder knows of its ticket. `lost` is for good. Times are milliseconds of its own clock, which never jumps. */
export type Trust = { readonly is: 'held'; readonly since: number } | { readonly is: 'lost'; readonly why: string };

/** @param sentAt when the confirmed write was sent, not when its answer came (a slow answer would stretch the trust) */
export function held(sentAt: number): Trust {
  return { is: 'held', since: sentAt };
}

/** The trust at a moment: over when too long ago. Asked before each effect and at each answer. */
export function trustAt(trust: Trust, now: number, times: LeaseTimes): Trust {
  if (trust.is === 'lost' || now - trust.since < times.trust) return trust;
  const silence = Math.round((now - trust.since) / 1000);
  return { is: 'lost', why: `nothing was heard from the lease book for ${silence} s` };
}

/** After a confirmed write. An answer that comes when the trust is over comes too late: the ticket is dead. */
export function confirmed(trust: Trust, sentAt: number, now: number, times: LeaseTimes): Trust {
  const current = trustAt(trust, now, times);
  return current.is === 'lost' ? current : held(Math.max(current.since, sentAt));
}

/**
 * What a look at the book does to the trust: a ticket that is gone, that a warden has come for, or that stands no longer in
 * the slot it was granted, is lost. In another place the others do not count what was promised to it.
 * @param granted the slot in which it stood before the look began; undefined: none
 */
export function seenIn(trust: Trust, view: BookView, id: string, granted?: Slot): Trust {
  if (trust.is === 'lost') return trust;
  const warden = saysWarden(view, id);
  if (warden !== undefined) return { is: 'lost', why: warden };
  const ticket = view.tickets.find((one) => one.id === id);
  if (ticket === undefined) return { is: 'lost', why: 'its ticket is gone' };
  const stays = granted === undefined || inSlot(view, granted)?.id === id;
  return stays ? trust : { is: 'lost', why: `its ticket was moved out of slot ${granted}` };
}

/**
 * Who has a lost ticket's slot, as one later look shows it: its warden, or the next holder. Undefined where that does not tell.
 * @param granted the slot in which the ticket stood
 */
export function takerIn(view: BookView, id: string, granted: Slot | undefined): string | undefined {
  const next = granted === undefined ? undefined : inSlot(view, granted);
  if (next === undefined || next.id === id) return saysWarden(view, id);
  return saysWarden(view, id) ?? `its slot is held by ${next.holder} now, for ${next.cluster}`;
}

function saysWarden(view: BookView, id: string): string | undefined {
  const warden = view.tickets.find((ticket) => ticket.place.is === 'warden' && ticket.victim === id);
  return warden === undefined ? undefined : `it was taken over by ${warden.holder}`;
}

/** Whether the others may take a ticket for dead: silent beyond its own time to live, and not kept. */
export function isSilent(ticket: Ticket, now: number, timesOf: (ttlSeconds: number) => LeaseTimes): boolean {
  return !isKept(ticket, now) && now - ticket.touchedAt >= timesOf(ticket.ttlSeconds).silent;
}
