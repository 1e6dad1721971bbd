import { expect } from 'chai';
import { afterMove, samePlace, type MoveAnswer } from '../../src/admission/moves.ts';
import { placeOf } from '../../src/admission/places.ts';
import { slot, TURNSTILE, WAITING, wardenOf } from './tickets.ts';

describe('afterMove', () => {
  it('believes an answer that says what was done, whatever a listing shows', () => {
    for (const seen of [undefined, WAITING, TURNSTILE, slot(1)]) {
      expect(afterMove('done', slot(1), seen)).to.equal('moved');
      expect(afterMove('taken', slot(1), seen)).to.equal('stayed');
      expect(afterMove('gone', slot(1), seen)).to.equal('dead');
    }
  });

  it('is done without an answer when the ticket is seen at its goal', () => {
    expect(afterMove('none', slot(2), slot(2))).to.equal('moved');
    expect(afterMove('none', TURNSTILE, TURNSTILE)).to.equal('moved');
  });

  it('makes a dead ticket when nobody answers and it is seen elsewhere, where the move may still reach it', () => {
    expect(afterMove('none', TURNSTILE, WAITING)).to.equal('dead');
    expect(afterMove('none', slot(1), TURNSTILE)).to.equal('dead');
    expect(afterMove('none', slot(1), slot(2))).to.equal('dead');
  });

  it('makes a dead ticket when nobody answers and no listing could be had', () => {
    expect(afterMove('none', TURNSTILE, undefined)).to.equal('dead');
  });

  it('never stays where it is without an answer that says so', () => {
    const answers: MoveAnswer[] = ['done', 'gone', 'none'];
    for (const answer of answers)
      for (const seen of [undefined, WAITING, TURNSTILE, slot(1), slot(3)])
        expect(afterMove(answer, slot(3), seen)).to.not.equal('stayed');
  });
});

describe('samePlace', () => {
  it('tells slots by their numbers, and a slot from its warden', () => {
    expect(samePlace(slot(2), slot(2))).to.equal(true);
    expect(samePlace(slot(1), slot(2))).to.equal(false);
    expect(samePlace(slot(1), wardenOf(1))).to.equal(false);
    expect(samePlace(WAITING, { is: 'waiting' })).to.equal(true);
    expect(samePlace(TURNSTILE, placeOf('198.18.0.10'))).to.equal(true);
  });
});
