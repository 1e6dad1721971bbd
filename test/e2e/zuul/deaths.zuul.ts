import { expect } from 'chai';
import { kill, mend, restart } from '../../zuulBed/daemons.ts';
import { processOf } from '../../zuulBed/nodes.ts';
import { A_WHILE, FOREVER, inMidRun, untilSuites } from './midRun.ts';
import { changeOf, configuration, openStage, type Stage } from './stage.ts';

/** What a build whose executor is lost cannot take back. */
const CREDENTIALS = 'application_credentials';

describe('a build that ends otherwise, on a static node of a real Zuul', function () {
  this.timeout(1_200_000);
  let stage: Stage;
  before(async () => {
    stage = await openStage();
  });
  after(() => stage?.dispose());

  it('by a new patch set in mid-run: its clean-up ends the run and leaves the project clean within four minutes', async () => {
    const { change } = await inMidRun(stage, FOREVER);
    await stage.tenant.revise(change, changeOf(configuration()));
    const set = await stage.tenant.ended(change, 240);
    expect(set.builds[0]?.result).to.equal('ABORTED');
    await stage.clean(0);
  });

  it('by the loss of its executor: the run notices that nobody follows it and cleans up within four minutes; Zuul tries again', async () => {
    const { change, build } = await inMidRun(stage, FOREVER);
    await kill(stage.tenant.bed, 'executor');
    tell('the run itself', await stage.clean(240, CREDENTIALS));
    await mend(stage.tenant.bed);
    await stage.tenant.running(change, build);
    await stage.tenant.dequeue(change);
    const set = await stage.tenant.ended(change, 300);
    expect(set.retried.map(({ uuid }) => uuid)).to.deep.equal([build]);
    await stage.clean(0, CREDENTIALS);
  });

  it('by the loss of executor and node: the next attempt takes its place in the lease book, cleans up after it, and passes', async () => {
    const { change, build } = await inMidRun(stage, A_WHILE);
    const run = await processOf(stage.tenant.bed, build);
    await stage.leave(1);
    await kill(stage.tenant.bed, 'executor');
    process.kill(-run, 'SIGKILL');
    await mend(stage.tenant.bed);
    const set = await stage.tenant.ended(change, 900);
    expect(set.builds[0]?.result).to.equal('SUCCESS');
    expect(set.retried.map(({ uuid }) => uuid)).to.deep.equal([build]);
    expect(await stage.tenant.console(set.builds[0]?.uuid ?? '')).to.match(/warden of slot \d/);
    await stage.clean(0, CREDENTIALS);
  });

  it('not at all by a restart of the scheduler: it goes on and passes', async () => {
    const { change } = await inMidRun(stage, A_WHILE);
    await restart(stage.tenant.bed, 'scheduler');
    const set = await stage.tenant.ended(change, 600);
    expect([set.builds[0]?.result, set.retried.length]).to.deep.equal(['SUCCESS', 0]);
    await stage.clean(0, CREDENTIALS);
  });
});

describe('a build with seven minutes of time, on a static node of a real Zuul', function () {
  this.timeout(1_200_000);
  let stage: Stage;
  before(async () => {
    stage = await openStage({ timeout: 420 });
  });
  after(() => stage?.dispose());

  const brief = changeOf(configuration(FOREVER).replace('cleanup: 5m', 'cleanup: 2m'));

  it('whose tests go on for longer ends by itself before, clean, and says that its time was over', async () => {
    const change = await stage.tenant.propose(brief);
    const set = await stage.tenant.ended(change, 600);
    expect([set.builds[0]?.result, set.retried.length]).to.deep.equal(['FAILURE', 0]);
    expect((await stage.tenant.comments(change)).join('\n')).to.match(/\*\*broken\*\*.*deadline/s);
    await stage.clean(0);
  });

  it('whose run is stopped in its sleep is timed out by Zuul; its clean-up ends the run and leaves the project clean', async () => {
    const { tenant } = stage;
    const change = await tenant.propose(brief);
    const build = await tenant.running(change);
    await untilSuites(tenant, build);
    process.kill(await processOf(tenant.bed, build), 'SIGSTOP');
    const set = await tenant.ended(change, 900);
    expect(set.builds[0]?.result).to.equal('TIMED_OUT');
    expect(await tenant.console(build)).to.include('its run is still alive, and is ended');
    await stage.clean(0);
  });
});

function tell(who: string, seconds: number): void {
  console.log(`      cleaned by ${who} after ${seconds.toFixed(0)} s`);
}
