import { expect } from 'chai';
import { describe, it } from 'mocha';
import { refKey, type Resource } from '../../src/model/resource.ts';
import { routeBy, standBalancer, standCluster, standProject, type ClusterParts } from './cluster.ts';
import { COMMON, UNIQUE, goes, keptWhy, names, planFor, type Asked } from './judging.ts';
import { createWorld, ledgerOf, type World } from './world.ts';

/**
 * How the clean-up script of V1 (k8s-cluster-api-provider terraform/cleanup/cleanup.sh) hurts neighbours, case by case:
 * each world holds our cluster A and somebody else's things; ours goes, the others stay, and what looked alike says why.
 */
interface Case {
  readonly name: string;
  readonly A: string;
  readonly put: (world: World, external: Resource) => Put;
}

interface Put {
  readonly asked?: Partial<Asked>;
  /** Exactly what goes; checked only where given. */
  readonly goes?: readonly Resource[];
  readonly stays: readonly Resource[];
  /** What must be mentioned with this reason. */
  readonly why?: readonly (readonly [Resource, RegExp])[];
}

const all = (parts: ClusterParts): readonly Resource[] => Object.values(parts);
const csi = (cluster: string): Partial<Resource> => ({
  description: 'Created by OpenStack Cinder CSI driver',
  metadata: { 'cinder.csi.openstack.org/cluster': cluster },
});
const CAPO = 'Created by cluster-api-provider-openstack cluster';

