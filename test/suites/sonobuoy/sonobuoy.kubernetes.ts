import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'chai';
import type { SonobuoySpec } from '../../../src/config/sonobuoySpec.ts';
import { TroikaError } from '../../../src/model/error.ts';
import { conformanceSuite } from '../../../src/suites/conformance.ts';
import type { SuiteResult } from '../../../src/model/result.ts';
import type { Runner, Told } from '../../../src/suites/runner.ts';
import type { Subject } from '../../../src/suites/suite.ts';
import { PACE, type Pace } from '../../../src/suites/sonobuoy/pace.ts';
import { sonobuoyRunner } from '../../../src/suites/sonobuoy/runner.ts';
import { until } from '../../kubernetes/doorway.ts';
import { startApiServer, type ApiServer } from '../../support/apiServer.ts';
import { podStatus, running } from '../../support/containers.ts';
import { POD, startAggregator, type Aggregator, type PluginWord } from './aggregator.ts';
import { openScene, SPEC, type Scene } from './scene.ts';
import { errorTree, FEW, filesOf, tarballOf, tarInfoOf, yamlOf, type Spec } from './tarballs.ts';

/** As in a real run, but for the waits. */
const QUICK: Pace = { ...PACE, pollMs: 500, silenceSeconds: 15, lossSeconds: 2, retrievalPausesMs: [200, 400] };

const COMPLETE: readonly PluginWord[] = [{ plugin: 'e2e', status: 'complete' }];

const WAITS: readonly PluginWord[] = [{ plugin: 'e2e', status: 'running' }];

function imageWaits(reason: string, message: string): object {
  return podStatus('Pending', { e2e: { waiting: { reason, message } }, 'sonobuoy-worker': { running: {} } });
}

function unscheduled(message: string): object {
  const condition = { type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message };
  return { phase: 'Pending', conditions: [condition] };
}

const EVICTED = { phase: 'Failed', reason: 'Evicted', message: 'The node was low on resource: memory.' };

function e2eAt(completed: number, failures: readonly string[] = [], msg = ''): readonly PluginWord[] {
  return [{ plugin: 'e2e', status: 'running', progress: { total: 4, completed, failures, msg } }];
}

