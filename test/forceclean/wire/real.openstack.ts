import { expect } from 'chai';
import { before, describe, it } from 'mocha';
import pLimit from 'p-limit';
import { systemClock } from '../../../src/io/clock.ts';
import { makeRealWorld } from '../../support/realWorld.ts';
import type { World } from '../../support/world.ts';
import { AT_ONCE, playAtOnce } from './atOnce.ts';
import { THEMES } from './cases.ts';
import { forceReal } from './force.ts';
import { play } from './play.ts';

/** Each in a project of its own, so that some may play at a time: most of a case is waiting. */
const WIDTH = 3;
const CASES = Object.values(THEMES).flat();
const REAL = CASES.filter(({ real }) => real === true);
/** All take a quarter of an hour; every check takes every sixth. */
const PLAYED = process.env['TROIKA_FULL'] === '1' ? REAL : REAL.filter((_, at) => at % 6 === 0);

/** Plays in a project of its own, removed afterwards also where the play failed. */
async function inProject(deed: (world: World) => Promise<void>): Promise<void> {
  const world = await makeRealWorld();
  try {
    await deed(world);
  } finally {
    await world.dispose();
  }
}

describe('cases that hurt neighbours, over the wire of real services', function () {
  this.timeout(1_200_000);
  const playing = new Map<string, Promise<void>>();

  before(() => {
    const limit = pLimit(WIDTH);
    const start = (name: string, deed: (world: World) => Promise<void>): void => {
      const played = limit(() => inProject(deed));
      // Its own test tells.
      played.catch(() => undefined);
      playing.set(name, played);
    };
    const stage = { force: forceReal(), clock: systemClock, script: () => () => undefined };
    for (const one of PLAYED) start(one.name, (world) => play(one, { ...stage, world }));
    start(AT_ONCE, playAtOnce);
  });

  for (const { name, program } of PLAYED) it(`${name}${program ? ', by the program' : ''}`, () => playing.get(name));
  it(AT_ONCE, () => playing.get(AT_ONCE));

  it('are at least 22 of the forty-three; the others say why they cannot be played there', () => {
    const numbers = [...REAL.map((one) => one.name), AT_ONCE].flatMap((name) => name.match(/\bT\d\d\b/g) ?? []);
    expect(playing.size).to.equal(PLAYED.length + 1);
    expect(PLAYED).to.have.length.at.least(REAL.length / 6);
    expect(new Set(numbers).size).to.be.at.least(22);
    const excuses = CASES.flatMap(({ real }) => (real === true ? [] : [real]));
    expect(excuses.every((why) => why.length > 20)).to.equal(true);
  });
});
