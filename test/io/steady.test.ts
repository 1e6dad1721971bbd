import { expect } from 'chai';
import { syncBuiltinESMExports } from 'node:module';
import os from 'node:os';
import { createSteady } from '../../src/io/steady.ts';

describe('the steady clock', () => {
  it('begins near zero and goes on with the machine', async () => {
    const begun = performance.now();
    const steady = createSteady();
    expect(steady()).to.be.within(0, 100);
    await new Promise((done) => setTimeout(done, 30));
    const passed = performance.now() - begun;
    // Linux tells its uptime in hundredths of a second.
    expect(steady()).to.be.within(29, passed + 10);
  });

  it('never goes back', () => {
    const steady = createSteady();
    let last = steady();
    const ends = performance.now() + 50;
    while (performance.now() < ends) {
      const now = steady();
      expect(now).to.be.at.least(last);
      last = now;
    }
  });

  it('goes on through a sleep of the machine, in which only the time since the boot does', () => {
    const steady = createSteady();
    const { uptime } = os;
    os.uptime = () => uptime() + 3600;
    syncBuiltinESMExports();
    try {
      // Sums of fractions of milliseconds may end a hair below the hour.
      expect(steady()).to.be.within(3_599_999, 3_601_000);
    } finally {
      os.uptime = uptime;
      syncBuiltinESMExports();
    }
    expect(steady()).to.be.below(1000);
  });
});
