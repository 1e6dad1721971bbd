import { expect } from 'chai';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ExecaError } from 'execa';
import type { ConformanceSpec } from '../../src/config/conformanceFields.ts';
import type { Manifest } from '../../src/kubernetes/kube.ts';
import { openKube, type OpenKube } from '../../src/kubernetes/open.ts';
import type { TestCase } from '../../src/model/result.ts';
import { conformanceSuite } from '../../src/suites/conformance.ts';
import { observe, type Watch } from '../../src/suites/observe.ts';
import { saysObservation, type Observed } from '../../src/suites/observed.ts';
import type { Runner } from '../../src/suites/runner.ts';
import type { Subject, SuiteContext } from '../../src/suites/suite.ts';
import { toolsOf, until } from '../kubernetes/doorway.ts';
import { POWERLESS_TOKEN, startApiServer, type ApiServer } from '../support/apiServer.ts';
import { openScene, SUBJECT, type Scene } from './scene.ts';

/** Long enough for the watch to look once, with all that it asks again. */
const LOOKS_MS = 8000;

function node(name: string): Manifest {
  return { apiVersion: 'v1', kind: 'Node', metadata: { name } };
}

let events = 0;
function event(reason: string, message: string): Manifest {
  events += 1;
  return {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: { name: `e-${events}`, namespace: 'default' },
    involvedObject: { apiVersion: 'v1', kind: 'Pod', namespace: 'default', name: 'runner-pod' },
    type: 'Warning',
    reason,
    message,
    lastTimestamp: new Date().toISOString().replace(/\.\d+Z$/, 'Z'),
  };
}

