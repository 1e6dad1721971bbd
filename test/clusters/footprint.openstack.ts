import { makeRealWorld } from '../support/realWorld.ts';
import { describeFootprint } from './standing.ts';

describeFootprint('on real services', makeRealWorld, 300);
