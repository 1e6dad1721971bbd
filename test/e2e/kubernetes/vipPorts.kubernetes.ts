import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { kubectl } from '../../kubernetesBed/bed.ts';
import { filled, killAt, makeRuns, type Runs } from '../../kubernetesBed/runs.ts';
import { makeLoadBalancer } from '../../contract/stage.ts';
import { at, listAt, textAt } from '../../support/json.ts';
import { connectWire, type Wire } from '../../support/wire.ts';
import { until } from '../../zuulBed/rest.ts';

/** Load balancers in the network of A, whose VIP ports are DOWN, as the port of a server that is gone would be. */
describe('after a kubectl delete cluster that did not come to its end', () => {
  let runs: Runs;
  let elsewhere: string;
  let wire: Wire;

  before(async () => {
    runs = await makeRuns();
    elsewhere = await mkdtemp(join(tmpdir(), 'troika-elsewhere-'));
    wire = await connectWire(runs.world.cloudsYaml, runs.world.cloud);
  });
  after(async () => {
    await runs?.dispose();
    await rm(elsewhere, { recursive: true });
  });

  it('T37 a load balancer’s VIP port is no loose port: A’s load balancers go whole, a person’s stays, and keeps the network', async function () {
    this.timeout(1_800_000);
    const A = await killAt(runs, filled);
    const service = await balancerOf(`kube_service_${A}_default_web`);
    const demo = await personsBalancer(service.subnet);
    await failedDeletion(A);
    expect(await portStatus(service.port)).to.equal('DOWN');
    expect(await portStatus(demo.port)).to.equal('DOWN');

    const cleaned = await inElsewhere(['forceclean', '--cluster', A, '--yes']);
    expect(cleaned.code, cleaned.said).to.equal(5);
    expect(cleaned.said).to.match(new RegExp(`loadBalancer[^\n]*demo`)).and.to.include(demo.port);
    const sent = await deletions();
    // By its Service, whose controller still worked, or by the cloud.
    expect(await balancers(`kube_service_${A}_default_web`)).to.deep.equal([]);
    expect(sent.filter((path) => path.includes(demo.id) || path.includes(demo.port))).to.deep.equal([]);
    expect(sent).not.to.include(`/ports/${service.port}`);
    const left = [...(await runs.project()).values()].map(({ kind, name }) => (kind === 'loadBalancer' ? name : kind));
    // The router goes with A's controllers, before they are held up by the network.
    expect(new Set(left)).to.deep.equal(new Set(['demo', 'network', 'port', 'subnet', 'volume']));
    expect(await balancerOf('demo')).to.deep.equal(demo);

    await wire.send('loadBalancer', 'DELETE', `/lbaas/loadbalancers/${demo.id}`);
    await until('the end of demo', 120, async () => ((await balancers('demo')).length === 0 ? true : undefined));
    const released = await inElsewhere(['lease', 'release', A, '--yes']);
    expect(released.code, released.said).to.equal(0);
    expect([...(await runs.project()).values()].map(({ kind }) => kind)).to.deep.equal(['volume']);
  });

  async function inElsewhere(args: readonly string[]): Promise<{ code: number | null; said: string }> {
    const env = { TROIKA_MANAGEMENT_KUBECONFIG: runs.bed.kubeconfig };
    const { code, out, err } = await runs.troika(args, elsewhere, env);
    return { code, said: out + err };
  }

  /** A load balancer that somebody made by hand in A's subnet. */
  async function personsBalancer(subnet: string): Promise<Awaited<ReturnType<typeof balancerOf>>> {
    await makeLoadBalancer(wire, subnet, { name: 'demo' });
    return balancerOf('demo');
  }

  /** Nobody has drained A: its machines go, and the network, which load balancers hold, keeps its Cluster. */
  async function failedDeletion(A: string): Promise<void> {
    const kube = (...args: readonly string[]): Promise<string> => kubectl(runs.bed.kubeconfig, ['-n', A, ...args]);
    await kube('delete', 'cluster', A, '--wait=false');
    await until('no machine', 400, async () =>
      (await kube('get', 'machines', '-o', 'name')) === '' ? true : undefined,
    );
    const end = await kube('wait', `cluster/${A}`, '--for=delete', '--timeout=30s').catch((error: unknown) =>
      String(error),
    );
    expect(end, end).to.include('timed out');
    expect(await kube('get', 'cluster', A, '-o', 'jsonpath={.status.phase}')).to.equal('Deleting');
  }

  async function balancers(name: string): Promise<readonly unknown[]> {
    const { body } = await wire.send('loadBalancer', 'GET', `/lbaas/loadbalancers?name=${name}`);
    return listAt(body, 'loadbalancers');
  }

  async function balancerOf(name: string): Promise<{ id: string; port: string; subnet: string }> {
    const [one] = await balancers(name);
    return { id: textAt(one, 'id'), port: textAt(one, 'vip_port_id'), subnet: textAt(one, 'vip_subnet_id') };
  }

  async function portStatus(id: string): Promise<string> {
    return textAt((await wire.send('network', 'GET', `/ports/${id}`)).body, 'port', 'status');
  }

  /** Paths of what the only clean-up from elsewhere asked the cloud to delete, without their queries. */
  async function deletions(): Promise<readonly string[]> {
    const below = join(elsewhere, '.troika/forceclean');
    const [folder = ''] = await readdir(below);
    const lines = (await readFile(join(below, folder, 'requests.ndjson'), 'utf8')).trim().split('\n');
    const requests = lines.map((line): unknown => JSON.parse(line)).filter((line) => at(line, 'method') === 'DELETE');
    return requests.map((line) => textAt(line, 'path').replace(/\?.*/, ''));
  }
});
