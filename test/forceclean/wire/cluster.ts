import { randomUUID } from 'node:crypto';
import type { Maker } from './maker.ts';
import type { Made } from './made.ts';

/** A name Troika gave, and a neighbour's. */
export const A = 'tabcdefghia';
export const B = 'tzzzzzzzzza';
/** One that anybody may choose. */
export const COMMON = 'pr1-ab12cd';

const CAPO = 'Created by cluster-api-provider-openstack cluster';
const UID = '464b1352-9dc6-5ebd-8e6a-54d94d656bc6';

/** What CAPO writes on a floating IP, a subnet, a router and a load balancer. */
export const byCapo = (C: string, N = C): string => `${CAPO} ${N}-${C}`;
/** What OCCM writes on a floating IP. */
export const byOccm = (C: string, service = 'web/front'): string =>
  `Floating IP for Kubernetes external service ${service} from cluster ${C}`;

/** What Cinder's CSI driver writes on a claim's volume, and on a snapshot of one. */
export const byCsi = (C: string): { readonly description: string; readonly metadata: Record<string, string> } => ({
  description: 'Created by OpenStack Cinder CSI driver',
  metadata: { 'cinder.csi.openstack.org/cluster': C },
});

export const claimName = (uid = UID): string => `pvc-${uid}`;
export const snapshotName = (uid = UID): string => `snapshot-${uid}`;
/** A server's name as Cluster API gives it. */
export const machine = (C: string): string => `${C}-x7k2p-9hq4d`;

/** The smallest traces of one cluster: a network with its subnet, a group, a floating IP. */
export interface Traces {
  readonly network: Made;
  readonly subnet: Made;
  readonly group: Made;
  readonly address: Made;
}

export async function standTraces(maker: Maker, C: string, N = C, cidr = '10.8.0.0/24'): Promise<Traces> {
  const name = `k8s-clusterapi-cluster-${N}-${C}`;
  const network = await maker.neutron('network', { name });
  const subnet = await maker.neutron('subnet', {
    name,
    description: byCapo(C, N),
    network_id: network.id,
    cidr,
    ip_version: 4,
  });
  const group = await maker.neutron('securityGroup', {
    name: `k8s-cluster-${N}-${C}-secgroup-worker`,
    description: 'Cluster API managed group',
  });
  return { network, subnet, group, address: await maker.floatingIp({ description: byCapo(C, N) }) };
}

/** The same with a router on it, and a machine's port in the group. */
export interface Net extends Traces {
  readonly router: Made;
  readonly interface: Made;
  readonly port: Made;
}

export async function standNet(maker: Maker, C: string, N = C): Promise<Net> {
  const traces = await standTraces(maker, C, N);
  const router = await maker.router({ name: `k8s-clusterapi-cluster-${N}-${C}`, description: byCapo(C, N) });
  return {
    ...traces,
    router,
    interface: await maker.plug(router, traces.subnet),
    port: await machinePort(maker, traces, C),
  };
}

/** An interface on A's router that leads into a network of B's; answers its port. */
export async function standLegOfB(maker: Maker, { router }: Net): Promise<Made> {
  const { network } = await standTraces(maker, B, B, '10.9.0.0/24');
  const wish = { network_id: network.id, fixed_ips: [{ ip_address: '10.9.0.9' }] };
  return maker.plug(router, await maker.neutron('port', wish));
}

/**
 * What stays of a network because somebody else's port is on it, and why. The interface could go, and would take that port's
 * way out along, so it stays with the network.
 */
export function keptBy(guest: Made, on: Net): readonly (readonly [Made, RegExp])[] {
  return [
    [on.network, new RegExp(`port ${guest.id}.* is on it`)],
    [on.subnet, new RegExp(`port ${guest.id}.* has an address of it`)],
    [on.interface, new RegExp(`port ${guest.id}.* is on it`)],
  ];
}

/** A port as CAPO makes it before the server. */
export function machinePort(maker: Maker, on: Pick<Traces, 'network' | 'group'>, C: string): Promise<Made> {
  return maker.neutron('port', {
    name: `${machine(C)}-0`,
    description: `${CAPO} ${C}`,
    network_id: on.network.id,
    security_groups: [on.group.id],
  });
}

