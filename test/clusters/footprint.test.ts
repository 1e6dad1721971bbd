import { makeSimWorld } from '../support/simWorld.ts';
import { describeFootprint } from './standing.ts';

describeFootprint('on the simulated cloud', () => makeSimWorld(), 60, 20);
