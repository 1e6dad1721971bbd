import { killAfterEveryLine } from './killed.ts';

/** TROIKA_FULL=1 kills after each; every check after each third, for v2 has all and the lines are much alike. */
const STEP = process.env['TROIKA_FULL'] === undefined ? 3 : 1;

describe('a run of a v1 cluster, killed after any line of its journal', function () {
  this.timeout(600_000);

  it('leaves nothing behind once forceclean has run, and the neighbour as it was', () =>
    killAfterEveryLine('v1', STEP));
});
