import { makeSimWorld } from '../support/simWorld.ts';
import { describeRawListing } from './rawListing.ts';

describeRawListing('on the simulated cloud', () => makeSimWorld());
