import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'chai';
import { podStatus, running } from '../../support/containers.ts';
import { POD, type PluginWord } from './aggregator.ts';
import { ALL, COMPLETE, e2eAt, onStage, PARTLY, QUICK, states, type Stage } from './stage.ts';
import { errorTree, tarballOf, tarInfoOf, yamlOf } from './tarballs.ts';

const WAITS: readonly PluginWord[] = [{ plugin: 'e2e', status: 'running' }];

function imageWaits(reason: string, message: string): object {
  return podStatus('Pending', { e2e: { waiting: { reason, message } }, 'sonobuoy-worker': { running: {} } });
}

function unscheduled(message: string): object {
  const condition = { type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message };
  return { phase: 'Pending', conditions: [condition] };
}

const EVICTED = { phase: 'Failed', reason: 'Evicted', message: 'The node was low on resource: memory.' };

describe('Sonobuoy, the real program, when something goes wrong while it runs', function () {
  this.timeout(600_000);
  const stage = onStage();

  for (const [what, play, how, says] of [
    [
      'the aggregator says that it failed',
      ({ aggregator }: Stage) => aggregator.says('failed', e2eAt(1)),
      'died',
      /the aggregator says that it failed/,
    ],
    [
      'the pod is evicted',
      ({ aggregator }: Stage) => aggregator.tell(EVICTED),
      'died',
      /pod is Failed: Evicted: The node was low on resource: memory/,
    ],
    [
      'the pod is gone',
      async ({ api }: Stage) =>
        void (await api.kubectl(
          'delete',
          'pod',
          '-A',
          '-l',
          'sonobuoy-component=aggregator',
          '--grace-period=0',
          '--force',
        )),
      'died',
      /the aggregator's pod is gone/,
    ],
  ] as const) {
    it(`keeps what progress told when ${what}`, async () => {
      const { aggregator, start, progress, pod } = stage();
      const telling = start();
      await pod();
      await aggregator.says('running', e2eAt(1, ['[sig-network] DNS should resolve [Conformance]']));
      await progress(1);
      await play(stage());
      const told = await telling;
      expect(told.ended.how).to.equal(how);
      expect(told.ended.says).to.match(says);
      expect(states(told)).to.deep.equal(PARTLY);
    });
  }

  it('says which image did not come', async () => {
    const { aggregator, start } = stage();
    const telling = start({ startSeconds: 8 }, ['[sig-a] x']);
    await aggregator.born();
    const waiting = { reason: 'ImagePullBackOff', message: 'Back-off pulling image "sonobuoy/sonobuoy:v0.57.2"' };
    await aggregator.tell(podStatus('Pending', { 'kube-sonobuoy': { waiting } }));
    const told = await telling;
    expect(told.ended.how).to.equal('never started');
    expect(told.ended.says).to.contain('ImagePullBackOff: Back-off pulling image "sonobuoy/sonobuoy:v0.57.2"');
    expect(states(told)).to.deep.equal(['[sig-a] x: not run']);
  });

  it('says of an image of the tests which it is, as soon as it fails, and why it did not come', async () => {
    const { aggregator, judge, progress, pod } = stage();
    // As Kubernetes has no image of each patch version (vmware-tanzu/sonobuoy issues 1166, 1301 and 1974).
    const image = 'registry.k8s.io/conformance:v1.34.99';
    const judging = judge();
    await pod();
    await aggregator.says('running', WAITS);
    const name = await aggregator.plugin({
      status: imageWaits('ImagePullBackOff', `Back-off pulling image "${image}"`),
    });
    await aggregator.event(name, 'Failed', `Failed to pull image "${image}": ${image}: not found`);
    expect(await progress(1)).to.deep.equal([
      `sonobuoy: pod ${name}: container e2e waits: ImagePullBackOff: Back-off pulling image "${image}"`,
    ]);
    const gaveUp = `Failed to pull image ${image} for container e2e within 5m0s. Container is in state ImagePullBackOff`;
    const late = await tarballOf({ 'plugins/e2e/sonobuoy_results.yaml': yamlOf(errorTree('e2e', gaveUp)) });
    await aggregator.answers(late);
    await aggregator.says('complete', [{ plugin: 'e2e', status: 'failed' }], tarInfoOf(late));
    const { state, class: of, says, cases } = await judging;
    expect({ state, of, cases }).to.deep.equal({ state: 'broken', of: 'suite-infrastructure', cases: [] });
    expect(says)
      .to.match(/^it never came to its first test: Sonobuoy: plugin e2e: /)
      .and.contain(gaveUp)
      .and.contain('an image could not be pulled')
      .and.contain(`${image}: not found`);
  });

  it('runs the tests whose image comes after failures', async () => {
    const { aggregator, tarball, start, progress, pod } = stage();
    const telling = start();
    await pod();
    await aggregator.says('running', WAITS);
    await aggregator.plugin({ status: imageWaits('ErrImagePull', 'i/o timeout') });
    await progress(1);
    // For longer than tests may be lost.
    await delay(2000 * QUICK.lossSeconds);
    await aggregator.tellPlugin(running('e2e', 'sonobuoy-worker'));
    await aggregator.answers(tarball);
    await aggregator.says('complete', COMPLETE, tarInfoOf(tarball));
    const told = await telling;
    expect(told.ended).to.deep.equal({ how: 'completed', says: 'Sonobuoy: complete' });
    expect(states(told)).to.deep.equal(ALL);
  });

  it('says why no node takes the tests', async () => {
    const { aggregator, judge, progress, pod } = stage();
    const why = '0/2 nodes are available: 2 Insufficient memory.';
    const judging = judge();
    await pod();
    await aggregator.says('running', WAITS);
    const name = await aggregator.plugin({ status: unscheduled(why) });
    await aggregator.event(name, 'FailedScheduling', why);
    expect(await progress(1)).to.deep.equal([`sonobuoy: pod ${name}: not scheduled: Unschedulable: ${why}`]);
    const late = await tarballOf({
      'plugins/e2e/sonobuoy_results.yaml': yamlOf(errorTree('e2e', `Can't schedule pod: ${why}`)),
    });
    await aggregator.answers(late);
    await aggregator.says('complete', [{ plugin: 'e2e', status: 'failed' }], tarInfoOf(late));
    const { state, class: of, says } = await judging;
    expect({ state, of }).to.deep.equal({ state: 'broken', of: 'suite-infrastructure' });
    expect(says).to.contain(`plugin e2e: Can't schedule pod: ${why}`).and.contain('no node took it');
  });

  it('says why no node takes the aggregator', async () => {
    const { aggregator, judge, progress } = stage();
    const why =
      '0/2 nodes are available: 2 node(s) had untolerated taint {node.cloudprovider.kubernetes.io/uninitialized: true}.';
    const judging = judge({ startSeconds: 8 });
    await aggregator.born(false);
    await aggregator.tell(unscheduled(why));
    await aggregator.event(POD, 'FailedScheduling', why);
    expect(await progress(1)).to.deep.equal([`sonobuoy: pod ${POD}: not scheduled: Unschedulable: ${why}`]);
    const { state, class: of, says } = await judging;
    expect({ state, of }).to.deep.equal({ state: 'broken', of: 'suite-infrastructure' });
    expect(says).to.contain(`its pod is Pending: not scheduled: Unschedulable: ${why}`).and.contain('no node took it');
    expect(says.split('Unschedulable')).to.have.lengthOf(2);
  });

  for (const [what, play, says] of [
    [
      'evicted',
      ({ aggregator }: Stage) => aggregator.tellPlugin(EVICTED),
      /the pod of plugin e2e is Failed: Evicted: The node was low/,
    ],
    [
      'gone',
      ({ api }: Stage) =>
        api.kubectl('delete', 'pod', '-A', '-l', 'sonobuoy-plugin=e2e', '--grace-period=0', '--force'),
      /the pod of plugin e2e is gone/,
    ],
  ] as const) {
    // The aggregator would wait for it to its own limit, hours (vmware-tanzu/sonobuoy issues 118, 436 and 559).
    it(`does not wait for tests whose pod is ${what}`, async () => {
      const { aggregator, start, progress, pod } = stage();
      const telling = start();
      await pod();
      await aggregator.plugin({ log: 'it begins\n' });
      await aggregator.says('running', e2eAt(1, ['[sig-network] DNS should resolve [Conformance]']));
      await progress(1);
      await play(stage());
      const told = await telling;
      expect(told.ended.how).to.equal('died');
      expect(told.ended.says).to.match(says);
      expect(states(told)).to.deep.equal(PARTLY);
    });
  }

  it('does not wait for an image of the tests whose name is none', async () => {
    const { aggregator, start, pod } = stage();
    const telling = start();
    await pod();
    await aggregator.says('running', WAITS);
    await aggregator.plugin({ status: imageWaits('InvalidImageName', 'invalid reference format') });
    const told = await telling;
    expect(told.ended.how).to.equal('never started');
    expect(told.ended.says).to.equal(
      'Sonobuoy: the pod of plugin e2e is Pending: container e2e waits: InvalidImageName: invalid reference format',
    );
  });

  it('says why it could not be started, and leaves nothing', async () => {
    const { start } = stage();
    const told = await start({ skipPreflight: [] });
    expect(told.ended.how).to.equal('never started');
    expect(told.ended.says).to.contain('no dns pods found');
    const other = await start({ program: process.execPath });
    expect(other.ended.how).to.equal('never started');
    expect(other.ended.says).to.contain('does not say its version');
  });
});
