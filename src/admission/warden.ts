import type { BookView, Slot, Ticket } from './ticket.ts';
import type { LeaseTimes } from './times.ts';

/** Why a warden may come for a ticket in a slot. */
export type Cause =
  /** Its holder was silent beyond its time to live. */
  | 'silent'
  /** Its holder's process was looked for on this machine and has ended. */
  | 'ended'
  /** An operator, or the clean-up of the same build, demands it of a holder that may be alive. */
  | 'demanded';

/** How far a warden has come. Times are milliseconds of its own clock. */
export interface WardenState {
  readonly slot: Slot;
  readonly victim: string;
  readonly cause: Cause;
  /** When its own ticket was confirmed at the warden's place. */
  readonly claimedAt?: number;
  readonly silenced?: true;
  /** Until when services may still accept what the victim's controllers ask for, though these can log in no more. */
  readonly echoUntil?: number;
  /** When the listing was begun that first showed nothing of the victim's cluster. */
  readonly goneAt?: number;
  /** When a later one, begun after the longest request's time, agreed. */
  readonly goneAgainAt?: number;
}

export type WardenStep =
  | { readonly do: 'claim' | 'silence' | 'clean' | 'lookAgain' | 'freeSlot' }
  | { readonly do: 'wait'; readonly ms: number; readonly why: 'trust' | 'echo' | 'late requests' }
  | { readonly do: 'leave'; readonly why: string };

/**
 * What a warden does next. Its place saves work and protects nothing: what protects is that it cleans only what nobody
 * trusts any more, and frees a slot only after a second look, and only by the victim's own id.
 * @param view a look begun after the last step
 * @param mine the warden's own ticket, when it has one
 * @param dead whether a warden may come for a ticket by itself (see isSilent; or its process has ended)
 */
export function wardenStep(
  state: WardenState,
  view: BookView,
  mine: string | undefined,
  dead: (ticket: Ticket) => boolean,
  now: number,
  times: LeaseTimes,
): WardenStep {
  const victim = view.tickets.find((ticket) => ticket.id === state.victim);
  if (victim === undefined || victim.place.is !== 'slot' || victim.place.slot !== state.slot)
    return { do: 'leave', why: 'the slot was freed by somebody else' };
  if (state.claimedAt === undefined) return { do: 'claim' };
  if (mine !== undefined && !view.tickets.some((ticket) => ticket.id === mine))
    return { do: 'leave', why: 'its own ticket is gone' };
  if (state.cause === 'demanded') {
    const over = state.claimedAt + times.trust + times.longestRequest - now;
    if (over > 0) return { do: 'wait', ms: over, why: 'trust' };
  }
  if (state.silenced === undefined) {
    // Looked at again after the claim: between the first look and the claim it may have been kept, or heard from.
    if (state.cause !== 'demanded' && !dead(victim)) return { do: 'leave', why: 'its holder was heard from' };
    return { do: 'silence' };
  }
  if (state.goneAt === undefined) return { do: 'clean' };
  if (state.goneAgainAt !== undefined) return { do: 'freeSlot' };
  const { echoUntil = state.goneAt } = state;
  if (now < echoUntil) return { do: 'wait', ms: echoUntil - now, why: 'echo' };
  const late = Math.max(state.goneAt, echoUntil) + times.longestRequest - now;
  return late > 0 ? { do: 'wait', ms: late, why: 'late requests' } : { do: 'lookAgain' };
}

/** Tickets in slots for which a warden may come and none is there. */
export function orphans(view: BookView, dead: (ticket: Ticket) => boolean): readonly Ticket[] {
  return view.tickets.filter(
    (ticket) => ticket.place.is === 'slot' && dead(ticket) && wardenAt(view, ticket.place.slot) === undefined,
  );
}

export function wardenAt(view: BookView, slot: Slot): Ticket | undefined {
  return view.tickets.find((ticket) => ticket.place.is === 'warden' && ticket.place.slot === slot);
}
