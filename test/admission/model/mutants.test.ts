import { expect } from 'chai';
import { EVENTUALLY, explore } from './explore.ts';
import { storyOf } from './explorations.ts';
import { leases } from './leases.ts';
import type { Mutant } from './mutant.ts';
import { NUMBERED } from './numberedRules.ts';
import { OTHERS } from './otherRules.ts';

const MOST = 200_000;
const VERBOSE = process.env['TROIKA_VERBOSE'] === '1';

/** TROIKA_VERBOSE=1 tells how it breaks. */
function needed({ without, setting, breaks }: Mutant): void {
  it(`${without}; otherwise "${breaks}" is broken`, function () {
    this.timeout(60_000);
    const explored = explore(leases(setting, breaks === EVENTUALLY ? undefined : [breaks]), MOST);
    if (VERBOSE) console.log(`      after ${explored.states} states ${storyOf(explored)}`);
    expect(explored.found?.promise, storyOf(explored)).to.equal(breaks);
  });
}

describe('each rule of the lease protocol is needed', () => {
  for (const mutant of [...NUMBERED, ...OTHERS]) needed(mutant);
});
