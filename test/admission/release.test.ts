import { expect } from 'chai';
import fc from 'fast-check';
import { releaseStep } from '../../src/admission/release.ts';
import { leaseTimes } from '../../src/admission/times.ts';

const TIMES = leaseTimes();
const LONGEST = TIMES.longestRequest;

describe('releaseStep', () => {
  it('looks first, and then releases, when every effect was answered', () => {
    expect(releaseStep({ unansweredAt: undefined, goneAt: undefined }, 5000, TIMES)).to.deep.equal({ do: 'look' });
    expect(releaseStep({ unansweredAt: undefined, goneAt: 4000 }, 5000, TIMES)).to.deep.equal({ do: 'release' });
  });

  it('waits as long as an effect without an answer may still happen', () => {
    expect(releaseStep({ unansweredAt: 1000, goneAt: 1500 }, 2000, TIMES)).to.deep.equal({
      do: 'wait',
      ms: LONGEST - 1000,
    });
  });

  it('looks again when its listing was begun before that was over', () => {
    const over = 1000 + LONGEST;

    expect(releaseStep({ unansweredAt: 1000, goneAt: over - 1 }, over, TIMES)).to.deep.equal({ do: 'look' });
    expect(releaseStep({ unansweredAt: 1000, goneAt: over }, over, TIMES)).to.deep.equal({ do: 'release' });
  });

  it('never releases before both are so, and always comes to an end', () => {
    const moment = fc.nat(500_000);
    const maybe = fc.option(moment, { nil: undefined });
    fc.assert(
      fc.property(maybe, maybe, moment, (unansweredAt, goneAt, now) => {
        const over = unansweredAt === undefined ? 0 : unansweredAt + LONGEST;
        const step = releaseStep({ unansweredAt, goneAt }, now, TIMES);
        if (step.do === 'release') expect(now >= over && goneAt !== undefined && goneAt >= over).to.equal(true);
        const later = step.do === 'wait' ? now + step.ms : now;
        expect(releaseStep({ unansweredAt, goneAt: later }, later, TIMES)).to.deep.equal({ do: 'release' });
      }),
    );
  });
});
