import { expect } from 'chai';
import fc from 'fast-check';
import { leaseTimes } from '../../src/admission/times.ts';
import { orphans, wardenAt, wardenStep, type Cause, type WardenState } from '../../src/admission/warden.ts';
import { dead, slot, ticket, TURNSTILE, view, wardenOf } from './tickets.ts';

const TIMES = leaseTimes();
const LONGEST = TIMES.longestRequest;
const victim = ticket('victim', slot(1));
const own = ticket('own', wardenOf(1), { victim: 'victim' });
const BOTH = view(victim, own);
const DEAD = dead('victim');
const NONE = dead();

function come(cause: Cause, more: Partial<WardenState> = {}): WardenState {
  return { slot: 1, victim: 'victim', cause, ...more };
}

describe('a warden', () => {
  it('claims first', () => {
    expect(wardenStep(come('silent'), view(victim), undefined, DEAD, 0, TIMES)).to.deep.equal({ do: 'claim' });
  });

  it("leaves when the slot was freed, or is another ticket's", () => {
    const why = 'the slot was freed by somebody else';
    for (const seen of [
      view(own),
      view(ticket('next', slot(1)), own),
      view(ticket('victim', slot(2)), own),
      view(ticket('victim', wardenOf(1))),
    ]) {
      expect(wardenStep(come('silent', { claimedAt: 0 }), seen, 'own', DEAD, 0, TIMES)).to.deep.equal({
        do: 'leave',
        why,
      });
    }
  });

  it('leaves when its own ticket is gone', () => {
    const step = wardenStep(come('silent', { claimedAt: 0, silenced: true }), view(victim), 'own', DEAD, 0, TIMES);

    expect(step).to.deep.equal({ do: 'leave', why: 'its own ticket is gone' });
  });

  it('goes on without a ticket where it could have none', () => {
    const step = wardenStep(come('silent', { claimedAt: 0 }), view(victim), undefined, DEAD, 0, TIMES);

    expect(step).to.deep.equal({ do: 'silence' });
  });

  it('leaves when the holder was heard from between the look and the claim', () => {
    const step = wardenStep(come('silent', { claimedAt: 0 }), BOTH, 'own', NONE, 0, TIMES);

    expect(step).to.deep.equal({ do: 'leave', why: 'its holder was heard from' });
  });

  it('waits, over a living holder, until nobody can trust the ticket and nothing of it is under way', () => {
    const state = come('demanded', { claimedAt: 1000 });
    const over = 1000 + TIMES.trust + LONGEST;

    expect(wardenStep(state, BOTH, 'own', NONE, over - 1, TIMES)).to.deep.equal({ do: 'wait', ms: 1, why: 'trust' });
    expect(wardenStep(state, BOTH, 'own', NONE, over, TIMES)).to.deep.equal({ do: 'silence' });
  });

  it('silences, cleans, waits for late requests, looks again and frees the slot, in this order', () => {
    const silenced = come('silent', { claimedAt: 0, silenced: true });
    const gone = { ...silenced, goneAt: 5000 };
    const step = (state: WardenState, now: number) => wardenStep(state, BOTH, 'own', DEAD, now, TIMES);

    expect(step(come('silent', { claimedAt: 0 }), 0)).to.deep.equal({ do: 'silence' });
    expect(step(silenced, 0)).to.deep.equal({ do: 'clean' });
    expect(step(gone, 5000)).to.deep.equal({ do: 'wait', ms: LONGEST, why: 'late requests' });
    expect(step(gone, 5000 + LONGEST - 1)).to.deep.equal({ do: 'wait', ms: 1, why: 'late requests' });
    expect(step(gone, 5000 + LONGEST)).to.deep.equal({ do: 'lookAgain' });
    expect(step({ ...gone, goneAgainAt: 5000 + LONGEST }, 5000 + LONGEST)).to.deep.equal({ do: 'freeSlot' });
  });

  it('looks again only when nothing more is accepted of controllers that can log in no more', () => {
    const gone = come('silent', { claimedAt: 0, silenced: true, goneAt: 5000, echoUntil: 300_000 });
    const step = (now: number) => wardenStep(gone, BOTH, 'own', DEAD, now, TIMES);

    expect(step(5000)).to.deep.equal({ do: 'wait', ms: 295_000, why: 'echo' });
    expect(step(299_999)).to.deep.equal({ do: 'wait', ms: 1, why: 'echo' });
    expect(step(300_000)).to.deep.equal({ do: 'wait', ms: LONGEST, why: 'late requests' });
    expect(step(300_000 + LONGEST)).to.deep.equal({ do: 'lookAgain' });
  });

  it('never skips a step, whatever it is told of the later ones', () => {
    const cause = fc.constantFrom<Cause>('silent', 'ended', 'demanded');
    const maybe = fc.option(fc.nat(1_000_000), { nil: undefined });
    fc.assert(
      fc.property(
        cause,
        maybe,
        fc.boolean(),
        maybe,
        maybe,
        fc.nat(2_000_000),
        (why, claimed, silent, gone, again, now) => {
          const state = come(why, {
            ...(claimed === undefined ? {} : { claimedAt: claimed }),
            ...(silent ? { silenced: true } : {}),
            ...(gone === undefined ? {} : { goneAt: gone }),
            ...(again === undefined ? {} : { goneAgainAt: again }),
          });
          const step = wardenStep(state, BOTH, 'own', DEAD, now, TIMES);
          const known = {
            claimed: claimed !== undefined,
            silent,
            gone: gone !== undefined,
            again: again !== undefined,
          };
          if (step.do === 'clean') expect(known).to.include({ claimed: true, silent: true });
          if (step.do === 'lookAgain') expect(known).to.include({ claimed: true, silent: true, gone: true });
          if (step.do === 'freeSlot') expect(Object.values(known)).to.not.include(false);
          const trusted = why === 'demanded' && now < (claimed ?? 0) + TIMES.trust + LONGEST;
          if (trusted) expect(step.do).to.be.oneOf(['claim', 'wait']);
        },
      ),
    );
  });
});

describe('orphans', () => {
  it('are the dead in slots beside which no warden stands', () => {
    const [a, b, c] = [ticket('a', slot(1)), ticket('b', slot(2)), ticket('c', slot(3))];
    const seen = view(a, b, c, ticket('w', wardenOf(2), { victim: 'b' }), ticket('t', TURNSTILE));

    expect(orphans(seen, dead('b', 'c', 't', 'w'))).to.deep.equal([c]);
    expect(orphans(seen, NONE)).to.deep.equal([]);
  });
});

describe('wardenAt', () => {
  it('is the one of that slot, whomever it came for', () => {
    const w = ticket('w', wardenOf(2), { victim: 'earlier' });

    expect(wardenAt(view(ticket('a', slot(2)), w), 2)).to.deep.equal(w);
    expect(wardenAt(view(ticket('a', slot(2)), w), 1)).to.equal(undefined);
  });
});
