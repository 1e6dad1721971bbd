import { getEventListeners } from 'node:events';
import { expect } from 'chai';
import { systemClock } from '../../src/io/clock.ts';
import type { Clock } from '../../src/io/clock.ts';
import { poll } from '../../src/io/poll.ts';
import { TroikaError } from '../../src/model/error.ts';

/** A clock that only goes on when somebody sleeps. */
function handClock(): Clock & { readonly slept: readonly number[] } {
  const slept: number[] = [];
  let time = 0;
  return {
    slept,
    now: () => new Date(time),
    monotonic: () => time,
    sleep: (ms) => {
      slept.push(ms);
      time += ms;
      return Promise.resolve();
    },
  };
}

describe('Polling', () => {
  it('looks at once, and not again when it has found something', async () => {
    const clock = handClock();
    expect(await poll(() => Promise.resolve('there'), { clock, deadline: 0, what: () => 'it' })).to.equal('there');
    expect(clock.slept).to.deep.equal([]);
  });

  it('waits longer each time, up to the longest pause', async () => {
    const clock = handClock();
    let looks = 0;
    await poll(() => Promise.resolve((looks += 1) > 5 ? looks : undefined), {
      clock,
      deadline: 99_999,
      what: () => 'it',
      first: 100,
      most: 300,
    });
    expect(clock.slept).to.deep.equal([100, 150, 225, 300, 300]);
  });

  it('gives up at its deadline, after a last look, and says what it waited for', async () => {
    const clock = handClock();
    const error: unknown = await poll(() => Promise.resolve(undefined), {
      clock,
      deadline: 500,
      what: () => 'the second worker',
    }).catch((thrown: unknown) => thrown);
    if (!(error instanceof TroikaError)) throw new Error('no TroikaError');
    expect(error).to.include({ verdict: 'broken', class: 'timeout', message: 'gave up waiting for the second worker' });
    expect(clock.monotonic()).to.equal(500);
  });

  it('stops when it is told to, in the middle of a pause, and leaves no listener behind', async () => {
    const stop = new AbortController();
    const reason = new Error('stop');
    const look = (): Promise<undefined> => {
      queueMicrotask(() => stop.abort(reason));
      return Promise.resolve(undefined);
    };
    const polling = poll(look, {
      clock: systemClock,
      signal: stop.signal,
      deadline: Infinity,
      what: () => 'it',
      first: 60_000,
    });
    expect(await polling.catch((thrown: unknown) => thrown)).to.equal(reason);
    expect(getEventListeners(stop.signal, 'abort')).to.deep.equal([]);
  });

  it('does not look when it was told to stop before', async () => {
    const looking = poll(() => Promise.reject(new Error('looked')), {
      clock: systemClock,
      signal: AbortSignal.abort(new Error('stop')),
      deadline: 0,
      what: () => 'it',
    });
    expect(await looking.catch(String)).to.equal('Error: stop');
  });
});

describe('The clock', () => {
  it('leaves no listener behind when a sleep ends by itself', async () => {
    const stop = new AbortController();
    await systemClock.sleep(1, stop.signal);
    expect(getEventListeners(stop.signal, 'abort')).to.deep.equal([]);
  });

  it('ends a sleep at once with the reason of the signal', async () => {
    const reason = new Error('enough');
    expect(await systemClock.sleep(60_000, AbortSignal.abort(reason)).catch((thrown: unknown) => thrown)).to.equal(
      reason,
    );
  });
});
