import { expect } from 'chai';
import { changeOf, configuration, openStage, type Stage } from './stage.ts';

describe('a build on the executor itself, of a real Zuul', () => {
  let stage: Stage;
  before(async () => {
    stage = await openStage({ nodeset: '{ nodes: [] }' });
  });
  after(() => stage?.dispose());

  it('passes, with artifacts that can be fetched, and leaves nothing', async () => {
    const change = await stage.tenant.propose(changeOf(configuration()));
    const set = await stage.tenant.ended(change, 600);
    const [build] = set.builds;
    expect(build?.result).to.equal('SUCCESS');
    expect(build?.artifacts).to.have.length(5);
    for (const { url } of build?.artifacts ?? []) expect((await fetch(url)).status, url).to.equal(200);
    await stage.clean(0);
  });
});
