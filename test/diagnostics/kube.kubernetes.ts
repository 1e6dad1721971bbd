import { expect } from 'chai';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lookAtKube } from '../../src/diagnostics/kube.ts';
import { openShelf } from '../../src/diagnostics/shelf.ts';
import { createRedactor } from '../../src/io/redact.ts';
import type { KubePlace } from '../../src/kubernetes/place.ts';
import { run } from '../../src/runner/run.ts';
import { toolsOf } from '../kubernetes/doorway.ts';
import { POWERLESS_TOKEN, startApiServer, type ApiServer } from '../support/apiServer.ts';
import { makeTools, requestOf } from '../support/inProcess.ts';
import { startKubelet, type Kubelet } from '../support/kubelet.ts';
import { filesBelow, makePlace, onlyRun } from '../support/program.ts';
import { refuseSecrets, rememberSecret } from '../support/secrets.ts';
import { makeSimWorld } from '../support/simWorld.ts';
import { make, node, pod, running } from './objects.ts';

const IN_SECRET = 'kT9-planted-in-a-Secret';
const IN_ENV = 'planted-in-the-environment-1';
const IN_ANNOTATION = 'planted-in-an-annotation-2';
const TOKEN = 'plantedtokenofakubeconfig0123';

/** What a look at an API came to. */
interface Looked {
  readonly paths: readonly string[];
  readonly says: readonly string[];
  readonly lacks: string;
}

