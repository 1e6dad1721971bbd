import { expect } from 'chai';
import { getEventListeners } from 'node:events';
import { onAbort } from '../../src/io/aborts.ts';
import { systemClock } from '../../src/io/clock.ts';
import { withSignals } from '../../src/openstack/stopping.ts';

describe('a signal that many wait for', () => {
  const count = (signal: AbortSignal): number => getEventListeners(signal, 'abort').length;

  it('has one listener, and none when the last has gone', async () => {
    const stop = new AbortController();
    const both = AbortSignal.any([stop.signal]);
    const warnings: string[] = [];
    const heard = (warning: Error): void => void warnings.push(warning.message);
    process.on('warning', heard);
    try {
      const sleeps = Array.from({ length: 20 }, () => systemClock.sleep(20, both));
      const requests = Array.from({ length: 20 }, () => withSignals([both, undefined], () => systemClock.sleep(20)));
      expect(count(both)).to.equal(1);
      await Promise.all([...sleeps, ...requests]);
      expect(count(both)).to.equal(0);
      expect(warnings).to.deep.equal([]);
    } finally {
      process.off('warning', heard);
    }
  });

  it('tells all of them once, and whoever comes afterwards at once', () => {
    const stop = new AbortController();
    const told: string[] = [];
    onAbort(stop.signal, () => told.push('first'));
    onAbort(stop.signal, () => told.push('second'));
    onAbort(stop.signal, () => told.push('gone'))();
    stop.abort();
    expect(told).to.deep.equal(['first', 'second']);
    const late = onAbort(stop.signal, () => told.push('late'));
    late();
    expect(told).to.deep.equal(['first', 'second', 'late']);
    expect(count(stop.signal)).to.equal(0);
  });

  it('lets go of one without the others', async () => {
    const stop = new AbortController();
    let told = 0;
    const deed = (): void => void (told += 1);
    const release = onAbort(stop.signal, deed);
    onAbort(stop.signal, deed);
    release();
    release();
    stop.abort();
    expect(told).to.equal(1);
  });
});
