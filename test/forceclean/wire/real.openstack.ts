import { expect } from 'chai';
import { describe, it } from 'mocha';
import { systemClock } from '../../../src/io/clock.ts';
import { makeRealWorld } from '../../support/realWorld.ts';
import type { World } from '../../support/world.ts';
import { AT_ONCE, playAtOnce } from './atOnce.ts';
import { THEMES } from './cases.ts';
import { forceReal } from './force.ts';
import { play } from './play.ts';

const CASES = Object.values(THEMES).flat();

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
  this.timeout(600_000);

  for (const one of CASES.filter(({ real }) => real === true)) {
    it(`${one.name}${one.program ? ', by the program' : ''}`, () =>
      inProject((world) =>
        play(one, { world, force: forceReal(), clock: systemClock, script: () => () => undefined }),
      ));
  }

  it(AT_ONCE, () => inProject(playAtOnce));

  it('are at least 22 of the forty-three; the others say why they cannot be played there', () => {
    const numbers = CASES.filter(({ real }) => real === true).flatMap(({ name }) => name.match(/\bT\d\d\b/g) ?? []);
    expect(new Set([...numbers, ...(AT_ONCE.match(/T\d\d/) ?? [])]).size).to.be.at.least(22);
    const excuses = CASES.flatMap(({ real }) => (real === true ? [] : [real]));
    expect(excuses.every((why) => why.length > 20)).to.equal(true);
  });
});
