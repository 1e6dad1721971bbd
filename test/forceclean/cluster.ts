import { routeId } from '../../src/model/extraRoute.ts';
import type { Link, Resource } from '../../src/model/resource.ts';
import { createHash } from 'node:crypto';
import { UNIQUE } from './judging.ts';
import { createWorld, type World } from './world.ts';

/** The parts of one V2 cluster in a world, by role; a Service, a root volume, a claim's volume with a snapshot. */
export type ClusterParts = Readonly<
  Record<
    | 'network'
    | 'subnet'
    | 'router'
    | 'interface'
    | 'group'
    | 'port'
    | 'server'
    | 'root'
    | 'apiVip'
    | 'apiLb'
    | 'listener'
    | 'pool'
    | 'monitor'
    | 'apiFip'
    | 'serviceVip'
    | 'serviceLb'
    | 'serviceFip'
    | 'claim'
    | 'snapshot',
    Resource
  >
>;

/** Puts one cluster into a world as its controllers would (texts of CAPO 0.12, OCCM and Cinder CSI). */
export function standCluster(world: World, external: Resource, C: string, N = C): ClusterParts {
  const R = `${N}-${C}`;
  const by = `Created by cluster-api-provider-openstack cluster ${R}`;
  const SRV = `${C}-x7k2p-9hq4d`;
  const UID = uidOf(R);
  const name = `k8s-clusterapi-cluster-${R}`;
  const network = world.put('network', { name });
  const subnet = world.put('subnet', { name, description: by, facts: { cidr: '10.8.0.0/24' }, rel: { network } });
  const router = world.put('router', { name, description: by, rel: { gateway: external } });
  const on = { network, subnet };
  const interfacePort = world.put('port', {
    facts: { deviceOwner: 'network:router_interface', deviceId: router.id, address: '10.8.0.1' },
    rel: { ...on, device: router },
  });
  const group = world.put('securityGroup', {
    name: `k8s-cluster-${R}-secgroup-controlplane`,
    description: 'Cluster API managed group',
  });
  const rootVolume = world.put('volume', {
    name: `${SRV}-root`,
    description: `Root volume for ${SRV}`,
    status: 'in-use',
  });
  const claimVolume = world.put('volume', {
    name: `pvc-${UID}`,
    description: 'Created by OpenStack Cinder CSI driver',
    status: 'in-use',
    metadata: { 'cinder.csi.openstack.org/cluster': C },
  });
  const server = world.put('server', {
    name: SRV,
    facts: { [`deletes:${rootVolume.id}`]: true },
    rel: { attachment: [rootVolume, claimVolume] },
  });
  const root = world.change(rootVolume, { rel: { attachment: server } });
  const claim = world.change(claimVolume, { rel: { attachment: server } });
  const port = world.put('port', {
    name: `${SRV}-0`,
    description: `Created by cluster-api-provider-openstack cluster ${C}`,
    facts: { deviceOwner: 'compute:nova', deviceId: server.id, address: '10.8.0.20' },
    rel: { ...on, device: server, securityGroup: group },
  });
  const [apiVip, apiLb] = standBalancer(world, on, `${name}-kubeapi`, by);
  const listener = world.put('listener', { name: `${name}-kubeapi-6443`, rel: { loadBalancer: apiLb } });
  const pool = world.put('pool', { name: `${name}-kubeapi-6443`, rel: { loadBalancer: apiLb, listener } });
  const monitor = world.put('healthMonitor', { name: `${name}-kubeapi-6443`, rel: { pool } });
  const apiFip = world.put('floatingIp', { description: by, rel: { port: apiVip, router } });
  const [serviceVip, serviceLb] = standBalancer(
    world,
    on,
    `kube_service_${C}_web_front`,
    `Kubernetes external service web/front from cluster ${C}`,
    [`kube_service_${C}_web_front`],
  );
  const serviceFip = world.put('floatingIp', {
    description: `Floating IP for Kubernetes external service web/front from cluster ${C}`,
    rel: { port: serviceVip, router },
  });
  const snapshot = world.put('snapshot', {
    name: `snapshot-${UID}`,
    description: 'Created by OpenStack Cinder CSI driver',
    metadata: { 'cinder.csi.openstack.org/cluster': C },
    rel: { volume: claim },
  });
  const parts = { network, subnet, router, group, port, server, root, apiVip, apiLb, listener, pool, monitor, apiFip };
  return { ...parts, interface: interfacePort, serviceVip, serviceLb, serviceFip, claim, snapshot };
}

/** An extra route of a router by way of the address, as `plain` takes it. */
export function routeBy(nexthop: string): Link {
  return { rel: 'route', kind: 'extraRoute', id: routeId({ destination: '10.20.0.0/24', nexthop }) };
}

/** A load balancer and its VIP port, as Octavia's amphora driver makes them. */
export function standBalancer(
  world: World,
  on: { readonly network: Resource; readonly subnet: Resource },
  name: string,
  description: string,
  tags: readonly string[] = [],
): readonly [Resource, Resource] {
  const vip = world.put('port', { facts: { deviceOwner: 'Octavia' }, rel: on });
  const balancer = world.put('loadBalancer', {
    name,
    description,
    tags,
    facts: { provider: 'amphora' },
    rel: { vipNetwork: on.network, vipSubnet: on.subnet, vipPort: vip },
  });
  const named = world.change(vip, {
    name: `octavia-lb-${balancer.id}`,
    facts: { deviceOwner: 'Octavia', deviceId: `lb-${balancer.id}` },
  });
  return [named, balancer];
}

/** The smallest world: an external network, the default security group, an image. */
export function standProject(world: World): { readonly external: Resource; readonly standard: Resource } {
  world.put('image', { name: 'ubuntu-capi-image-v1.34.7' });
  return {
    external: world.put('network', { name: 'ext01', facts: { external: true, shared: true }, projectId: 'f00d' }),
    standard: world.put('securityGroup', { name: 'default', facts: { isDefault: true } }),
  };
}

/** A claim's UID, which no two clusters share. */
function uidOf(cluster: string): string {
  const hex = createHash('sha256').update(cluster).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
}

/** Our cluster, of a run's name, beside another run's. */
export interface Scene {
  readonly world: World;
  readonly ours: ClusterParts;
  readonly other: ClusterParts;
}

export function scene(): Scene {
  const world = createWorld();
  const { external } = standProject(world);
  return { world, ours: standCluster(world, external, UNIQUE), other: standCluster(world, external, 'tzzzzzzzzza') };
}
