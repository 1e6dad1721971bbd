import { expect } from 'chai';
import type { Clock } from '../../src/io/clock.ts';
import { systemClock } from '../../src/io/clock.ts';
import { startSpan, trackSpending } from '../../src/runner/deadline.ts';

function clockAt(time: { ms: number }): Clock {
  return { now: () => new Date(0), monotonic: () => time.ms, sleep: () => Promise.resolve() };
}

describe('deadline', () => {
  it('names who spent the time, on what, and how far that had come', () => {
    const time = { ms: 0 };
    const spending = trackSpending(clockAt(time), 'tabcdefghia');

    spending.enter('wait');
    time.ms += 4 * 60_000;
    spending.enter('up');
    spending.reached(19, 27, 'the first worker');
    time.ms += 41 * 60_000;

    expect(spending.says()).to.equal(
      'time is up: cluster tabcdefghia spent 41 min of 45 min in up; 19 of 27 were done there, last the first worker',
    );
  });

  it('ends with its parent, for the parent’s reason', () => {
    const parent = new AbortController();
    const span = startSpan(systemClock, 60, parent.signal, () => 'unused');

    parent.abort(new Error('first signal'));

    expect(span.signal.aborted).to.equal(true);
    expect(span.signal.reason).to.have.property('message', 'first signal');
    span.end();
  });

  it('ends by its own time with the sentence of the spender', async () => {
    const span = startSpan(systemClock, 0.01, new AbortController().signal, () => 'a spent it');

    await new Promise((done) => {
      span.signal.addEventListener('abort', done);
      setTimeout(done, 1000);
    });

    expect(span.signal.reason).to.include({ message: 'a spent it', verdict: 'broken', class: 'timeout' });
    span.end();
  });

  it('has ended from the start when its parent has', () => {
    const parent = new AbortController();
    parent.abort(new Error('over'));

    expect(startSpan(systemClock, 60, parent.signal, () => 'unused').signal.aborted).to.equal(true);
  });
});