describe('The watch on a cluster', function () {
  this.timeout(300_000);
  let api: ApiServer;
  let kube: OpenKube;
  let scene: Scene;
  let context: SuiteContext;
  let env: Readonly<Record<string, string | undefined>>;

  before(async () => {
    api = await startApiServer();
    ({ env } = toolsOf(api));
    kube = await openKube({ kubeconfig: api.kubeconfig }, toolsOf(api));
    for (const name of ['worker-1', 'worker-2']) {
      await kube.apply(node(name));
      await tell(name, 'True', 'KubeletReady');
    }
    scene = await openScene();
    context = { ...scene.context, deadline: Infinity };
  });
  after(async () => {
    await scene?.end();
    await kube?.close();
    await api?.end();
  });

  /** A node's own word on whether it is Ready. */
  async function tell(name: string, status: string, reason: string): Promise<void> {
    const change = { status: { conditions: [{ type: 'Ready', status, reason, message: `${reason} of ${name}` }] } };
    await api.kubectl('patch', 'node', name, '--subresource=status', '--type=merge', '-p', JSON.stringify(change));
  }

  const watchWith = (kubeconfig: string): Promise<Watch> => observe({ kubeconfig }, context, env);
  const words = ({ troubles }: Observed): readonly string[] =>
    troubles.map(({ trouble, about, until: end }) => `${trouble} ${about}${end === undefined ? ' still' : ''}`);

  it('sees nodes go and come, events of trouble, and nothing that was before', async () => {
    await kube.apply(event('FailedScheduling', 'before the watch'));
    const watch = await watchWith(api.kubeconfig);
    expect(watch.kubernetes).to.match(/^v1\.\d+\.\d+/);
    await tell('worker-1', 'Unknown', 'NodeStatusUnknown');
    await kube.apply(event('Failed', 'Failed to pull image "registry.test/x": not found'));
    await kube.apply(event('Scheduled', 'Successfully assigned default/runner-pod to worker-2'));
    await kube.apply(
      event(
        'FailedCreate',
        'pods "a" is forbidden: exceeded quota: q, requested: pods=1, used: pods=1, limited: pods=1',
      ),
    );
    await kube.apply(event('SyncLoadBalancerFailed', "Quota exceeded for resources: ['floatingip']."));
    await delay(3000);
    await tell('worker-1', 'True', 'KubeletReady');
    await kube.remove({ group: '', plural: 'nodes', namespaced: false }, { name: 'worker-2' });
    await delay(3000);
    const observed = await watch.end();
    expect(words(observed)).to.have.members([
      'node worker-1',
      'node worker-2 still',
      'image default/runner-pod',
      'quota default/runner-pod',
    ]);
    expect(observed.unwatched).to.deep.equal([]);
    expect(observed.troubles.map(saysObservation).join('\n')).to.match(
      /worker-1: it was not Ready from \S+ to \S+ \(NodeStatusUnknown: NodeStatusUnknown of worker-1\)/,
    );
  });

  it('sees the API go and come back, as a span of the time that it was away', async () => {
    const watch = await watchWith(api.kubeconfig);
    await delay(1000);
    const gone = Date.now();
    await api.kill();
    await delay(LOOKS_MS);
    await api.start();
    const back = Date.now();
    await delay(LOOKS_MS);
    const observed = await watch.end();
    expect(words(observed)).to.deep.equal([`api ${api.server}`]);
    const [span] = observed.troubles;
    expect(span?.from).to.be.within(gone - 3000, gone + LOOKS_MS);
    expect(span?.until).to.be.within(gone + LOOKS_MS / 2, back + LOOKS_MS);
    expect(span?.says).to.contain('no answer');
  });

  it('says from when on it saw nothing because its own way to the API was gone, and books no outage on the API', async () => {
    const watch = await watchWith(api.kubeconfig);
    await endProxies(api, kube);
    await delay(LOOKS_MS);
    const observed = await watch.end();
    expect(words(observed)).to.deep.equal([]);
    expect(observed.unwatched[0]).to.match(/^from \S+ on the API was not watched: /);
  });

  it('says what it may not see, which is no trouble of the API', async () => {
    const watch = await watchWith(await api.tokenKubeconfig('powerless', POWERLESS_TOKEN));
    await delay(3000);
    const observed = await watch.end();
    expect(words(observed)).to.deep.equal([]);
    expect(observed.unwatched.join('\n')).to.match(
      /nodes could not be read at the start: .* 403 .*\n.*events could not be read at the start/,
    );
  });

  it('says why it could not begin', async () => {
    const observed = await (await watchWith(join(scene.run, 'none'))).end();
    expect(observed.unwatched).to.deep.equal([
      `the cluster was not watched: cannot read the kubeconfig ${join(scene.run, 'none')}: ENOENT`,
    ]);
  });

  it('keeps a test that failed while the API was killed off the product, and the next one’s failure on it', async () => {
    const subject: Subject = { ...SUBJECT, endpoint: api.server, kubeconfig: api.kubeconfig };
    const spec: ConformanceSpec = { name: 'e2e', timeoutSeconds: 60, known: [], rerun: 0 };
    const during = (breakIt: (cases: TestCase[]) => Promise<void>): Runner<ConformanceSpec> => ({
      name: 'kubectl',
      check: () => Promise.resolve(),
      async run(_spec, _subject, { folder }) {
        await mkdir(folder, { recursive: true });
        const cases = [await asks('first', 'namespaces')];
        await breakIt(cases);
        cases.push(await asks('last', 'namespaces'));
        const passed = cases.every(({ state }) => state === 'passed');
        const ended = { how: 'completed', says: `kubectl asked ${cases.length} times`, passed } as const;
        return { ended, report: { cases, announced: cases.length, deselected: undefined }, seconds: 1, files: [] };
      },
    });
    const suiteOf = (one: Runner<ConformanceSpec>) =>
      conformanceSuite(one, { env, cwd: scene.run }).run(spec, subject, context);

    const outage = await suiteOf(
      during(async (cases) => {
        await api.kill();
        cases.push(await asks('during', 'namespaces'));
        await delay(LOOKS_MS);
        await api.start();
      }),
    );
    expect(outage).to.include({ state: 'broken', class: 'provision' });
    expect(outage.cases.map(({ name, state }) => `${name} ${state}`)).to.deep.equal([
      'first passed',
      'during infrastructure',
      'last passed',
    ]);
    expect(outage.evidence?.join('\n')).to.match(
      /infrastructure: during: it failed at \S+; \S+: the API did not answer from/,
    );

    const failure = await suiteOf(
      during(async (cases) => {
        cases.push(await asks('during', 'no-such-kind'));
      }),
    );
    expect(failure).to.include({ state: 'failed', says: '2 of 3 tests passed, 1 failed' });
  });

  /** A test that is one request of kubectl's, with its own words, and its time as Ginkgo writes it. */
  async function asks(name: string, kind: string): Promise<TestCase> {
    try {
      await api.kubectl('get', kind, '--request-timeout=2s');
      return { name, state: 'passed', seconds: 1 };
    } catch (error) {
      const words_ = error instanceof ExecaError ? String(error.stderr) : String(error);
      return { name, state: 'failed', seconds: 1, message: `${words_}\nIn [It] at: a.go:1 @ ${stamp(new Date())}` };
    }
  }
});

/** A moment as Ginkgo writes it, in this host's time zone. */
function stamp(at: Date): string {
  const two = (part: number): string => String(part).padStart(2, '0');
  const day = [at.getMonth() + 1, at.getDate(), at.getFullYear() % 100].map(two).join('/');
  return `${day} ${[at.getHours(), at.getMinutes(), at.getSeconds()].map(two).join(':')}`;
}

/** Ends the proxies to this API but the oldest, which is the test's own. */
async function endProxies(api: ApiServer, own: OpenKube): Promise<void> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const proxies: number[] = [];
  for (const pid of pids) {
    const words = (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).split('\0');
    if (words[0]?.endsWith('kubectl') && words.includes(`--kubeconfig=${api.kubeconfig}`)) proxies.push(pid);
  }
  const [, ...others] = proxies.sort((a, b) => a - b);
  expect(others).to.have.lengthOf(1);
  for (const pid of others) process.kill(pid, 'SIGKILL');
  await until('the test’s own way to the API', async () => (await own.text('/readyz')) === 'ok');
}
