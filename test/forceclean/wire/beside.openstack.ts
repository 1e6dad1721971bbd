import { afterEach, beforeEach, describe, it } from 'mocha';
import { systemClock } from '../../../src/io/clock.ts';
import { makeRealWorld } from '../../support/realWorld.ts';
import type { World } from '../../support/world.ts';
import { playBeside, playRecreated } from './beside.ts';
import { forceReal } from './force.ts';

/** Ten take half an hour. */
const COUNT = process.env['TROIKA_FULL'] === '1' ? 10 : 2;

describe('footprints in bad states beside a neighbour, on real services', function () {
  this.timeout(3_600_000);
  let world: World;
  beforeEach(async () => {
    world = await makeRealWorld();
  });
  afterEach(() => world?.dispose());

  it(`${COUNT} at once: what holds them is named, the rest goes, the neighbour is byte-identical`, () =>
    playBeside(world, forceReal(), systemClock, COUNT));

  it('what comes again each time is named by its text and its maker', () => playRecreated(world, systemClock));
});
