import { makeRealWorld } from '../support/realWorld.ts';
import { describeContract } from './all.ts';

describe('contract, real services', () => {
  describeContract(makeRealWorld);
});
