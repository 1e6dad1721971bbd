import { startSim, type Sim, type SimOptions } from '../../src/sim/cloud.ts';
import type { MakeWorld } from '../support/world.ts';
import { makeWorldOn } from '../support/simWorld.ts';
import { describeContract } from './all.ts';
import { describeLeaseBeats } from './leaseBeats.ts';
import { describeLeaseBooks } from './leaseBooks.ts';
import { describeLeaseRaces } from './leaseRaces.ts';
import { describeRevisions } from './revisions.ts';

/** Makes worlds in one cloud, which runs for the tests of a `describe`. */
function worldsIn(options: SimOptions): MakeWorld {
  let sim: Sim | undefined;
  before(async () => {
    sim = await startSim(options);
  });
  after(() => sim?.close());
  return () => {
    if (sim === undefined) throw new Error('the cloud is not running');
    return makeWorldOn(sim);
  };
}

// States in between are seen by a handful of requests: the shortest change takes 300 ms of the cloud's time.
const LEAP = 50;

describe('contract, simulated cloud', () => {
  describeContract(worldsIn({ speed: 1, leapMs: LEAP, seed: 7 }));
});

describe('contract, simulated cloud that takes what comes together in any order', () => {
  const makeWorld = worldsIn({ speed: 1, leapMs: LEAP, seed: 7, jumbleMs: 3 });
  describeRevisions(makeWorld);
  describeLeaseBeats(makeWorld);
  describeLeaseRaces(makeWorld);
  describeLeaseBooks(makeWorld);
});
