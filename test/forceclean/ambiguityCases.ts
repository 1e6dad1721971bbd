import type { Resource } from '../../src/model/resource.ts';
import { standBalancer, standCluster, type ClusterParts } from './cluster.ts';
import { COMMON, UNIQUE, around, names, neighbour, type Asked } from './judging.ts';
import { ledgerOf, type World } from './world.ts';

/** `reported`: left, and mentioned with this reason. `left`: not ours, and nothing need be said of it. */
export type Fate = 'goes' | 'left' | { readonly reported: RegExp };

export interface Ambiguity {
  /** `A1` … `A27`, as the knowledge about who owns what counts them. */
  readonly of: string;
  readonly title: string;
  /** The rule that decides it, or the file that does where it is no question of whose it is. */
  readonly rule: string;
  readonly C: string;
  readonly asked?: Partial<Asked>;
  put(world: World, external: Resource): readonly (readonly [Resource, Fate])[];
}

const CAPO = 'Created by cluster-api-provider-openstack cluster';
const CSI = 'Created by OpenStack Cinder CSI driver';
const PVC = 'pvc-8b2c4803-3c2a-52e4-bbd6-80f74208efa8';
const OTHER = 'tzzzzzzzzz2';
const POOL = { description: 'Created by cluster-api-provider-openstack OpenStackFloatingIPPool public' };
const metadata = (cluster: string) => ({ 'cinder.csi.openstack.org/cluster': cluster });
const all = (parts: ClusterParts, fate: Fate) => Object.values(parts).map((one) => [one, fate] as const);
/** A V1 host that made the cluster of this name alone. */
const host = { clusters: [names(COMMON, { prefix: 'capi' })] };

