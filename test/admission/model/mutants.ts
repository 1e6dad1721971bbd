import { afterMove } from '../../../src/admission/moves.ts';
import { releaseStep } from '../../../src/admission/release.ts';
import { confirmed, held, isSilent, seenIn, trustAt } from '../../../src/admission/trust.ts';
import { fits } from '../../../src/admission/fits.ts';
import type { BookView, Ticket } from '../../../src/admission/ticket.ts';
import { nextOf } from '../../../src/admission/waiting.ts';
import { wardenStep } from '../../../src/admission/warden.ts';
import type { EVENTUALLY } from './explore.ts';
import type { Promised } from './invariants.ts';
import { RULES, type Rules } from './rules.ts';
import { NO_FAULTS, PLAIN, type Setting } from './setting.ts';
import type { Faults } from './state.ts';
import { TIMES } from './ticks.ts';

/** The protocol without one of its rules, where that shows soonest. */
export interface Mutant {
  /** The rule that is taken out. */
  readonly without: string;
  readonly setting: Setting;
  /** The promise that breaks. */
  readonly breaks: Promised | typeof EVENTUALLY;
}

function mutant(
  without: string,
  breaks: Mutant['breaks'],
  faults: Partial<Faults>,
  rules: Partial<Rules>,
  rest: Partial<Setting> = {},
): Mutant {
  const setting = {
    ...PLAIN,
    demands: [1, 1],
    limit: 2,
    ...rest,
    faults: { ...NO_FAULTS, ...faults },
    rules: { ...RULES, ...rules },
  };
  return { without, breaks, setting };
}

/** The rules of the protocol by their numbers in its description; R8 has a model of its own (lateBooks.ts). */
export const NUMBERED: readonly Mutant[] = [
  mutant(
    'R1: a move without an answer, not seen done, makes a dead ticket',
    'who trusts a slot stands in it',
    { late: 1 },
    {
      afterMove: (answer, goal, seen) => {
        const meant = afterMove(answer, goal, seen);
        return answer === 'none' && meant === 'dead' && seen !== undefined ? 'stayed' : meant;
      },
    },
  ),
  mutant(
    'R2: trust runs out at the turnstile too',
    'who trusts a slot stands in it',
    { pause: 2 },
    {
      trustAt: (trust, now, times, place) => (place.is === 'turnstile' ? trust : trustAt(trust, now, times)),
      confirmed: (trust, sentAt, now, times, place) =>
        place.is === 'turnstile' ? held(sentAt) : confirmed(trust, sentAt, now, times),
    },
  ),
  mutant(
    'R3: trust counts from the sending, not from the answer',
    'nobody is cleaned who trusts its lease',
    { late: 1, pause: 1 },
    { confirmed: (_trust, _sentAt, now) => held(now) },
    { slots: 1, slow: ['write'] },
  ),
  mutant(
    'R4: the turnstile is left only into a slot or by deletion',
    'no more is promised than there is',
    { late: 1 },
    {
      afterMove: (answer, goal, seen) => {
        const meant = afterMove(answer, goal, seen);
        return answer === 'none' && meant === 'dead' && goal.is === 'slot' && seen !== undefined ? 'stayed' : meant;
      },
      yields: (answer) => answer === 'none',
    },
    { demands: [1, 1, 2], slow: ['move'] },
  ),
  mutant(
    'R5: a new ticket has a new name',
    'nobody is cleaned who trusts its lease',
    { late: 1, lost: 1 },
    { nameOf: () => 0 },
    { slow: ['move'] },
  ),
  mutant(
    'R6: a slot is given back when every own effect is over',
    'a slot is free only when all is gone',
    { late: 1 },
    { releaseStep: (state, now, times) => releaseStep({ ...state, unansweredAt: undefined }, now, times) },
    { slots: 1 },
  ),
  mutant(
    'R6: and when a listing begun after that shows nothing',
    'a slot is free only when all is gone',
    { late: 1 },
    {
      releaseStep: (state, now, times) => {
        const step = releaseStep(state, now, times);
        return step.do === 'look' && state.goneAt !== undefined ? { do: 'release' } : step;
      },
    },
    { slots: 1 },
  ),
  mutant(
    'R7: lost means no more beats',
    'eventually all are served',
    { pause: 1 },
    { beats: () => true },
    { slots: 1 },
  ),
];

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
    { isSilent: ({ keptUntil: _, ...ticket }, now, timesOf) => isSilent(ticket, now, timesOf) },
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
