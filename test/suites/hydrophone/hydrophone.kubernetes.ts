import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { hydrophoneSuite, type HydrophoneSpec } from '../../../src/config/hydrophoneSpec.ts';
import type { Account } from '../../../src/suites/account.ts';
import { conformanceSuite } from '../../../src/suites/conformance.ts';
import { hydrophoneRunner } from '../../../src/suites/hydrophone/runner.ts';
import type { Told } from '../../../src/suites/runner.ts';
import type { Subject } from '../../../src/suites/suite.ts';
import { podStatus } from '../../support/containers.ts';
import { pidsThatName, until } from '../../kubernetes/doorway.ts';
import { openScene, SUBJECT, type Scene } from '../scene.ts';
import { KINDS, oneOfEach } from './madeByTests.ts';
import { openStage, POD, TESTS, type PlayedPod, type Stage } from './played.ts';
import { inTwo, passingOf, recordedFailing, type Recorded } from './recorded.ts';

describe('hydrophone, the program, on a real API whose containers are played', function () {
  this.timeout(400_000);
  let stage: Stage;
  let recorded: Recorded;
  let first: string;
  let rest: string;
  let scene: Scene;
  let count = 0;
  let cluster: string;
  let pod: PlayedPod;

  before(async () => {
    stage = await openStage();
  });
  after(() => stage?.end());
  beforeEach(async () => {
    recorded = await recordedFailing();
    [first, rest] = inTwo(recorded);
    cluster = `t${(count += 1)}`;
    scene = await openScene();
    pod = stage.pod(`${cluster}-hydrophone`);
  });
  afterEach(() => scene.end());

  const where = () => ({ env: { ...process.env, PATH: stage.api.path }, cwd: process.cwd() });
  const subject = (): Subject => ({
    ...SUBJECT,
    cluster,
    endpoint: stage.api.server,
    kubeconfig: stage.api.kubeconfig,
  });
  const whole = hydrophoneSuite.parse({ suite: 'hydrophone' });

  function start(spec: Partial<HydrophoneSpec> = {}, only?: readonly string[]): Promise<Told> {
    return hydrophoneRunner(where()).run({ ...whole, ...spec }, subject(), scene.context, only);
  }

  const progress = async (): Promise<readonly string[]> =>
    (await readFile(join(scene.run, 'journal.ndjson'), 'utf8'))
      .split('\n')
      .filter((line) => line.includes('"type":"progress"'))
      .map((line) => (JSON.parse(line) as { says: string }).says);
  const said = (): Promise<string> => readFile(join(scene.context.folder, 'hydrophone.log'), 'utf8');

  async function expectNothingLeft(): Promise<void> {
    const left = await stage.api.kubectl('get', 'ns,clusterrole,clusterrolebinding', '-o', 'name');
    expect(left.split('\n').filter((name) => name.includes(`${cluster}-`))).to.deep.equal([]);
    // Nor the kubeconfig that it was given.
    expect(await readFile(join(scene.context.folder, 'hydrophone.log'), 'utf8')).to.not.include('PRIVATE KEY');
  }

  /** Objects of many kinds, and by whom they are said to be made. */
  async function made(name: string, manager: string): Promise<void> {
    await stage.api.kubectl('create', '-f', await fileOf(name), `--field-manager=${manager}`);
  }

  async function fileOf(name: string): Promise<string> {
    const file = join(scene.run, 'made.json');
    const items = oneOfEach(`${cluster}-${name}`);
    await writeFile(file, JSON.stringify({ apiVersion: 'v1', kind: 'List', items }));
    return file;
  }

  /** How many kinds there are still objects of, by their name. */
  async function standing(name: string): Promise<number> {
    const all = await stage.api.kubectl('get', KINDS.join(','), '-o', 'name');
    return all.split('\n').filter((one) => one.includes(`${cluster}-${name}`)).length;
  }

  async function taken(name: string): Promise<void> {
    await stage.api.kubectl('delete', '-f', await fileOf(name));
  }

  it('tells its progress, and what each test did', async () => {
    const told = start();
    await pod.start();
    pod.log.write(first);
    await until('progress', async () => (await progress()).length > 0);
    pod.log.write(rest);
    await pod.results(recorded);
    await pod.finish(1);
    const { ended, report: account, files } = await told;
    expect(ended).to.deep.include({ how: 'completed', passed: false });
    expect(ended.says).to.match(/^its container ended with exit code 1 \(Error\); FAIL! -- 2 Passed \| 1 Failed/);
    expect(account).to.deep.include({ announced: 3, deselected: 7141 });
    const named = (account as Account).cases.map(({ name, state }) => [state, name]);
    expect(named).to.have.deep.members([
      ['passed', '[sig-node] ConfigMap should update ConfigMap successfully'],
      ['passed', '[sig-node] ConfigMap should run through a ConfigMap lifecycle [Conformance]'],
      ['failed', '[sig-cli] Kubectl client Kubectl version should check is all data is printed [Conformance]'],
    ]);
    expect(await progress()).to.include('hydrophone: 1 of 3 tests, 0 failed');
    expect((await progress()).at(-1)).to.equal('hydrophone: 3 of 3 tests, 1 failed');
    expect(files.map((file) => file.replace(`${scene.context.folder}/`, ''))).to.deep.equal([
      'junit_01.xml',
      'e2e.log',
      'hydrophone.log',
    ]);
    await expectNothingLeft();
  });

  it('is judged as every suite of conformance tests is', async () => {
    const result = conformanceSuite(hydrophoneRunner(where()), where()).run(whole, subject(), scene.context);
    await pod.start();
    pod.log.write(recorded.log);
    await pod.results(recorded);
    await pod.finish(1);
    const { suite, state, cases, deselected } = await result;
    expect({ suite, state, deselected }).to.deep.equal({ suite: 'hydrophone', state: 'failed', deselected: 7141 });
    expect(cases.map((one) => one.state)).to.have.members(['passed', 'passed', 'failed']);
  });

  it('of a run that passed says so', async () => {
    const told = start({ focus: 'ConfigMap should update' });
    await pod.start();
    const env = await stage.api.kubectl('get', 'pod', POD, '-n', `${cluster}-hydrophone`, '-o', 'jsonpath={..env}');
    expect(env).to.include('"name":"E2E_FOCUS","value":"ConfigMap should update"');
    const passing = passingOf(recorded);
    pod.log.write(passing.log);
    await pod.results(passing);
    await pod.finish(0);
    const { ended, report: account } = await told;
    expect(ended).to.deep.include({ how: 'completed', passed: true });
    expect((account as Account).cases.map(({ state }) => state)).to.deep.equal(['passed', 'passed']);
    await expectNothingLeft();
  });

  it('runs exactly the tests that it is given by name', async () => {
    const told = start({ focus: 'not this', skip: 'nor that' }, ['[sig-a] b (c) [Conformance]']);
    await pod.start();
    const env = await stage.api.kubectl('get', 'pod', POD, '-n', `${cluster}-hydrophone`, '-o', 'json');
    const [{ env: values }] = (
      JSON.parse(env) as { spec: { containers: [{ env: { name: string; value?: string }[] }] } }
    ).spec.containers;
    expect(values.find(({ name }) => name === 'E2E_FOCUS')?.value).to.equal(
      String.raw` \[sig-a\] b \(c\) \[Conformance\]$`,
    );
    expect(values.find(({ name }) => name === 'E2E_SKIP')?.value ?? '').to.equal('');
    scene.stop.abort();
    await told;
  });

  it('whose report breaks off on its way is not trusted', async () => {
    const told = start();
    await pod.start();
    pod.log.write(recorded.log);
    // Long enough to come in several pieces.
    const report = recorded.report.replace('<properties>', `${' '.repeat(400_000)}<properties>`);
    await pod.results({ ...recorded, report });
    pod.cut(200_000);
    await pod.finish(1);
    const { report: account } = await told;
    expect(account)
      .to.have.property('broken')
      .that.matches(/^the JUnit report is not whole/);
    await expectNothingLeft();
  });

  it('that fetches nothing at first tries again', async () => {
    const told = start();
    await pod.start();
    pod.log.write(recorded.log);
    await pod.finish(1);
    await until('a fetch that fails', async () => (await said()).includes('failed to download results'));
    await pod.results(recorded);
    const { ended, report: account } = await told;
    expect(ended).to.deep.include({ how: 'completed', passed: false });
    expect((account as Account).cases).to.have.lengthOf(3);
    await expectNothingLeft();
  });

  it('is started again when it is killed while the tests go on, and when the connection breaks', async () => {
    const told = start();
    await pod.start();
    pod.log.write(first);
    await until('progress', async () => (await progress()).length > 0);
    pod.log.cut();
    await until('another reading', async () => (await said()).includes('restarting stream'));
    for (const pid of await pidsThatName(`--namespace=${cluster}-hydrophone`)) process.kill(pid, 'SIGKILL');
    await until('another attempt', async () => (await said()).includes('Attempting to continue'));
    pod.log.write(rest);
    await pod.results(recorded);
    await pod.finish(1);
    const { ended, report: account } = await told;
    expect(ended).to.deep.include({ how: 'completed', passed: false });
    expect((account as Account).cases).to.have.lengthOf(3);
    // What was told twice counts once.
    expect((await progress()).at(-1)).to.equal('hydrophone: 3 of 3 tests, 1 failed');
    await expectNothingLeft();
  });

  it('whose pod is evicted keeps what ended before', async () => {
    const told = start();
    await pod.start();
    pod.log.write(first);
    await until('progress', async () => (await progress()).length > 0);
    await pod.tell({ ...podStatus('Failed', {}), reason: 'Evicted', message: 'The node was low on resource: memory.' });
    const { ended, report: account } = await told;
    expect(ended.how).to.equal('died');
    expect(ended.says).to.include('the pod is Failed: Evicted: The node was low on resource: memory.');
    expect((account as Account).cases.map(({ state }) => state)).to.deep.equal(['passed', 'not run', 'not run']);
    await expectNothingLeft();
  });

  it('whose tests were killed says how, and does not take the log for an end', async () => {
    const told = start();
    await pod.start();
    pod.log.write(first);
    await until('progress', async () => (await progress()).length > 0);
    await pod.finish(137, 'OOMKilled');
    const { ended, report: account } = await told;
    expect(ended).to.include({ how: 'died' });
    expect(ended.says).to.include('its container ended with exit code 137 (OOMKilled)');
    expect((account as Account).cases.filter(({ state }) => state === 'not run')).to.have.lengthOf(2);
    await expectNothingLeft();
  });

  it('whose image cannot be pulled never started', async () => {
    const told = start({ startupSeconds: 3 });
    const waiting = { reason: 'ImagePullBackOff', message: 'Back-off pulling image "registry.example/conformance"' };
    await pod.begin(podStatus('Pending', { [TESTS]: { waiting } }));
    const { ended, report: account } = await told;
    expect(ended).to.include({ how: 'never started' });
    expect(ended.says).to.match(/^container conformance-container waits: ImagePullBackOff: Back-off pulling image/);
    expect(account).to.have.property('broken');
    await expectNothingLeft();
  });

  it('that is stopped in the middle keeps what ended, and leaves nothing in the cluster, not of the tests either', async () => {
    // In parallel, no process says the id that it drew; the namespace of its first test, which it tells of, has it.
    const names = { 'configmap-8616': 'one', [`${cluster}-of-a-test`]: 'one', 'of-somebody-else': 'another' };
    for (const [name, run] of Object.entries(names)) {
      await stage.api.kubectl('create', 'ns', name);
      await stage.api.kubectl('label', 'ns', name, `e2e-run=${run}`);
    }
    first = first.replace(/.*Starting e2e run.*\n/, '');
    await made('older', 'e2e.test');
    const told = start();
    await pod.start();
    await made('by-a-test', 'e2e.test');
    await made('by-hand', 'kubectl-create');
    pod.log.write(first);
    await until('progress', async () => (await progress()).length > 0);
    scene.stop.abort();
    const { ended, report: account } = await told;
    expect(ended).to.include({ how: 'stopped', by: 'run' });
    expect(account).to.deep.include({ announced: 3, deselected: 7141 });
    expect((account as Account).cases.map(({ state }) => state)).to.deep.equal(['passed', 'not run', 'not run']);
    expect(ended.says).to.not.include('it left in the cluster');
    expect(await standing('by-a-test')).to.equal(0);
    // What stood before, and what others made, is not the tests'.
    for (const name of ['older', 'by-hand']) {
      expect(await standing(name), name).to.equal(KINDS.length);
      await taken(name);
    }
    expect(await stage.api.kubectl('get', 'ns', '-o', 'name')).to.contain('/of-somebody-else');
    await expectNothingLeft();
  });

  it('that is stopped before it begins makes nothing', async () => {
    scene.stop.abort();
    const { ended, report: account, files } = await start();
    expect(ended).to.include({ how: 'stopped', by: 'run' });
    expect(account).to.have.property('broken');
    expect(files).to.deep.equal([]);
    expect(await stage.api.kubectl('get', 'ns', '-o', 'name')).to.not.include(`${cluster}-`);
  });

  it('has a time limit of ours', async () => {
    const told = start({ timeoutSeconds: 20 });
    await pod.start();
    pod.log.write(first);
    const { ended } = await told;
    expect(ended).to.include({ how: 'stopped', by: 'own limit' });
    await expectNothingLeft();
  });

  it('does not begin in a namespace that somebody has, and lets it be', async () => {
    await stage.api.kubectl('create', 'ns', `${cluster}-hydrophone`);
    const { ended } = await start();
    expect(ended).to.deep.equal({ how: 'never started', says: `the namespace ${cluster}-hydrophone is there already` });
    await stage.api.kubectl('get', 'ns', `${cluster}-hydrophone`);
  });
});
