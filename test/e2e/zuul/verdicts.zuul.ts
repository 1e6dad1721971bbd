import { expect } from 'chai';
import { rawListing } from '../../clusters/raw.ts';
import type { Listing } from '../../clusters/listing.ts';
import { changeOf, configuration, openStage, type Stage } from './stage.ts';

describe('a change in a real Zuul', function () {
  let stage: Stage;
  let earlier: Listing;
  before(async () => {
    stage = await openStage();
    earlier = await rawListing(stage.world);
  });
  after(() => stage?.dispose());

  it('that is good: success, with comment, label, and artifacts that can be fetched; the project as before', async () => {
    const change = await stage.tenant.propose(changeOf(configuration()));
    const set = await stage.tenant.ended(change, 600);
    const [build] = set.builds;
    expect([set.result, build?.result]).to.deep.equal(['SUCCESS', 'SUCCESS']);
    const artifacts = build?.artifacts ?? [];
    expect(artifacts.map(({ metadata }) => metadata.type)).to.have.members([
      'troika_summary',
      'junit',
      'troika_result',
      'troika_journal',
      'troika_run',
    ]);
    for (const { url } of artifacts) expect((await fetch(url)).status, url).to.equal(200);
    const comment = (await stage.tenant.comments(change)).join('\n');
    expect(comment)
      .to.match(/troika-e2e-quick .* : SUCCESS/)
      .and.to.match(/\*\*passed\*\* Run \w+ on troika/);
  });

  it('whose test fails: failure, and the comment names the test', async () => {
    const change = await stage.tenant.propose(changeOf(configuration('["false"]')));
    const set = await stage.tenant.ended(change, 600);
    expect(set.builds[0]?.result).to.equal('FAILURE');
    const comment = (await stage.tenant.comments(change)).join('\n');
    expect(comment)
      .to.match(/\*\*failed\*\* Run/)
      .and.to.match(/smoke/);
    expect(set.retried).to.deep.equal([]);
  });

  it('whose configuration is wrong: failure at once, without another attempt, with comments on its lines', async () => {
    const change = await stage.tenant.propose(changeOf(configuration().replace('cleanup: 5m', 'cleanup: soon')));
    const set = await stage.tenant.ended(change, 300);
    expect([set.builds[0]?.result, set.retried.length]).to.deep.equal(['FAILURE', 0]);
    const comment = (await stage.tenant.comments(change)).join('\n');
    expect(comment)
      .to.match(/\*\*usage\*\*/)
      .and.to.match(/cleanup: write a duration/);
  });

  it('leaves nothing behind, whatever it came to', async () => {
    expect(await rawListing(stage.world)).to.deep.equal(earlier);
  });
});
