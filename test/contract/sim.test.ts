import { startSim, type Sim } from '../../src/sim/cloud.ts';
import { makeWorldOn } from '../support/simWorld.ts';
import { describeContract } from './all.ts';

// Slow enough for the states in between to be seen: what is PENDING is so for at least 200 ms.
const SPEED = 3;

describe('contract, simulated cloud', () => {
  let sim: Sim | undefined;

  before(async () => {
    sim = await startSim({ speed: SPEED, seed: 7 });
  });

  after(() => sim?.close());

  describeContract(() => {
    if (sim === undefined) throw new Error('the cloud is not running');
    return makeWorldOn(sim);
  });
});