/** The same with a machine on the port, the API's load balancer, and what a Service and a claim leave. */
export interface Whole extends Net {
  readonly server: Made;
  readonly balancer: Made;
  readonly vip: Made;
  readonly serviceGroup: Made;
  /** A claim's volume, attached to the machine. */
  readonly claim: Made;
}

export async function standWhole(maker: Maker, C: string, N = C): Promise<Whole> {
  const net = await standNet(maker, C, N);
  const server = await maker.server(machine(C), [net.port]);
  const claim = await maker.volume({ name: claimName(randomUUID()), ...byCsi(C) });
  await maker.attach(claim, server);
  const api = { name: `k8s-clusterapi-cluster-${N}-${C}-kubeapi`, description: byCapo(C, N) };
  const serviceGroup = await maker.neutron('securityGroup', {
    name: `lb-sg-${randomUUID()}-web-front`,
    description: `Security Group for web/front Service LoadBalancer in cluster ${C}`,
  });
  return { ...net, server, claim, ...(await maker.balancer(net.subnet, api)), serviceGroup };
}

/** V1's management host of a prefix as OpenTofu makes it, reached by a floating IP; answers its network. */
export async function standHost(maker: Maker, P: string): Promise<Made> {
  const network = await maker.neutron('network', { name: `${P}-net` });
  const wish = { name: `${P}-subnet`, network_id: network.id, cidr: '10.0.0.0/22', ip_version: 4 };
  const subnet = await maker.neutron('subnet', wish);
  const description = 'router for mgmtcluster (managed by opentofu)';
  await maker.plug(await maker.router({ name: `${P}-rtr`, description }), subnet);
  for (const name of [`${P}-mgmt`, `${P}-allow-ssh`]) await maker.neutron('securityGroup', { name });
  const port = await maker.neutron('port', { name: `${P}-port`, network_id: network.id });
  await maker.server(`${P}-mgmtcluster`, [port]);
  await maker.floatingIp({ description: `Floating IP for the ${P} management cluster node` }, port);
  await maker.keypair(`${P}-keypair`);
  await maker.credential(`${P}-appcred`, `Credential for the ${P} management`);
  return network;
}

/** What goes by a call of its own when a cluster's traces go; its subnet and a load balancer's port go along. */
export function calledOf(parts: Traces | Net | Whole): readonly Made[] {
  return Object.entries(parts).flatMap(([part, made]: [string, Made]) => (ALONG.includes(part) ? [] : [made]));
}

const ALONG: readonly string[] = ['subnet', 'vip'];

/** What a report says of a volume of B, and of one that tells of nobody. */
export const OF_B = new RegExp(`names another cluster: ${B}`);
export const NOBODYS = /^nothing says that it is ours$/;

/** Things that stay whatever happens to A, and what a report of A says of them. */
export interface Others {
  readonly traces: Traces;
  readonly kept: readonly (readonly [Made, RegExp])[];
}

/** Of B: its traces, and a claim's volume between two pods. Of a human: a floating IP, and a volume. */
export async function standOthers(maker: Maker): Promise<Others> {
  const traces = await standTraces(maker, B);
  const claimed = await maker.volume({ name: claimName('0b4b1352-9dc6-4ebd-8e6a-54d94d656bc9'), ...byCsi(B) });
  await maker.floatingIp({ description: 'shop.example.org' });
  const thesis = await maker.volume({ name: 'thesis' });
  return {
    traces,
    kept: [
      [claimed, OF_B],
      [thesis, NOBODYS],
    ],
  };
}

/** A Service's load balancer on the cluster's network, as OCCM makes it. */
export function standService(maker: Maker, on: Traces, C: string, wish: Readonly<Record<string, unknown>> = {}) {
  return maker.balancer(on.subnet, {
    name: `kube_service_${C}_web_front`,
    description: `Kubernetes external service web/front from cluster ${C}`,
    tags: [`kube_service_${C}_web_front`],
    ...wish,
  });
}