describe('Sonobuoy, the real program with its aggregator played', function () {
  this.timeout(600_000);
  let api: ApiServer;
  let aggregator: Aggregator;
  let scene: Scene;
  let tarball: Buffer;

  before(async () => {
    api = await startApiServer();
    aggregator = await startAggregator(api);
    tarball = await tarballOf(filesOf(FEW));
  });
  after(async () => {
    await aggregator?.end();
    await api?.end();
  });
  beforeEach(async () => {
    scene = await openScene();
  });
  afterEach(async () => {
    await scene.end();
    const left = await api.kubectl('get', 'namespaces,clusterroles,clusterrolebindings', '-o', 'name');
    expect(left.split('\n').filter((name) => name.includes('sonobuoy') || name.includes('e2e-'))).to.deep.equal([]);
  });

  function subject(): Subject {
    return {
      cluster: 'tabcdefghia',
      label: 'east',
      expected: { servers: [], loadBalancers: [] },
      endpoint: api.server,
      kubeconfig: api.kubeconfig,
      context: 'one',
      inventory: () => Promise.reject(new Error('not asked for')),
    };
  }

  function runner(): Runner<SonobuoySpec> {
    return sonobuoyRunner(where(), QUICK);
  }

  function where(): { env: NodeJS.ProcessEnv; cwd: string } {
    return { env: { ...process.env, PATH: api.path }, cwd: scene.run };
  }

  function start(spec: Partial<SonobuoySpec> = {}, only?: readonly string[]): Promise<Told> {
    return runner().run({ ...SPEC, ...spec }, subject(), scene.context, only);
  }

  /** The same as a suite: watched and judged. */
  function judge(spec: Partial<SonobuoySpec> = {}): Promise<SuiteResult> {
    return conformanceSuite(runner(), where()).run({ ...SPEC, ...spec }, subject(), scene.context);
  }

  /** The states of the tests, by the first words of their names. */
  function states({ report }: Told): readonly string[] | string {
    if ('broken' in report) return report.broken;
    return report.cases.map(({ name, state }) => `${name.split(' ').slice(0, 2).join(' ')}: ${state}`);
  }

  const ALL = [
    '[sig-apps] Deployment: passed',
    '[sig-node] Pods: passed',
    '[sig-network] DNS: failed',
    '[sig-storage] Volumes: skipped',
  ];

  const PARTLY = ['[sig-network] DNS: failed', 'test 2: passed', 'test 3: not run', 'test 4: not run'];

  /** Progress in the journal, once there is so much of it. */
  async function progress(count: number): Promise<readonly string[]> {
    const patience = Date.now() + 60_000;
    for (;;) {
      const lines = (await readFile(join(scene.run, 'journal.ndjson'), 'utf8'))
        .split('\n')
        .filter((line) => line !== '');
      const events = lines.map((line) => JSON.parse(line) as { type: string; says?: string });
      const all = events.filter(({ type }) => type === 'progress').map(({ says = '' }) => says);
      if (all.length >= count) return all;
      if (Date.now() > patience) throw new Error(`no more progress than: ${all.join(', ') || 'none'}`);
      await delay(200);
    }
  }

  async function pod(): Promise<string> {
    const namespace = await aggregator.born();
    await aggregator.runs();
    return namespace;
  }

  it('tells each test of a run that ended, its progress meanwhile, and leaves nothing', async () => {
    const telling = start({
      mode: 'quick',
      pluginEnv: { 'e2e.E2E_EXTRA_ARGS': '--x=1' },
      testRegistry: 'registry.example/k8s',
    });
    const namespace = await pod();
    expect(namespace).to.match(/^sonobuoy-tabcdefghia-r[0-9a-f]{4}$/);
    const config = await api.kubectl('get', 'configmap', 'sonobuoy-plugins-cm', '-n', namespace, '-o', 'yaml');
    expect(config)
      .to.contain('Pods should be submitted and removed')
      .and.contain('--x=1')
      .and.contain('registry.example/k8s');
    await aggregator.says('running', e2eAt(1));
    await progress(1);
    await aggregator.says('running', e2eAt(2, ['[sig-network] DNS should resolve [Conformance]']));
    await progress(2);
    await aggregator.answers(tarball);
    await aggregator.says('complete', COMPLETE, tarInfoOf(tarball));
    const told = await telling;
    expect(told.ended).to.deep.equal({ how: 'completed', says: 'Sonobuoy: complete' });
    expect(states(told)).to.deep.equal(ALL);
    expect(told.report).to.include({ announced: 4, deselected: 2 });
    expect(await progress(2)).to.deep.equal(['sonobuoy: 1 of 4 tests, 0 failed', 'sonobuoy: 3 of 4 tests, 1 failed']);
    expect(told.files.map((file) => file.split('/').at(-1))).to.include.members(['sonobuoy.tar.gz', 'e2e.log']);
  });

  it('runs a failed test once more, alone, and the suite has passed where it passes then', async () => {
    const again = await tarballOf(
      filesOf(FEW.map((one) => (one.is === 'failed' ? { ...one, is: 'passed' } : { ...one, is: 'left out' }))),
    );
    const judging = judge({ rerun: 1 });
    for (const [round, tar] of [tarball, again].entries()) {
      const namespace = await pod();
      const config = await api.kubectl('get', 'configmap', 'sonobuoy-plugins-cm', '-n', namespace, '-o', 'yaml');
      expect(config.includes('DNS should resolve'), `round ${round}`).to.equal(round === 1);
      await aggregator.answers(tar);
      await aggregator.says('complete', COMPLETE, tarInfoOf(tar));
    }
    const result = await judging;
    expect(result).to.include({ suite: 'sonobuoy', state: 'passed', deselected: 2 });
    const flaky = result.cases.filter((one) => one.flaky);
    expect(flaky.map(({ name }) => name)).to.deep.equal(['[sig-network] DNS should resolve [Conformance]']);
    expect(result.files).to.include('clusters/tabcdefghia/suites/sonobuoy/rerun-1/e2e.log');
  });

  it('retrieves again after a stream with something behind its end', async () => {
    const telling = start();
    await pod();
    await aggregator.answers({ of: tarball, then: 'a word of the shell\n'.repeat(1000) }, tarball);
    await aggregator.says('complete', COMPLETE, tarInfoOf(tarball));
    expect(states(await telling)).to.deep.equal(ALL);
    expect(aggregator.asked()).to.equal(2);
  });

  it('retrieves again after a stream that was cut off, one that came too early, and another tarball', async () => {
    const other = await tarballOf(filesOf(FEW.slice(0, 1)));
    const telling = start();
    await pod();
    await aggregator.answers({ of: tarball, cutAfter: 900 }, other, tarball);
    await aggregator.says('complete', COMPLETE, tarInfoOf(tarball));
    expect(states(await telling)).to.deep.equal(ALL);
    expect(aggregator.asked()).to.equal(3);
  });

  it('is broken, and not without tests, when nothing comes of all retrievals', async () => {
    const telling = start();
    await pod();
    await aggregator.answers('not ready');
    await aggregator.says('complete', COMPLETE, tarInfoOf(tarball));
    const told = await telling;
    expect(states(told)).to.match(/^the tarball could not be retrieved in 3 attempts: .*/);
    expect(aggregator.asked()).to.equal(3);
  });

  it('goes on while systemd-logs has failed, and over an API that is away for a while', async () => {
    const failed = { plugin: 'systemd-logs', status: 'failed' };
    const telling = start({ plugins: ['e2e', 'systemd-logs'] });
    await pod();
    await aggregator.says('running', [...e2eAt(1), failed]);
    await progress(1);
    await api.kill();
    await delay(3000);
    await api.start();
    const files = {
      ...filesOf(FEW),
      'plugins/systemd-logs/sonobuoy_results.yaml': yamlOf(errorTree('systemd-logs', 'no pod')),
    };
    const both = await tarballOf(files);
    await aggregator.answers(both);
    await aggregator.says('complete', [...COMPLETE, failed], tarInfoOf(both));
    const told = await telling;
    expect(told.ended).to.deep.equal({ how: 'completed', says: 'Sonobuoy: complete; plugin systemd-logs: no pod' });
    expect(states(told)).to.deep.equal(ALL);
  });

  it('does not take "timeout waiting for results" for a test', async () => {
    const telling = start();
    await pod();
    await aggregator.says('running', e2eAt(2, [], 'PASSED [sig-apps] Deployment should roll [Conformance]'));
    await progress(1);
    const late = await tarballOf({
      'plugins/e2e/sonobuoy_results.yaml': yamlOf(errorTree('e2e', 'timeout waiting for results')),
    });
    await aggregator.answers(late);
    await aggregator.says('complete', [{ plugin: 'e2e', status: 'failed' }], tarInfoOf(late));
    const told = await telling;
    expect(told.ended).to.deep.equal({
      how: 'stopped',
      by: 'own limit',
      says: 'Sonobuoy: plugin e2e: timeout waiting for results',
    });
    expect(states(told)).to.deep.equal([
      '[sig-apps] Deployment: passed',
      'test 2: passed',
      'test 3: not run',
      'test 4: not run',
    ]);
  });

  it('keeps the tests of a run that was interrupted in its pod, and counts the rest', async () => {
    const specs = FEW.map((one, index): Spec => {
      return index === 0 ? one : { name: one.name, is: index === 1 ? 'interrupted' : 'left out' };
    });
    const part = await tarballOf(filesOf(specs));
    const judging = judge();
    await pod();
    await aggregator.says('running', e2eAt(1));
    await progress(1);
    await aggregator.answers(part);
    await aggregator.says('complete', COMPLETE, tarInfoOf(part));
    const { state, class: of, says, cases, evidence } = await judging;
    expect({ state, of }).to.deep.equal({ state: 'broken', of: 'suite-infrastructure' });
    expect(says).to.contain('1 of 4 tests passed, 0 failed, 3 did not come to their end');
    expect(evidence?.[0]).to.equal('the runner came to its end: Sonobuoy: complete; stopped; 1 of 4 tests had ended');
    expect(cases.map((one) => one.state)).to.deep.equal(['passed', 'not run', 'not run', 'not run']);
  });

  it('ends by its own limit when it is stuck running', async () => {
    const telling = start({ timeoutSeconds: 30 });
    await pod();
    await aggregator.says('running', e2eAt(1));
    const told = await telling;
    expect(told.ended).to.deep.include({ how: 'stopped', by: 'own limit' });
  });

  it('says that the time of the run is over when that stops it', async () => {
    const telling = start();
    await aggregator.born();
    scene.abort.abort(new TroikaError('broken', 'time is up', { class: 'timeout' }));
    expect((await telling).ended).to.deep.include({ how: 'stopped', by: 'deadline' });
  });

  for (const [what, play, how, says] of [
    [
      'the aggregator says that it failed',
      () => aggregator.says('failed', e2eAt(1)),
      'died',
      /the aggregator says that it failed/,
    ],
    [
      'the pod is evicted',
      () => aggregator.tell(EVICTED),
      'died',
      /pod is Failed: Evicted: The node was low on resource: memory/,
    ],
    [
      'the pod is gone',
      async () =>
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
      const telling = start();
      await pod();
      await aggregator.says('running', e2eAt(1, ['[sig-network] DNS should resolve [Conformance]']));
      await progress(1);
      await play();
      const told = await telling;
      expect(told.ended.how).to.equal(how);
      expect(told.ended.says).to.match(says);
      expect(states(told)).to.deep.equal(PARTLY);
    });
  }

  it('says which image did not come', async () => {
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
    ['evicted', () => aggregator.tellPlugin(EVICTED), /the pod of plugin e2e is Failed: Evicted: The node was low/],
    [
      'gone',
      () => api.kubectl('delete', 'pod', '-A', '-l', 'sonobuoy-plugin=e2e', '--grace-period=0', '--force'),
      /the pod of plugin e2e is gone/,
    ],
  ] as const) {
    // The aggregator would wait for it to its own limit, hours (vmware-tanzu/sonobuoy issues 118, 436 and 559).
    it(`does not wait for tests whose pod is ${what}`, async () => {
      const telling = start();
      await pod();
      await aggregator.plugin({ log: 'it begins\n' });
      await aggregator.says('running', e2eAt(1, ['[sig-network] DNS should resolve [Conformance]']));
      await progress(1);
      await play();
      const told = await telling;
      expect(told.ended.how).to.equal('died');
      expect(told.ended.says).to.match(says);
      expect(states(told)).to.deep.equal(PARTLY);
    });
  }

  it('does not wait for an image of the tests whose name is none', async () => {
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

  it('says what kept all tests from beginning, such as no node that takes pods', async () => {
    const message = 'there are currently no ready, schedulable nodes in the cluster';
    const none = await tarballOf(
      filesOf(
        FEW.map((one) => ({ ...one, is: 'left out' })),
        { name: '[SynchronizedBeforeSuite]', status: 'failed', message },
      ),
    );
    const judging = judge();
    await pod();
    await aggregator.answers(none);
    await aggregator.says('complete', COMPLETE, tarInfoOf(none));
    const { state, class: of, says } = await judging;
    expect({ state, of }).to.deep.equal({ state: 'broken', of: 'suite-infrastructure' });
    expect(says).to.contain('it never came to its first test').and.contain(message);
  });

  it('keeps what a test says that needs a second node, and excuses it only where that is known', async () => {
    const name = '[sig-apps] Daemon set [Serial] should rollback without unnecessary restarts [Conformance]';
    const message = 'Conformance test suite needs a cluster with at least 2 nodes.';
    const one = await tarballOf(filesOf([...FEW.slice(0, 2), { name, is: 'failed', message }]));
    const list = join(scene.run, 'known.yaml');
    await writeFile(list, `known:\n  - regex: 'Daemon set .* should rollback'\n    reason: it has one worker\n`);
    for (const [known, state] of [
      [[], 'failed'],
      [[list], 'passed'],
    ] as const) {
      const judging = judge({ known });
      await pod();
      await aggregator.answers(one);
      await aggregator.says('complete', COMPLETE, tarInfoOf(one));
      const result = await judging;
      expect(result.state, result.says).to.equal(state);
      expect(result.cases.find((test) => test.name === name)?.message).to.contain(message);
      if (state === 'passed') expect(result.evidence?.join()).to.contain('it has one worker');
    }
  });

  it('says why it could not be started, and leaves nothing', async () => {
    const told = await start({ skipPreflight: [] });
    expect(told.ended.how).to.equal('never started');
    expect(told.ended.says).to.contain('no dns pods found');
    const other = await start({ program: process.execPath });
    expect(other.ended.how).to.equal('never started');
    expect(other.ended.says).to.contain('does not say its version');
  });

  it('keeps what is known when the run is stopped, and leaves nothing, of the tests neither', async () => {
    const run = '11111111-2222-4333-8444-555555555555';
    await api.kubectl('create', 'priorityclass', 'older', '--value=1', '--field-manager=e2e.test');
    const telling = start();
    await pod();
    await api.kubectl('create', 'priorityclass', 'of-a-test', '--value=1', '--field-manager=e2e.test');
    await api.kubectl('create', 'priorityclass', 'of-somebody', '--value=1');
    await aggregator.plugin({ log: `I1201 12:00:00.0 1 e2e.go:109] Starting e2e run "${run}" on Ginkgo node 1\n` });
    await api.kubectl('create', 'namespace', 'e2e-ours-1');
    await api.kubectl('label', 'namespace', 'e2e-ours-1', `e2e-run=${run}`, 'e2e-framework=pods');
    await api.kubectl('create', 'namespace', 'others-1');
    await api.kubectl('label', 'namespace', 'others-1', 'e2e-run=another', 'e2e-framework=pods');
    await aggregator.says('running', e2eAt(1, ['[sig-network] DNS should resolve [Conformance]']));
    await progress(1);
    scene.abort.abort(new Error('stopped'));
    const told = await telling;
    expect(told.ended).to.deep.equal({ how: 'stopped', by: 'run', says: 'stopped, because the run was' });
    expect(states(told)).to.deep.equal(PARTLY);
    expect(await api.kubectl('get', 'namespaces', '-o', 'name')).to.contain('others-1');
    const classes = await api.kubectl('get', 'priorityclasses', '-o', 'name');
    expect(classes).to.contain('/older').and.contain('/of-somebody').and.not.contain('/of-a-test');
  });

  it('takes away its rights before it looks for what its tests made, so that they make nothing after it has looked', async () => {
    const telling = start();
    const namespace = await pod();
    const name = `sonobuoy-serviceaccount-${namespace}`;
    const rights = [`clusterrolebinding/${name}`, `clusterrole/${name}`];
    const hold = async (finalizers: readonly string[]): Promise<void> => {
      const change = JSON.stringify({ metadata: { finalizers } });
      for (const one of rights) await api.kubectl('patch', one, '--type=merge', '-p', change);
    };
    const going = async (): Promise<boolean> =>
      (await api.kubectl('get', ...rights, '-o', 'jsonpath={.items[*].metadata.deletionTimestamp}')).includes(' ');
    await hold(['test.example/hold']);
    await aggregator.says('failed', e2eAt(1));
    await until('the end of the rights', going);
    // They are going, and hold still.
    const account = `system:serviceaccount:${namespace}:sonobuoy-serviceaccount`;
    const late = ['made-late', '--value=1', '--as', account, '--field-manager=e2e.test'];
    try {
      await api.kubectl('create', 'priorityclass', ...late);
    } finally {
      await hold([]);
    }
    expect((await telling).ended.says).to.not.contain('left in the cluster');
    expect(await api.kubectl('get', 'priorityclasses', '-o', 'name')).to.not.contain('/made-late');
  });
});
