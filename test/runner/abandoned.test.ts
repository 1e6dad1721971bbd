import { expect } from 'chai';
import { stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { systemClock, type Clock } from '../../src/io/clock.ts';
import { watchAlive } from '../../src/runner/abandoned.ts';
import { makePlace, type Place } from '../support/program.ts';

describe('a run that its job follows', () => {
  let place: Place;
  let alive: string;
  beforeEach(async () => {
    place = await makePlace();
    alive = await place.write('alive', '');
  });
  afterEach(() => place.remove());

  /** Watches for so many seconds of a clock of its own; a touch at each of `touches`. @returns when it was found to be left */
  async function leftAfter(seconds: number, touches: readonly number[]): Promise<number | undefined> {
    let now = 0;
    let over: () => void = () => undefined;
    const ended = new Promise<void>((done) => (over = done));
    const fake: Clock = {
      now: () => new Date(now),
      monotonic: () => now,
      async sleep(ms, signal) {
        signal?.throwIfAborted();
        now += ms;
        if (touches.includes(now / 1000)) await utimes(alive, now / 1000, now / 1000);
        if (now > seconds * 1000) {
          over();
          await new Promise(() => undefined);
        }
      },
    };
    const watching = watchAlive(alive, fake);
    const left = new Promise<void>((done) => watching.left.addEventListener('abort', () => done(), { once: true }));
    await Promise.race([ended, left]);
    watching.end();
    return watching.left.aborted ? now / 1000 : undefined;
  }

  it('goes on while it is followed, also across half a minute of silence', async () => {
    expect(await leftAfter(300, [30, 60, 90, 120, 175, 230, 280])).to.equal(undefined);
  });

  it('is left when nobody touched for a minute', async () => {
    expect(await leftAfter(300, [30, 60])).to.equal(120);
    expect(await leftAfter(300, [])).to.equal(60);
  });

  it('is nobody’s to follow where there is no file at the start', async () => {
    const looks: number[] = [];
    const sleep = async (ms: number): Promise<void> => void looks.push(ms);
    const watching = watchAlive(join(place.path, 'nothing'), { ...systemClock, sleep });
    for (let turn = 0; turn < 50; turn += 1) await stat(place.path);
    expect(looks).to.deep.equal([]);
    expect(watching.left.aborted).to.equal(false);
    watching.end();
  });
});
