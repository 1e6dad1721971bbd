import { fits } from '../../../src/admission/fits.ts';
import type { BookView, Ticket } from '../../../src/admission/ticket.ts';
import { isSilent, seenIn } from '../../../src/admission/trust.ts';
import { nextOf } from '../../../src/admission/waiting.ts';
import { wardenStep } from '../../../src/admission/warden.ts';
import { mutant, type Mutant } from './mutant.ts';
import { TIMES } from './ticks.ts';

/** Sentences of the protocol that have no number. */
export const OTHERS: readonly Mutant[] = [
  mutant(
    'silence is longer than trust',
    'nobody is cleaned who trusts its lease',
    { pause: 1 },
    {},
    { slots: 1, times: { ...TIMES, silent: 10 } },
  ),
  mutant(
    'a warden over the living waits until nobody can trust any more',
    'nobody is cleaned who trusts its lease',
    { demand: 1 },
    {
      wardenStep: (state, view, mine, dead, now, times) =>
        wardenStep({ ...state, cause: 'ended' }, view, mine, dead, now, times),
    },
    { slots: 1 },
  ),
  mutant(
    'a holder that sees a warden come for it is lost',
    'nobody is cleaned who trusts its lease',
    { demand: 1 },
    { seenIn: (trust, view, id) => seenIn(trust, { ...view, tickets: view.tickets.filter(isNoWarden) }, id) },
    { slots: 1 },
  ),
  mutant(
    'a warden looks again after the longest request',
    'a slot is free only when all is gone',
    { crash: 1, late: 1 },
    {
      wardenStep: (state, view, mine, dead, now, times) =>
        wardenStep(state, view, mine, dead, now, { ...times, longestRequest: 0 }),
    },
    { slots: 1, sameMachine: true, slow: ['make'] },
  ),
  mutant(
    'who is kept is not dead',
    'a kept cluster is not cleaned',
    {},
    { isSilent: (ticket, now, timesOf) => isSilent({ ...ticket, keptUntil: 0 }, now, timesOf) },
    { slots: 1, keeps: true },
  ),
  mutant(
    'a warden looks again, after its claim, whether its victim is dead',
    'a kept cluster is not cleaned',
    { extend: 1, pause: 1 },
    {
      wardenStep: (state, view, mine, _dead, now, times) => wardenStep(state, view, mine, () => true, now, times),
    },
    { slots: 1, keeps: true },
  ),
  mutant(
    'an admitted cluster is promised all that it will need',
    'no more is promised than there is',
    {},
    {
      fits: (asked) =>
        fits({ ...asked, granted: asked.granted.map((granted) => ({ ...granted, demand: granted.made })) }),
    },
    { limit: 1 },
  ),
  mutant(
    'the oldest of those who wait goes first',
    'nobody overtakes the head',
    {},
    {
      nextOf: (view, id, dead) =>
        nextOf(
          queuedBy(view, (ticket) => -ticket.queuedAt),
          id,
          dead,
        ),
    },
  ),
  mutant(
    'and not who needs least',
    'nobody starves',
    {},
    {
      nextOf: (view, id, dead) =>
        nextOf(
          queuedBy(view, (ticket) => ticket.demand.floatingIps),
          id,
          dead,
        ),
    },
    { demands: [2, 1], rejoin: [1] },
  ),
];

function isNoWarden(ticket: Ticket): boolean {
  return ticket.place.is !== 'warden';
}

function queuedBy(view: BookView, order: (ticket: Ticket) => number): BookView {
  return { ...view, tickets: view.tickets.map((ticket) => ({ ...ticket, queuedAt: order(ticket) })) };
}