const CASES: readonly Case[] = [
  {
    name: 'T01 claims’ volumes of A, of a neighbour between two pods, and a human’s',
    A: UNIQUE,
    put(world) {
      const a = world.put('volume', { name: 'pvc-1', status: 'available', ...csi(UNIQUE) });
      const b = world.put('volume', { name: 'pvc-2', status: 'available', ...csi('tzzzzzzzzza') });
      const server = world.put('server', { name: 'tzzzzzzzzza-bcdfg-bcdfg' });
      const inUse = world.put('volume', { name: 'pvc-3', ...csi('tzzzzzzzzza'), rel: { attachment: server } });
      const human = world.put('volume', { name: 'old-pvc-backup', status: 'available' });
      return { goes: [a], stays: [b, inUse, human] };
    },
  },
  {
    name: 'T02 floating IPs that are DOWN: leaked by A, just made by B, reserved by a human',
    A: UNIQUE,
    put(world) {
      const a = world.put('floatingIp', { status: 'DOWN', description: `${CAPO} ${UNIQUE}-${UNIQUE}` });
      const fresh = world.put('floatingIp', { status: 'DOWN', description: `${CAPO} b-b` });
      const human = world.put('floatingIp', { status: 'DOWN' });
      return { goes: [a], stays: [fresh, human] };
    },
  },
  {
    name: 'T03 an outage shows every floating IP of the neighbours DOWN',
    A: UNIQUE,
    put(world, external) {
      const a = standCluster(world, external, UNIQUE);
      const others = ['tzzzzzzzzza', 'tyyyyyyyyya'].map((name) => standCluster(world, external, name));
      const down = others.flatMap((one) => [one.apiFip, one.serviceFip]);
      for (const one of down) world.change(one, { status: 'DOWN' });
      return { goes: all(a), stays: down };
    },
  },
  {
    name: 'T04 a human’s debugging machine in A’s network',
    A: UNIQUE,
    put(world, external) {
      const a = standCluster(world, external, UNIQUE);
      const device = world.put('server', { name: 'debug' });
      const { network, subnet } = a;
      const port = world.put('port', { facts: { deviceOwner: 'compute:nova' }, rel: { network, subnet, device } });
      return { stays: [device, port, network], why: [[network, /port .* is on it/]] };
    },
  },
  {
    name: 'T05 load balancers of A and B with the same VIP address',
    A: UNIQUE,
    put(world, external) {
      const a = standCluster(world, external, UNIQUE);
      const b = standCluster(world, external, 'tzzzzzzzzza');
      for (const one of [a, b])
        world.change(one.serviceVip, { facts: { ...one.serviceVip.facts, address: '10.8.0.5' } });
      return { goes: all(a), stays: all(b) };
    },
  },
  {
    name: 'T06 two clusters of the default name: only names exist, so nothing goes',
    A: 'testcluster',
    put(world, external) {
      const a = standCluster(world, external, 'testcluster');
      const b = standCluster(world, external, 'testcluster');
      return {
        goes: [],
        stays: [...all(a), ...all(b)],
        why: [
          [a.network, /not proved/],
          [a.apiFip, /not proved|not ours/],
        ],
      };
    },
  },
  {
    name: 'T06 the same with a ledger: A’s go by their ids',
    A: 'testcluster',
    put(world, external) {
      const a = standCluster(world, external, 'testcluster');
      const b = standCluster(world, external, 'testcluster');
      return { asked: { ledger: ledgerOf('testcluster', ...all(a)) }, goes: all(a), stays: all(b) };
    },
  },
  {
    name: 'T07, T08 main-1 and main-12 in namespace default',
    A: 'main-1',
    put(world, external) {
      const a = standCluster(world, external, 'main-1');
      const b = standCluster(world, external, 'main-12', 'default');
      const group = world.put('serverGroup', { name: 'main-1-main-12-controller' });
      const cilium = world.put('securityGroup', { name: 'main-1-main-12-cilium' });
      return { goes: all(a), stays: [...all(b), group, cilium] };
    },
  },
  {
    name: 'T09 pr12, pr123, and pr123 in namespace pr12',
    A: 'pr12',
    put(world, external) {
      const a = standCluster(world, external, 'pr12');
      const others = [standCluster(world, external, 'pr123'), standCluster(world, external, 'pr123', 'pr12')];
      return { goes: all(a), stays: others.flatMap(all) };
    },
  },
  {
    name: 'T10 a cluster called test, and everything that contains the word',
    A: 'test',
    put(world, external) {
      const a = standCluster(world, external, 'test');
      const human = ['loadtest-data', 'jmeter-test-results'].map((name) => world.put('volume', { name }));
      const server = world.put('server', { name: 'loadtest-runner-1' });
      return { goes: all(a), stays: [...human, server, ...all(standCluster(world, external, 'my-test'))] };
    },
  },
  {
    name: 'T11 ids which contain the name',
    A: 'e2e',
    put(world, external) {
      const a = standCluster(world, external, 'e2e');
      const server = world.put('server', { name: 'db', id: '0a1b2c3d-1e2e-4000-8000-00000000e2e0' });
      const volume = world.put('volume', { name: 'pvc-0a1b2c3d-1e2e-4000-8000-0000000e2e00', ...csi('other') });
      return { goes: all(a), stays: [server, volume] };
    },
  },
  {
    name: 'T12 another prefix that ends or starts like ours',
    A: 'capi',
    put(world, external) {
      const a = standCluster(world, external, 'capi');
      const stays = [
        world.put('server', { name: 'capi-mgmtcluster2' }),
        world.put('network', { name: 'capi-network' }),
        world.put('keypair', { name: 'capi-keypair-prod' }),
        world.put('keypair', { name: 'mycapi-keypair' }),
        world.put('router', { name: 'mycapi-rtr' }),
        world.put('securityGroup', { name: 'mycapi-allow-ssh' }),
        world.put('applicationCredential', { name: 'mycapi-appcred' }),
      ];
      return { goes: all(a), stays };
    },
  },
  {
    name: 'T13 a name that means something to a regular expression',
    A: 'v1.2',
    put(world, external) {
      const a = standCluster(world, external, 'v1.2');
      return {
        goes: all(a),
        stays: [world.put('server', { name: 'v1x2-db-1' }), ...all(standCluster(world, external, 'v1x2'))],
      };
    },
  },
  {
    name: 'T14 credentials that end like ours',
    A: COMMON,
    put(world, external) {
      const a = standCluster(world, external, COMMON);
      const own = world.put('applicationCredential', {
        name: `${COMMON}-${COMMON}-appcred`,
        description: `App Cred ${COMMON} for cluster ${COMMON}`,
      });
      const theirs = world.put('applicationCredential', { name: `x${COMMON}-${COMMON}-appcred` });
      return { goes: [...all(a), own], stays: [theirs] };
    },
  },
  {
    name: 'T15 namespace a, cluster b-c against namespace a-b, cluster c',
    A: 'b-c',
    put(world, external) {
      const a = standCluster(world, external, 'b-c', 'a');
      const b = standCluster(world, external, 'c', 'a-b');
      return { asked: { clusters: [names('b-c', { namespaces: ['a'] })] }, goes: [], stays: [...all(a), ...all(b)] };
    },
  },
  {
    name: 'T15 the same, where only the other one stands',
    A: 'b-c',
    put(world, external) {
      const b = standCluster(world, external, 'c', 'a-b');
      return { asked: { clusters: [names('b-c', { namespaces: ['a'] })] }, goes: [], stays: all(b) };
    },
  },
  {
    name: 'T16 Services by any name go with A',
    A: UNIQUE,
    put(world, external) {
      const a = standCluster(world, external, UNIQUE);
      const [vip, balancer] = standBalancer(world, a, `kube_service_${UNIQUE}_shop_cart`, '', []);
      const fip = world.put('floatingIp', {
        description: `Floating IP for Kubernetes external service shop/cart from cluster ${UNIQUE}`,
        rel: { port: vip },
      });
      return { goes: [...all(a), vip, balancer, fip], stays: [] };
    },
  },
  {
    name: 'T27 a human’s volume attached by hand to A’s server',
    A: UNIQUE,
    put(world, external) {
      const a = standCluster(world, external, UNIQUE);
      const data = world.put('volume', { name: 'thesis', status: 'in-use', rel: { attachment: a.server } });
      return { goes: all(a), stays: [data], why: [[data, /nobody we know made it/]] };
    },
  },
  {
    name: 'T28 a volume on A’s and on B’s server',
    A: UNIQUE,
    put(world, external) {
      const a = standCluster(world, external, UNIQUE);
      const b = standCluster(world, external, 'tzzzzzzzzza');
      const both = world.put('volume', { name: 'pvc-9', ...csi(UNIQUE), rel: { attachment: [a.server, b.server] } });
      return { goes: all(a), stays: [both, ...all(b)], why: [[both, /contradiction/]] };
    },
  },
  {
    name: 'T33 a load balancer which B shares',
    A: UNIQUE,
    put(world, external) {
      const a = standCluster(world, external, UNIQUE);
      const tag = 'kube_service_tzzzzzzzzza_web_front';
      const shared = world.change(a.serviceLb, { tags: [...a.serviceLb.tags, tag] });
      const theirs = world.put('listener', { name: 'listener_0_x', tags: [tag], rel: { loadBalancer: shared } });
      const { serviceVip, network } = a;
      return { stays: [shared, theirs, serviceVip, network], why: [[shared, /names another cluster: tzzzzzzzzza/]] };
    },
  },
  {
    name: 'T34 B’s rule names A’s security group',
    A: UNIQUE,
    put(world, external) {
      const a = standCluster(world, external, UNIQUE);
      const b = standCluster(world, external, 'tzzzzzzzzza');
      world.change(b.group, { rel: { remoteGroup: a.group } });
      const rest = all(a).filter((one) => one.id !== a.group.id);
      return { goes: rest, stays: [a.group, ...all(b)], why: [[a.group, /a rule of securityGroup/]] };
    },
  },
  {
    name: 'T35 B’s port uses A’s security group',
    A: UNIQUE,
    put(world, external) {
      const a = standCluster(world, external, UNIQUE);
      const b = standCluster(world, external, 'tzzzzzzzzza');
      world.change(b.port, { rel: { securityGroup: a.group } });
      return { stays: [a.group, ...all(b)], why: [[a.group, new RegExp(`port ${b.port.id}.* uses it`)]] };
    },
  },
  {
    name: 'T36 A’s router carries an interface and a route that B made',
    A: UNIQUE,
    put(world, external) {
      const a = standCluster(world, external, UNIQUE);
      const b = standCluster(world, external, 'tzzzzzzzzza');
      const { network, subnet } = b;
      const peering = world.put('port', {
        facts: { deviceOwner: 'network:router_interface', address: '10.8.0.9' },
        rel: { network, subnet, device: a.router },
      });
      world.change(a.router, { plain: [routeBy('10.8.0.9')] });
      return { stays: [a.router, peering, ...all(b)], why: [[a.router, /not ours.*route by way of 10\.8\.0\.9/]] };
    },
  },
  {
    name: 'T41 A’s bucket and EC2 credential go by the ledger; others’ of like names stay',
    A: UNIQUE,
    put(world) {
      const bucket = world.put('container', { name: `${UNIQUE}-${UNIQUE}-harbor-registry`, facts: { objects: 3 } });
      const access = world.put('ec2Credential');
      const stays = [
        world.put('container', { name: `old-${UNIQUE}-${UNIQUE}-harbor-registry-backup`, facts: { objects: 7 } }),
        world.put('ec2Credential'),
      ];
      return { asked: { ledger: ledgerOf(UNIQUE, bucket, access) }, goes: [bucket, access], stays };
    },
  },
];

describe('neighbours that a clean-up by name has hurt', () => {
  for (const one of CASES) {
    it(one.name, () => {
      const world = createWorld();
      const { external } = standProject(world);
      const put = one.put(world, external);
      const plan = planFor(world, { clusters: [names(one.A)], ...put.asked });
      const going = goes(plan);
      if (put.goes !== undefined) expect(going).to.deep.equal(put.goes.map(refKey).sort());
      expect(going.length, 'something goes').to.be.greaterThan(put.goes?.length === 0 ? -1 : 0);
      expect(going.filter((key) => put.stays.map(refKey).includes(key))).to.deep.equal([]);
      for (const [resource, why] of put.why ?? []) expect(keptWhy(plan, resource)).to.match(why);
    });
  }
});
