import { afterMove } from '../../../src/admission/moves.ts';
import { releaseStep } from '../../../src/admission/release.ts';
import { confirmed, held, trustAt } from '../../../src/admission/trust.ts';
import { mutant, type Mutant } from './mutant.ts';

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
