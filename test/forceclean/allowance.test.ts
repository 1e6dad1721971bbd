import { expect } from 'chai';
import fc from 'fast-check';
import { allowanceAfter, fullAllowance, type Allowance, type Heard } from '../../src/forceclean/allowance.ts';

const MOST = 6;

function after(...all: readonly Heard[]): Allowance {
  return all.reduce((allowance, heard) => allowanceAfter(allowance, heard, MOST), fullAllowance(MOST));
}

const well = (at: number): Heard => ({ begunAt: at, endedAt: at + 5, overloaded: false });
const refused = (at: number): Heard => ({ begunAt: at, endedAt: at + 5, overloaded: true });

describe('how many requests a service gets at a time', () => {
  it('is what was measured, as long as it is well', () => {
    expect(after(well(0), well(10), well(20)).places).to.equal(MOST);
  });

  it('is halved by a refusal for too much work, and down to one by more of them', () => {
    expect(after(refused(0)).places).to.equal(3);
    expect(after(refused(0), refused(10), refused(20), refused(30)).places).to.equal(1);
  });

  it('is halved once by all refusals of requests that were under way together', () => {
    const together = { endedAt: 5, begunAt: 0, overloaded: true };
    expect(after(together, together, together, together).places).to.equal(3);
  });

  it('grows by one after as many good answers as there are places', () => {
    const grown = [10, 20, 30].map(well);
    expect(after(refused(0), ...grown.slice(1)).places).to.equal(3);
    expect(after(refused(0), ...grown).places).to.equal(4);
  });

  it('does not grow by answers to what was sent before the refusal', () => {
    const old = { begunAt: 1, endedAt: 30, overloaded: false };
    expect(after(refused(0), old, old, old, old).places).to.equal(3);
  });

  it('is always between one and what was measured, and comes back to that', () => {
    const heard = fc.record({ begunAt: fc.nat(1000), overloaded: fc.boolean() });
    fc.assert(
      fc.property(fc.array(heard), (all) => {
        const now = after(...all.map((one) => ({ ...one, endedAt: one.begunAt + 5 })));
        expect(now.places).to.be.within(1, MOST);
        const calm = Array.from({ length: 50 }, (_none, at) => well(2000 + at));
        expect(calm.reduce((allowance, one) => allowanceAfter(allowance, one, MOST), now).places).to.equal(MOST);
      }),
    );
  });
});