describe('diagnostics of a real Kubernetes API', function () {
  this.timeout(600_000);
  let api: ApiServer;
  let kubelet: Kubelet;
  let folder: string;

  before(async () => {
    // Nobody makes the service accounts that it would ask for.
    api = await startApiServer(['--disable-admission-plugins=ServiceAccount,TaintNodesByCondition']);
    kubelet = await startKubelet();
    for (const secret of [IN_SECRET, IN_ENV, IN_ANNOTATION, TOKEN]) rememberSecret(secret);
    await fill();
  });

  after(async () => {
    await kubelet?.end();
    await api?.end();
  });

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'troika-diagnostics-'));
  });

  afterEach(async () => {
    for (const [file, text] of await filesBelow(folder)) refuseSecrets(text, file);
    await rm(folder, { recursive: true });
  });

  /** A node that is well, one that is lost, and what else goes wrong in a cluster. */
  async function fill(): Promise<void> {
    await make(api, node('well', true, kubelet.port));
    await make(api, node('lost', false, 1));
    for (const name of ['kube-system', 'tests', 'somebodys'])
      await api.kubectl('create', 'namespace', name).catch(() => undefined);
    const unplaced = {
      type: 'PodScheduled',
      status: 'False',
      reason: 'Unschedulable',
      message: '0/2 nodes are available: insufficient cpu.',
      lastTransitionTime: '2026-01-02T00:00:00Z',
    };
    await make(api, pod('waits', { namespace: 'tests', status: { phase: 'Pending', conditions: [unplaced] } }));
    const pulling = {
      waiting: { reason: 'ImagePullBackOff', message: 'Back-off pulling image "registry.example/main:1"' },
    };
    const container = { name: 'main', restartCount: 0, ready: false, image: '', imageID: '', state: pulling };
    const env = [
      { name: 'DB_PASSWORD', value: IN_ENV },
      { name: 'REGION', value: 'RegionOne' },
    ];
    const applied = { 'kubectl.kubernetes.io/last-applied-configuration': `{"data":"${IN_ANNOTATION}"}` };
    await make(
      api,
      pod('pulls', {
        namespace: 'tests',
        metadata: { annotations: applied },
        spec: { nodeName: 'well', containers: [{ name: 'main', image: 'registry.example/main:1', env }] },
        status: { phase: 'Pending', containerStatuses: [container] },
      }),
    );
    await make(
      api,
      pod('controller', { metadata: { labels: { role: 'provider' } }, spec: { nodeName: 'well' }, status: running(2) }),
    );
    await make(api, pod('agent-1', { spec: { nodeName: 'lost' }, status: running() }));
    await make(api, pod('agent-2', { spec: { nodeName: 'lost' }, status: running() }));
    await make(api, pod('agent-3', { spec: { nodeName: 'lost' }, status: running() }));
    await make(api, pod('theirs', { namespace: 'somebodys', spec: { nodeName: 'well' }, status: running() }));
    const data = {
      password: Buffer.from(IN_SECRET).toString('base64'),
      region: Buffer.from('RegionOne').toString('base64'),
    };
    await make(api, { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'cloud', namespace: 'kube-system' }, data });
    await make(api, {
      apiVersion: 'v1',
      kind: 'Event',
      metadata: { name: 'waits.1', namespace: 'tests' },
      type: 'Warning',
      reason: 'FailedScheduling',
      message: 'no node is free',
      count: 7,
      lastTimestamp: '2026-01-02T00:00:01Z',
      involvedObject: { kind: 'Pod', name: 'waits', namespace: 'tests' },
    });
    const controller = { namespace: 'kube-system', pod: 'controller', container: 'main' };
    kubelet
      .log(controller)
      .write(`I0102 began\nlogging in with ${IN_SECRET} and ${TOKEN}\nE0102 03:04:05.0 no route to host\n`);
    kubelet.log({ ...controller, previous: true }).write('panic: out of luck\n');
    kubelet.log({ namespace: 'tests', pod: 'pulls', container: 'main' });
    kubelet.log({ namespace: 'somebodys', pod: 'theirs', container: 'main' }).write('private matters\n');
  }

  async function look(more: Partial<KubePlace> = {}): Promise<Looked> {
    const shelf = openShelf(folder, createRedactor());
    const place = {
      name: 'cluster',
      target: { kubeconfig: api.kubeconfig },
      namespaces: { is: 'all' },
      kinds: [],
      ...more,
    } as const;
    await lookAtKube(place, shelf, toolsOf(api));
    const { entries, missing } = await shelf.write();
    const says = entries.flatMap((entry) => entry.sentences.map((one) => one.says));
    const lacks = missing.map(({ what, why }) => `${what}: ${why}`).join('\n');
    return { paths: entries.map(({ path }) => path), says, lacks };
  }

  /** While the kubeconfig holds a token, too, that a log repeats. */
  async function withToken<T>(work: () => Promise<T>): Promise<T> {
    const kubeconfig = api.kubeconfig;
    const admin = await api.kubectl('config', 'view', '--raw', '-o', 'json');
    const config = JSON.parse(admin) as { users: { user: Record<string, unknown> }[] };
    config.users.push({ name: 'other', user: { token: TOKEN } } as never);
    await writeFile(kubeconfig, JSON.stringify(config));
    try {
      return await work();
    } finally {
      await writeFile(kubeconfig, admin);
    }
  }

  it('tells which node is lost since when, which pod waits and why, and what was warned of', async () => {
    const { says } = await withToken(() => look());
    expect(says).to.include(
      'node lost is not Ready since 2026-01-02T03:04:05Z (NodeStatusUnknown): Kubelet stopped posting node status.',
    );
    expect(says).to.include(
      'pod tests/waits is Pending since 2026-01-02T00:00:00Z (Unschedulable): 0/2 nodes are available: insufficient cpu.',
    );
    expect(says.join('\n')).to.match(
      /pod tests\/pulls, container main waits: ImagePullBackOff: Back-off pulling image/,
    );
    expect(says).to.include('2026-01-02T00:00:01Z FailedScheduling, 7 times: Pod tests/waits: no node is free');
  });

  it('keeps logs by the API, of containers before their last start too, and no value of a Secret in any of them', async () => {
    const { says } = await withToken(() => look());
    const files = await filesBelow(folder);
    const log = files.get(join(folder, 'cluster/logs/kube-system/controller/main.log'));
    expect(log).to.equal('I0102 began\nlogging in with [secret] and [secret]\nE0102 03:04:05.0 no route to host\n');
    expect(says).to.include('kube-system/controller main: E0102 03:04:05.0 no route to host');
    expect(says).to.include('kube-system/controller main.previous: panic: out of luck');
    const secrets = JSON.parse(files.get(join(folder, 'cluster/secrets.json')) ?? '');
    expect(secrets[0]).to.deep.include({ name: 'cloud', keys: ['password', 'region'] });
    const pods = files.get(join(folder, 'cluster/pods.json')) ?? '';
    expect(pods).to.include('DB_PASSWORD').and.to.include('RegionOne');
  });

  it('says of a dead kubelet that it is dead, once for all its pods, and has the logs of the others', async () => {
    const { paths, lacks } = await withToken(() => look());
    expect(lacks).to.match(/cluster: log of kube-system\/agent-\d, container main: .*(refused|dial)/);
    expect(lacks).to.match(/other logs on node lost: its kubelet does not answer/);
    expect(paths).to.include('cluster/logs/kube-system/controller/main.log');
  });

  it('leaves namespaces alone that stood before and do not concern the cluster', async () => {
    const before = new Set([await api.kubectl('get', 'namespace', 'somebodys', '-o', 'jsonpath={.metadata.uid}')]);
    const { paths } = await withToken(() => look({ namespaces: { is: 'since', names: ['kube-system'], before } }));
    const all = [...(await filesBelow(folder)).values()].join('\n');
    expect(all).to.include('"waits"').and.not.to.include('theirs').and.not.to.include('private matters');
    expect(paths).to.include('cluster/nodes.json');
  });

  it('has of an API of which one namespace concerns the cluster that one, and its controllers wherever they are', async () => {
    const namespaces = { is: 'named', names: ['tests'] } as const;
    const { paths } = await withToken(() => look({ name: 'management', namespaces, controllers: 'role=provider' }));
    expect(paths)
      .to.include('management/logs/kube-system/controller/main.log')
      .and.not.to.include('management/nodes.json');
    const all = [...(await filesBelow(folder)).values()].join('\n');
    expect(all).to.include('"waits"').and.not.to.include('agent-1').and.not.to.include('somebodys');
  });

  it('says of each kind that its user may not see it', async () => {
    const kubeconfig = await api.tokenKubeconfig('powerless', POWERLESS_TOKEN);
    const { lacks } = await look({ target: { kubeconfig } });
    expect(lacks).to.match(/cluster: nodes: .*403.*forbidden/);
    expect(lacks).to.match(/cluster: pods: /);
  });

  it('stands on the page of a run whose cluster was not ready in its first minute', async () => {
    const world = await makeSimWorld({ book: true });
    const place = await makePlace();
    try {
      const suites = [{ suite: 'command', name: 'never', run: ['true'] }];
      const clusters = [{ label: 'old', provisioner: 'existing', existing: { kubeconfig: api.kubeconfig }, suites }];
      const file = await place.write('troika.yaml', JSON.stringify({ lease: { ttl: '15s' }, clusters }));
      const { tools } = makeTools(place.path, world.cloudsYaml);
      const own = { ...tools, env: { ...tools.env, PATH: api.path } };
      const code = await withToken(() => run(requestOf(file, world.cloud), own));
      expect(code).to.equal(3);
      const files = await filesBelow(await onlyRun(place));
      const page = [...files].find(([path]) => path.endsWith('diagnostics/index.html'))?.[1] ?? '';
      expect(page).to.match(/What failed<\/h2><ul><li><b>broken \(provision\)<\/b>: 1 of 2 nodes/);
      expect(page).to.match(/<td>up<\/td>.*<td>failed<\/td>/);
      expect(page).to.match(/What tells most<\/h2><ol><li>node lost is not Ready since 2026-01-02T03:04:05Z/);
      expect(page).not.to.include('theirs');
    } finally {
      await world.dispose();
      await place.remove();
    }
  });

  it('says of an API that is dead that it is, soon, and keeps what it had', async () => {
    await api.kill();
    try {
      const begun = Date.now();
      const { lacks, paths } = await look();
      expect(lacks).to.match(/^cluster: the API: .*no answer/);
      expect(paths).to.deep.equal([]);
      expect(Date.now() - begun).to.be.lessThan(40_000);
    } finally {
      await api.start();
    }
  });
});
