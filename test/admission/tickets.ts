import type { BookView, Place, Slot, Ticket } from '../../src/admission/ticket.ts';
import { NO_DEMAND } from '../../src/model/demand.ts';

export const WAITING: Place = { is: 'waiting' };
export const TURNSTILE: Place = { is: 'turnstile' };
export const slot = (number: Slot): Place => ({ is: 'slot', slot: number });
export const wardenOf = (number: Slot): Place => ({ is: 'warden', slot: number });

/** A living ticket, touched at 1000, of a run that began to wait at 0; its cluster has its id's name. */
export function ticket(id: string, place: Place, change: Partial<Ticket> = {}): Ticket {
  return {
    id,
    place,
    cluster: `cluster of ${id}`,
    demand: NO_DEMAND,
    queuedAt: 0,
    ttlSeconds: 900,
    beat: 0,
    controllers: 'none',
    holder: `holder of ${id}`,
    bornAt: 0,
    touchedAt: 1000,
    ...change,
  };
}

export function view(...tickets: readonly Ticket[]): BookView {
  return { at: 1000, tickets, strangers: [] };
}

/** Takes those for dead that are named. */
export function dead(...ids: readonly string[]): (ticket: Ticket) => boolean {
  return ({ id }) => ids.includes(id);
}
