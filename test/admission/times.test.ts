import { expect } from 'chai';
import fc from 'fast-check';
import { beatPause, DEFAULT_TTL_SECONDS, leaseTimes, requestTimeout } from '../../src/admission/times.ts';

const ttl = fc.integer({ min: 15, max: 7200 });

describe('leaseTimes', () => {
  it('are those of the design for the usual time to live', () => {
    expect(leaseTimes()).to.deep.equal({
      silent: 905_000,
      trust: 360_000,
      beat: 30_000,
      look: 10_000,
      settle: 60_000,
      longestRequest: 170_000,
    });
    expect(leaseTimes(DEFAULT_TTL_SECONDS)).to.deep.equal(leaseTimes());
  });

  it('keep a holder from trusting what others may take for dead, however they are scaled', () => {
    fc.assert(
      fc.property(ttl, (seconds) => {
        const { trust, longestRequest, silent } = leaseTimes(seconds);
        expect(2 * trust).to.be.below(seconds * 1000);
        expect(trust + longestRequest).to.be.below(seconds * 1000);
        // The cloud tells whole seconds, on both sides of the difference.
        expect(silent).to.be.at.least(seconds * 1000 + 2000);
      }),
    );
  });

  it('leave a holder a beat and a pause in the time by which its trust outlasts five minutes', () => {
    const times = leaseTimes();
    expect(times.trust - 300_000).to.be.above(times.beat + beatPause(1, times));
  });

  it('leave a holder several beats before its trust is over', () => {
    fc.assert(
      fc.property(ttl, (seconds) => {
        const { beat, trust } = leaseTimes(seconds);
        expect(beat).to.be.above(0);
        expect(3 * beat).to.be.below(trust);
      }),
    );
  });

  it('end a request, with its attempts, before the longest time', () => {
    fc.assert(
      fc.property(ttl, (seconds) => {
        const times = leaseTimes(seconds);
        expect(requestTimeout(times)).to.be.above(0);
        expect(2 * requestTimeout(times)).to.be.below(times.longestRequest);
      }),
    );
    expect(requestTimeout(leaseTimes())).to.equal(60_000);
  });
});
