import { startSim, type Sim } from '../../src/sim/cloud.ts';
import { makeWorldOn } from '../support/simWorld.ts';
import { describeContract } from './all.ts';

// States in between are seen by a handful of requests: the shortest change takes 300 ms of the cloud's time.
const LEAP = 50;

describe('contract, simulated cloud', () => {
  let sim: Sim | undefined;

  before(async () => {
    sim = await startSim({ speed: 1, leapMs: LEAP, seed: 7 });
  });

  after(() => sim?.close());

  describeContract(() => {
    if (sim === undefined) throw new Error('the cloud is not running');
    return makeWorldOn(sim);
  });
});
