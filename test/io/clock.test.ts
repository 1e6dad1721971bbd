import { getEventListeners } from 'node:events';
import { expect } from 'chai';
import { systemClock } from '../../src/io/clock.ts';

describe('The clock', () => {
  it('leaves no listener behind when a sleep ends by itself', async () => {
    const stop = new AbortController();
    await systemClock.sleep(1, stop.signal);
    expect(getEventListeners(stop.signal, 'abort')).to.deep.equal([]);
  });

  it('never ends a sleep early, not by a part of a millisecond', async () => {
    const slept = Array.from({ length: 100 }, async (_, at) => {
      const wanted = 1 + at * 0.13;
      const begun = systemClock.monotonic();
      await systemClock.sleep(wanted);
      return systemClock.monotonic() - begun - wanted;
    });
    expect(Math.min(...(await Promise.all(slept)))).to.be.at.least(0);
  });

  it('ends a sleep at once with the reason of the signal', async () => {
    const reason = new Error('enough');
    expect(await systemClock.sleep(60_000, AbortSignal.abort(reason)).catch((thrown: unknown) => thrown)).to.equal(
      reason,
    );
  });
});
