import { killAfterEveryLine } from './killed.ts';

describe('a run of a v2 cluster, killed after any line of its journal', function () {
  this.timeout(600_000);

  it('leaves nothing behind once forceclean has run, and the neighbour as it was', () => killAfterEveryLine('v2'));
});