export const AMBIGUITIES: readonly Ambiguity[] = [
  {
    of: 'A1',
    title: 'addresses that CAPO leaked at failing reconciles name their cluster whole, and go',
    rule: 'text',
    C: COMMON,
    asked: { bornAt: '2026-11-23T10:59:00Z' },
    put(world) {
      const leaked = { status: 'DOWN', description: `${CAPO} ${COMMON}-${COMMON}` };
      const older = world.put('floatingIp', { ...leaked, createdAt: '2026-11-22T08:00:00Z' });
      const longer = world.put('floatingIp', { ...leaked, description: `${CAPO} ${COMMON}-${COMMON}-2` });
      return [
        [world.put('floatingIp', leaked), 'goes'],
        [world.put('floatingIp', leaked), 'goes'],
        [older, { reported: /made before the run began/ }],
        [longer, 'left'],
      ];
    },
  },
  {
    of: 'A2',
    title: 'tags that are missing prove nothing, and another cluster’s mark is a reason against',
    rule: 'names-another-cluster',
    C: UNIQUE,
    put(world) {
      const description = `${CAPO} ${UNIQUE}-${UNIQUE}`;
      const foreign = world.put('floatingIp', { description, tags: ['troika-cluster=prod-1'] });
      return [
        [world.put('floatingIp', { description }), 'goes'],
        [foreign, { reported: /tag names another cluster: prod-1/ }],
      ];
    },
  },
  {
    of: 'A3',
    title: 'an address of a pool goes from our server’s port only',
    rule: 'of-pool',
    C: UNIQUE,
    put(world, external) {
      const ours = standCluster(world, external, UNIQUE);
      return [
        [world.put('floatingIp', { ...POOL, rel: { port: ours.port } }), 'goes'],
        [world.put('floatingIp', POOL), { reported: /of a pool that several clusters may draw from/ }],
      ];
    },
  },
  {
    of: 'A4',
    title: 'an address that is DOWN and bears no text is nobody’s that we know',
    rule: 'bare-floating-ip',
    C: UNIQUE,
    put: (world) => [[world.put('floatingIp', { status: 'DOWN' }), { reported: /nothing on it tells whose it is/ }]],
  },
  {
    of: 'A4',
    title:
      'nor is one with the tags of a V1 host alone: OpenTofu writes the description first, and anybody may copy a tag',
    rule: 'text',
    C: UNIQUE,
    put(world) {
      const tags = [`${UNIQUE}-mgmtcluster`, 'k8s-cluster-api-mgmtcluster'];
      const description = `Floating IP for the ${UNIQUE} management cluster node`;
      return [
        [world.put('floatingIp', { tags }), { reported: /not proved: tag is what tofuV1 writes/ }],
        [world.put('floatingIp', { tags, description }), 'goes'],
      ];
    },
  },
  {
    of: 'A5',
    title: 'an address that a Service kept (keep-floatingip) goes by its whole text where the name is a run’s',
    rule: 'text',
    C: UNIQUE,
    put(world) {
      const text = 'Floating IP for Kubernetes external service web/front from cluster';
      return [[world.put('floatingIp', { status: 'DOWN', description: `${text} ${UNIQUE}` }), 'goes']];
    },
  },
  {
    of: 'A5',
    title: 'and is reported where anybody may use the name',
    rule: 'text',
    C: COMMON,
    put(world) {
      const text = 'Floating IP for Kubernetes external service web/front from cluster';
      const kept = world.put('floatingIp', { status: 'DOWN', description: `${text} ${COMMON}` });
      return [[kept, { reported: /not proved/ }]];
    },
  },
  {
    of: 'A6',
    title: 'an address that a person brought is let go with its port, never deleted',
    rule: 'on-owned-port',
    C: UNIQUE,
    asked: { bornAt: '2026-11-23T10:59:00Z' },
    put(world, external) {
      const ours = standCluster(world, external, UNIQUE);
      const lent = world.put('floatingIp', { description: 'shop.example.org', rel: { port: ours.serviceVip } });
      return [
        [lent, { reported: /somebody has described it/ }],
        [ours.serviceLb, 'goes'],
      ];
    },
  },
  {
    of: 'A7',
    title: 'the CSI driver’s default cluster names nobody: only attachment or ledger tell whose a volume is',
    rule: 'on-owned-server',
    C: UNIQUE,
    put(world, external) {
      const ours = standCluster(world, external, UNIQUE);
      const like = { name: PVC, description: CSI, metadata: metadata('kubernetes') };
      return [
        [world.put('volume', { ...like, rel: { attachment: ours.server } }), 'goes'],
        [world.put('volume', { ...like, status: 'available' }), 'left'],
      ];
    },
  },
  {
    of: 'A8',
    title: 'so it is with volumes that bear no cluster at all',
    rule: 'on-owned-server',
    C: UNIQUE,
    put(world, external) {
      const ours = standCluster(world, external, UNIQUE);
      return [
        [world.put('volume', { name: PVC, rel: { attachment: ours.server } }), 'goes'],
        [world.put('volume', { name: PVC, status: 'available' }), 'left'],
      ];
    },
  },
  {
    of: 'A9',
    title: 'one name in two namespaces: CAPO’s texts hold the namespace, the others need structure',
    rule: 'text',
    C: COMMON,
    asked: { clusters: [names(COMMON, { namespaces: [COMMON] })] },
    put(world, external) {
      const ours = standCluster(world, external, COMMON);
      const other = standCluster(world, external, COMMON, 'staging');
      const loose = world.put('volume', { name: PVC, status: 'available', metadata: metadata(COMMON) });
      return [
        [ours.network, 'goes'],
        [ours.router, 'goes'],
        [ours.serviceLb, 'goes'],
        [ours.claim, 'goes'],
        [loose, { reported: /not proved/ }],
        [other.network, 'left'],
        [other.serviceLb, { reported: /not ours/ }],
        [other.claim, { reported: /not ours/ }],
      ];
    },
  },
  {
    of: 'A9',
    title: 'even of a run’s name no loose volume goes while the name is seen in another namespace',
    rule: 'text',
    C: UNIQUE,
    put(world) {
      world.put('network', { name: `k8s-clusterapi-cluster-staging-${UNIQUE}` });
      const loose = world.put('volume', { name: PVC, status: 'available', metadata: metadata(UNIQUE) });
      return [[loose, { reported: /not proved/ }]];
    },
  },
  {
    of: 'A9',
    title: 'nor where both namespaces may be ours: one of the two is somebody else’s',
    rule: 'text',
    C: COMMON,
    put: (world, external) => [
      ...all(standCluster(world, external, COMMON), { reported: /./ }).slice(0, 1),
      ...all(standCluster(world, external, COMMON, 'default'), { reported: /./ }).slice(0, 1),
    ],
  },
  {
    of: 'A10',
    title: 'equal namespace and name from two hosts cannot be told apart: nothing goes',
    rule: 'text',
    C: COMMON,
    put(world, external) {
      const twins = [standCluster(world, external, COMMON), standCluster(world, external, COMMON)];
      return twins.map((one) => [one.network, { reported: /not proved/ }] as const);
    },
  },
  {
    of: 'A10',
    title: 'nor where another run is known to have had the name',
    rule: 'text',
    C: COMMON,
    asked: { neighbours: around({ clusters: [neighbour(COMMON)] }) },
    put: (world, external) => [[standCluster(world, external, COMMON).network, { reported: /not proved/ }]],
  },
  {
    of: 'A11',
    title: 'a hyphen divides in two ways: where the other cluster is seen, the joined text proves nothing',
    rule: 'text',
    C: 'x-y',
    asked: { clusters: [names('x-y', { namespaces: ['pr1'], prefix: 'x-y' })] },
    put(world, external) {
      const other = standCluster(world, external, 'y', 'pr1-x');
      return [[other.network, { reported: /not proved/ }]];
    },
  },
  {
    of: 'A12',
    title: 'a name that begins like ours is another name',
    rule: 'text',
    C: 'main-1',
    put: (world, external) => [
      ...all(standCluster(world, external, 'main-1'), 'goes'),
      ...all(standCluster(world, external, 'main-12'), 'left'),
    ],
  },
  {
    of: 'A12',
    title: 'and one that imitates our machines takes their names away: then the network must tell',
    rule: 'text',
    C: UNIQUE,
    put(world, external) {
      const ours = standCluster(world, external, UNIQUE);
      const other = standCluster(world, external, `${UNIQUE}-bcdfg`);
      const building = world.put('server', { name: `${UNIQUE}-bcdfg-hjklm`, status: 'BUILD' });
      return [
        [ours.server, 'goes'],
        [building, { reported: /not proved/ }],
        [other.network, 'left'],
      ];
    },
  },
  {
    of: 'A13',
    title: 'what an earlier cluster of the name left is told apart by its age, and stays',
    rule: 'born-before',
    C: COMMON,
    asked: { bornAt: '2026-11-23T10:59:00Z' },
    put(world, external) {
      const group = { name: `k8s-cluster-${COMMON}-${COMMON}-secgroup-worker` };
      const earlier = world.put('securityGroup', { ...group, createdAt: '2026-11-20T09:00:00Z' });
      return [
        [standCluster(world, external, COMMON).network, 'goes'],
        [earlier, { reported: /made before the run began/ }],
      ];
    },
  },
  {
    of: 'A14',
    title: 'two long names that are cut to the same letters: a machine’s name is no proof, its network is',
    rule: 'all-ports-on-owned-networks',
    C: `${'a'.repeat(57)}-b`,
    put(world) {
      const C = `${'a'.repeat(57)}-b`;
      const network = world.put('network', { name: `k8s-clusterapi-cluster-${C}-${C}` });
      const inside = world.put('server', { name: `${C.slice(0, 58)}bcdfg` });
      world.put('port', { facts: { deviceOwner: 'compute:nova' }, rel: { network, device: inside } });
      return [
        [inside, 'goes'],
        [world.put('server', { name: `${C.slice(0, 58)}hjklm` }), { reported: /not proved/ }],
      ];
    },
  },
  {
    of: 'A15',
    title: 'our exact load balancer on a network that is not ours is a contradiction',
    rule: 'vip-on-owned-network',
    C: UNIQUE,
    put(world, external) {
      const { network, subnet } = standCluster(world, external, 'prod-1');
      const text = `Kubernetes external service a/b from cluster ${UNIQUE}`;
      const [, balancer] = standBalancer(world, { network, subnet }, `kube_service_${UNIQUE}_a_b`, text);
      return [[balancer, { reported: /its VIP is on a network that is not ours/ }]];
    },
  },
  {
    of: 'A15',
    title:
      'on our own network OCCM’s default name and its name of old are reported: they name nobody, and keep the network',
    rule: 'vip-on-owned-network',
    C: UNIQUE,
    put(world, external) {
      const ours = standCluster(world, external, UNIQUE);
      const unnamed = ['kube_service_kubernetes_web_front', 'a464b13529dc65ebd8e6a54d94d656bc'];
      const balancers = unnamed.map((name) => standBalancer(world, ours, name, '')[1]);
      return [
        ...balancers.map((one) => [one, { reported: /and what occm writes on it names no cluster/ }] as const),
        [ours.network, { reported: /has its VIP on it/ }],
      ];
    },
  },
  {
    of: 'A16',
    title: 'a load balancer that two clusters share loses our listener and stays',
    rule: 'share-of-load-balancer',
    C: UNIQUE,
    put(world, external) {
      const other = standCluster(world, external, OTHER);
      const tag = `kube_service_${UNIQUE}_a_b`;
      const loadBalancer = world.change(other.serviceLb, { tags: [...other.serviceLb.tags, tag] });
      const theirs = world.put('listener', {
        name: `listener_0_kube_service_${OTHER}_web_front`,
        tags: other.serviceLb.tags,
        rel: { loadBalancer },
      });
      return [
        [world.put('listener', { name: `listener_1_${tag}`, tags: [tag], rel: { loadBalancer } }), 'goes'],
        [theirs, 'left'],
      ];
    },
  },
  {
    of: 'A17',
    title: 'a port of another project or of an unknown holder on our network is not ours to pull',
    rule: 'on-owned-network',
    C: UNIQUE,
    put(world, external) {
      const { network, subnet } = standCluster(world, external, UNIQUE);
      const rel = { network, subnet };
      const share = world.put('port', { facts: { deviceOwner: 'manila:share' }, rel });
      return [
        [world.put('port', { projectId: 'f00d', rel }), { reported: /belongs to another project/ }],
        [share, { reported: /not proved/ }],
        [network, { reported: /is on it/ }],
      ];
    },
  },
  {
    of: 'A18',
    title: 'a management host that V1 plugged into the cluster’s network stays, and so does what it is plugged into',
    rule: 'all-ports-on-owned-networks',
    C: COMMON,
    asked: host,
    put(world, external) {
      const ours = standCluster(world, external, COMMON);
      const home = world.put('network', { name: 'capi-net' });
      const device = world.put('server', { name: 'capi-mgmtcluster' });
      const facts = { deviceOwner: 'compute:nova' };
      world.put('port', { name: 'capi-port', facts, rel: { network: home, device } });
      const leg = world.put('port', { facts, rel: { network: ours.network, subnet: ours.subnet, device } });
      return [
        [device, { reported: /is on a network that is not ours/ }],
        [leg, 'left'],
        [ours.network, { reported: /is on it/ }],
      ];
    },
  },
  {
    of: 'A19',
    title: 'the VIP port of a load balancer that is gone goes from our network, and from no other',
    rule: 'vip-port',
    C: UNIQUE,
    put(world, external) {
      const ours = standCluster(world, external, UNIQUE);
      const other = standCluster(world, external, OTHER);
      const id = '8b2c4803-3c2a-52e4-bbd6-80f74208efa8';
      const orphan = { name: `octavia-lb-${id}`, facts: { deviceOwner: 'Octavia', deviceId: `lb-${id}` } };
      const at = ({ network, subnet }: ClusterParts) => ({ rel: { network, subnet } });
      return [
        [world.put('port', { ...orphan, ...at(ours) }), 'goes'],
        [world.put('port', { ...orphan, ...at(other) }), 'left'],
      ];
    },
  },
  {
    of: 'A20',
    title: 'from a router that somebody lent us only our interface is taken off',
    rule: 'on-owned-network',
    C: UNIQUE,
    put(world, external) {
      const { network, subnet } = standCluster(world, external, UNIQUE);
      const device = world.put('router', { name: 'uplink' });
      const facts = { deviceOwner: 'network:router_interface', deviceId: device.id };
      return [
        [world.put('port', { facts, rel: { network, subnet, device } }), 'goes'],
        [device, 'left'],
      ];
    },
  },
  {
    of: 'A21',
    title: 'what a management host shares among its clusters goes with none of them',
    rule: 'management-host',
    C: COMMON,
    asked: host,
    put: (world) => [
      [world.put('securityGroup', { name: 'capi-allow-ssh' }), { reported: /may serve other clusters/ }],
      [world.put('network', { name: 'capi-net' }), { reported: /may serve other clusters/ }],
      [world.put('keypair', { name: 'capi-keypair' }), { reported: /may serve other clusters/ }],
    ],
  },
  {
    of: 'A21',
    title: 'also where the host is called like the cluster, but made another one as well',
    rule: 'management-host',
    C: COMMON,
    put(world) {
      world.put('securityGroup', { name: `${COMMON}-other-cilium` });
      const group = world.put('securityGroup', { name: `${COMMON}-allow-ssh` });
      return [[group, { reported: /may serve other clusters/ }]];
    },
  },
  {
    of: 'A22',
    title: 'images never go, and are named with their age',
    rule: 'shared',
    C: UNIQUE,
    put(world) {
      const image = world.put('image', { name: 'ubuntu-capi-image-v1.33.1', tags: ['clusterstacks'] });
      return [[image, { reported: /never deleted/ }]];
    },
  },
  {
    of: 'A24',
    title: 'an EC2 credential says nothing of what it is for: only the ledger does',
    rule: 'ec2-credential-unknown',
    C: UNIQUE,
    put: (world) => [[world.put('ec2Credential'), { reported: /nothing on it says for what/ }]],
  },
  {
    of: 'A25',
    title: 'a snapshot of our volume goes under a creator’s name; a person’s stays, and its volume with it',
    rule: 'of-owned-volume',
    C: UNIQUE,
    put(world, external) {
      const ours = standCluster(world, external, UNIQUE);
      const mine = world.put('snapshot', { name: 'before-the-demo', rel: { volume: ours.root } });
      const backup = world.put('backup', { name: 'nightly', rel: { volume: ours.root } });
      return [
        [ours.snapshot, 'goes'],
        [mine, { reported: /with words that nobody we know writes/ }],
        [backup, { reported: /nobody we know made it/ }],
        [ours.root, { reported: /was taken of it/ }],
      ];
    },
  },
  {
    of: 'A26',
    title: 'a volume’s state says nothing of whose it is',
    rule: 'text',
    C: UNIQUE,
    put: (world) =>
      ['error', 'reserved', 'available'].map((status) => {
        const volume = world.put('volume', {
          name: `${PVC.slice(0, -1)}${status.length}`,
          status,
          metadata: metadata(UNIQUE),
        });
        return [volume, 'goes'] as const;
      }),
  },
  {
    of: 'A27',
    title: 'a common application credential needs name and description, and goes last',
    rule: 'text',
    C: COMMON,
    put(world) {
      const name = `${COMMON}-${COMMON}-appcred`;
      const description = `App Cred ${COMMON} for cluster ${COMMON}`;
      return [
        [world.put('applicationCredential', { name, description }), 'goes'],
        [world.put('applicationCredential', { name }), { reported: /not proved/ }],
        [world.put('applicationCredential', { name, description, projectId: 'f00d' }), { reported: /another project/ }],
      ];
    },
  },
];

/** A24 once more: what the ledger names goes. Apart, since the ledger must know the id. */
export function ledgeredCredential(world: World): { readonly one: Resource; readonly asked: Asked } {
  const one = world.put('ec2Credential');
  return { one, asked: { clusters: [names(UNIQUE)], ledger: ledgerOf(UNIQUE, one) } };
}
