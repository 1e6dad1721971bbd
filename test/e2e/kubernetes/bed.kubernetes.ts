import { existsSync } from 'node:fs';
import { expect } from 'chai';
import { rawListing } from '../../clusters/raw.ts';
import { broken, find, kubectl, readBed, type Bed } from '../../kubernetesBed/bed.ts';
import { deployControllers, makeCluster, manifests, type Cluster } from '../../kubernetesBed/cluster.ts';
import { folderOf, running } from '../../kubernetesBed/processes.ts';
import { at } from '../../support/json.ts';
import { makeRealWorld } from '../../support/realWorld.ts';
import type { World } from '../../support/world.ts';
import { until } from '../../zuulBed/rest.ts';

describe('a cluster on the Kubernetes bed', () => {
  let bed: Bed;
  let world: World;
  let cluster: Cluster;

  before(async () => {
    bed = await readBed();
    world = await makeRealWorld();
    cluster = await makeCluster(bed, world);
    await deployControllers(cluster, bed, world);
  });
  after(() => world?.dispose());

  const used = async (kind: string, name: string): Promise<unknown> => find(cluster.kubeconfig, [kind, name]);
  const runs = async (program: string): Promise<boolean> => (await running(bed, cluster.name)).has(program);

  it('runs the controllers that its manifests name: a Service gets an address, a claim a volume, with its name on them', async () => {
    await kubectl(cluster.kubeconfig, ['apply', '-f', '-'], await manifests('used', {}));
    const address = await until('an address', 180, async () =>
      at(await used('service', 'web'), 'status', 'loadBalancer', 'ingress', 0, 'ip'),
    );
    await until('a volume', 120, async () =>
      at(await used('pvc', 'data'), 'status', 'phase') === 'Bound' ? true : undefined,
    );
    const listing = await rawListing(world);
    const balancers = (listing['loadbalancers'] ?? []).map(({ name }) => String(name));
    expect(balancers).to.include(`kube_service_${cluster.name}_default_web`);
    expect((listing['floatingips'] ?? []).map((one) => one['floating_ip_address'])).to.include(address);
    const owners = (listing['volumes'] ?? []).map((one) => at(one, 'metadata', 'cinder.csi.openstack.org/cluster'));
    expect(owners).to.deep.equal([cluster.name]);
  });

  it('stops a program whose workload is scaled away, and starts it again with it', async () => {
    const scale = (to: number): Promise<string> =>
      kubectl(cluster.kubeconfig, [
        ...['-n', 'kube-system', 'scale', 'deployment', 'csi-cinder-controllerplugin', `--replicas=${to}`],
      ]);
    await scale(0);
    await until('its end', 60, async () => ((await runs('csi-provisioner')) ? undefined : true));
    expect(await runs('occm')).to.equal(true);
    await scale(1);
    await until('its start', 60, async () => ((await runs('csi-provisioner')) ? true : undefined));
  });

  it('has no API server while it is broken, and the same one after it is mended', async () => {
    await broken(bed, 'break', cluster.name, 'api');
    const refused = await kubectl(cluster.kubeconfig, ['get', 'nodes']).catch(() => 'refused');
    expect(refused).to.equal('refused');
    await broken(bed, 'mend', cluster.name, 'api');
    expect(at(await used('pvc', 'data'), 'status', 'phase')).to.equal('Bound');
  });

  it('gives back what the controllers made, then its servers, and nothing of it runs on', async () => {
    await kubectl(cluster.kubeconfig, ['delete', 'service/web', 'pvc/data', '--timeout', '120s']);
    await until('no volume', 120, async () => ((await rawListing(world))['volumes']?.length === 0 ? true : undefined));
    const processes = await running(bed, cluster.name);
    expect(processes).to.include.keys('etcd', 'kube-apiserver', 'occm', 'cinder-csi');
    await cluster.remove();
    await until('the end', 30, async () => (existsSync(folderOf(bed, cluster.name)) ? undefined : true));
    expect([...processes.values()].filter((pid) => existsSync(`/proc/${pid}`))).to.deep.equal([]);
    const { servers, networks, loadbalancers, floatingips, ports } = await rawListing(world);
    expect([servers, networks, loadbalancers, floatingips, ports]).to.deep.equal([[], [], [], [], []]);
  });
});
