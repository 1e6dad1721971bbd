import { makeRealWorld } from '../support/realWorld.ts';
import { describeRawListing } from './rawListing.ts';

describeRawListing('on real services', makeRealWorld);
