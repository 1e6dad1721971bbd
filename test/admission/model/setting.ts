import type { BookView, Slot, Ticket } from '../../../src/admission/ticket.ts';
import type { LeaseTimes } from '../../../src/admission/times.ts';
import { demandOf, NO_DEMAND, type Demand } from '../../../src/model/demand.ts';
import { RULES, type Rules } from './rules.ts';
import { PLACES, type Deed, type Faults, type Port, type State } from './state.ts';
import { ago, NOW, ripe, TICK, TIMES } from './ticks.ts';

/** What an exploration is about. */
export interface Setting {
  /** What each run's cluster needs of the one quota there is; one run for each. */
  readonly demands: readonly number[];
  readonly limit: number;
  /** The others are held for ever by a stranger's port. */
  readonly slots: 1 | 2;
  readonly faults: Faults;
  /** Which requests may take their time. */
  readonly slow: readonly Deed[];
  /** Whether each run may keep its cluster instead of removing it. */
  readonly keeps: boolean;
  /** Whether everybody can see that a crashed process has ended. */
  readonly sameMachine: boolean;
  /** Runs that come again when they have released their slot, at the end of the queue. */
  readonly rejoin: readonly number[];
  readonly times: LeaseTimes;
  readonly rules: Rules;
}

export const NO_FAULTS: Faults = { crash: 0, lost: 0, late: 0, pause: 0, demand: 0, extend: 0 };

export const PLAIN: Setting = {
  demands: [1, 1, 1],
  limit: 3,
  slots: 2,
  faults: NO_FAULTS,
  slow: ['create', 'move', 'write', 'make', 'keep'],
  keeps: false,
  sameMachine: false,
  rejoin: [],
  times: TIMES,
  rules: RULES,
};

/** How long a cluster is kept, in ticks: longer than silence, so that it means something. */
export function keptFor(setting: Setting): number {
  return ripe(setting.times.silent) + 1;
}

/** Each run has this many numbers for its attempts; wardens' tickets lie above them all. */
export const ATTEMPTS = 8;
export const WARDENS = 100;

export function ticketId(proc: number, attempt: number): number {
  return proc * ATTEMPTS + attempt;
}

export function ownerOf(id: number): number {
  return Math.floor((id < WARDENS ? id : id - WARDENS) / ATTEMPTS);
}

/** The number of a cluster: what its resources are known by. */
export function clusterOf(id: number, rules: Rules): number {
  return id < WARDENS ? ticketId(ownerOf(id), rules.nameOf(id % ATTEMPTS)) : id;
}

export function demandFor(setting: Setting, id: number): Demand {
  const amount = id < WARDENS ? (setting.demands[ownerOf(id)] ?? 0) : 0;
  return amount === 0 ? NO_DEMAND : demandOf((name) => (name === 'floatingIps' ? amount : 0));
}

/** What a look at the book shows, as the real functions take it. */
export function viewOf(state: State, setting: Setting): BookView {
  const strangers = ([2, 3] as const)
    .filter((slot) => slot > setting.slots)
    .map((slot: Slot) => ({ id: `stranger ${slot}`, place: { is: 'slot', slot } as const, says: 'a stranger' }));
  return { at: NOW, tickets: state.ports.map((port) => ticketOf(port, setting)), strangers };
}

const drawn = new WeakMap<Setting, WeakMap<Port, Ticket>>();

function ticketOf(port: Port, setting: Setting): Ticket {
  let tickets = drawn.get(setting);
  if (tickets === undefined) drawn.set(setting, (tickets = new WeakMap()));
  let ticket = tickets.get(port);
  if (ticket === undefined) tickets.set(port, (ticket = draw(port, setting)));
  return ticket;
}

function draw(port: Port, setting: Setting): Ticket {
  return {
    id: String(port.id),
    place: PLACES[port.place] ?? { is: 'nowhere' },
    cluster: String(clusterOf(port.id, setting.rules)),
    demand: demandFor(setting, port.id),
    queuedAt: port.queue,
    ttlSeconds: 1,
    beat: 0,
    controllers: 'none',
    holder: String(ownerOf(port.id)),
    bornAt: 0,
    touchedAt: ago(port.touched),
    ...(port.kept > 0 ? { keptUntil: NOW + port.kept * TICK } : {}),
    ...(port.victim < 0 ? {} : { victim: String(port.victim) }),
  };
}

/** Whether a look at the process of a ticket shows that it has ended. */
export function hasEnded(state: State, id: number, { sameMachine }: Setting): boolean {
  return sameMachine && state.procs[ownerOf(id)]?.phase === 'crashed';
}

/** Whether the others may take a ticket for dead. */
export function deadIn(state: State, setting: Setting): (ticket: Ticket) => boolean {
  const { rules, times } = setting;
  return (ticket) => {
    const seenEnded = hasEnded(state, Number(ticket.id), setting);
    const kept = ticket.keptUntil !== undefined && NOW < ticket.keptUntil;
    return (seenEnded && !kept) || rules.isSilent(ticket, NOW, () => times);
  };
}
