import { expect } from 'chai';
import { rawListing } from '../../clusters/raw.ts';
import { until } from '../../zuulBed/rest.ts';
import { changeOf, configuration, openStage, type Stage } from './stage.ts';

/** A test that would go on for long. */
const FOREVER = "[sleep, '900']";

describe('a build that Zuul ends, on a static node of a real Zuul', function () {
  let stage: Stage;
  before(async () => {
    stage = await openStage();
  });
  after(() => stage?.dispose());

  it('by a dequeue in mid-run: its clean-up ends the run and leaves the project clean within four minutes', async () => {
    const { tenant, world } = stage;
    const before = await rawListing(world);
    const change = await tenant.propose(changeOf(configuration(FOREVER)));
    const build = await tenant.running(change);
    await until('its suites', 300, async () =>
      (await tenant.console(build)).includes('one: suites …') ? true : undefined,
    );
    expect((await rawListing(world))['floatingips']).to.have.length.above(0);
    await tenant.dequeue(change);
    const set = await tenant.ended(change, 240);
    expect(set.builds[0]?.result).to.equal('ABORTED');
    expect(await rawListing(world)).to.deep.equal(before);
  });
});
