import { afterEach, beforeEach, describe, it } from 'mocha';
import { makeSimWorld, type SimWorld } from '../../support/simWorld.ts';
import { fastClock } from '../fastClock.ts';
import { playBeside, playRecreated } from './beside.ts';
import { forceOn } from './force.ts';

describe('footprints in bad states beside a neighbour, on the simulated cloud', function () {
  this.timeout(120_000);
  let world: SimWorld;
  beforeEach(async () => {
    world = await makeSimWorld();
  });
  afterEach(() => world.dispose());

  it('three at once: what holds them is named, the rest goes, the neighbour is byte-identical', () =>
    playBeside(world, forceOn(world.sim), fastClock(20), 3));

  it('what comes again each time is named by its text and its maker', () => playRecreated(world, fastClock(40)));
});
