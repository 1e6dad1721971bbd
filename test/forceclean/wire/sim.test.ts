import { after, before, describe, it } from 'mocha';
import { startSim, type Sim } from '../../../src/sim/cloud.ts';
import { makeWorldOn } from '../../support/simWorld.ts';
import { fastClock } from '../fastClock.ts';
import { AT_ONCE, playAtOnce } from './atOnce.ts';
import { THEMES } from './cases.ts';
import { forceOn } from './force.ts';
import { play } from './play.ts';

// A state in between is seen by a few requests, and waiting takes no time.
const LEAP_MS = 50;

describe('cases that hurt neighbours, over the wire of the simulated cloud', function () {
  this.timeout(120_000);
  let sim: Sim;
  before(async () => {
    sim = await startSim({ speed: 1, leapMs: LEAP_MS, seed: 5 });
  });
  after(() => sim.close());

  for (const [theme, cases] of Object.entries(THEMES)) {
    describe(theme, () => {
      for (const one of cases) {
        it(`${one.name}${one.program ? ', by the program' : ''}`, async () => {
          const world = await makeWorldOn(sim);
          try {
            await play(one, {
              world,
              force: forceOn(sim),
              clock: fastClock(40),
              script(of) {
                sim.script(of.script ?? []);
                return () => sim.script([]);
              },
            });
          } finally {
            await world.dispose();
          }
        });
      }
    });
  }

  it(AT_ONCE, async () => {
    const world = await makeWorldOn(sim);
    await playAtOnce(world);
    await world.dispose();
  });
});
