import { expect } from 'chai';
import { FOREVER, inMidRun } from './midRun.ts';
import { openStage, type Stage } from './stage.ts';

for (const [where, nodeset] of [
  ['a static node', 'node'],
  ['the executor itself', '{ nodes: [] }'],
] as const)
  describe(`a build on ${where} of a real Zuul`, () => {
    let stage: Stage;
    before(async () => {
      stage = await openStage({ nodeset });
    });
    after(() => stage?.dispose());

    it('that is dequeued in mid-run: its clean-up ends the run and leaves the project clean within four minutes', async () => {
      const { change } = await inMidRun(stage, FOREVER);
      await stage.tenant.dequeue(change);
      const set = await stage.tenant.ended(change, 240);
      expect(set.builds[0]?.result).to.equal('ABORTED');
      await stage.clean(0);
    });
  });
