import { refKey, type Ref, type Resource } from '../model/resource.ts';
import { refOf, type Index } from './index.ts';
import { INTERFACE_OWNERS, NETWORK_OWNERS } from './rules/portOnNetwork.ts';
import { wholes } from './rules/partOfLoadBalancer.ts';

/** The place of one resource among those that go. */
export interface Place {
  readonly do: 'delete' | 'detach';
  /** The router of a detach. */
  readonly from?: Ref;
  /** Goes with this one. */
  readonly with?: Ref;
  /** Must be gone before. */
  readonly after: readonly Ref[];
}

type Rank = (resource: Resource, index: Index, proved: Proved) => Place;

/** True when a resource is proved ours by itself, so that what it hangs on may go before it. */
export type Proved = (ref: Ref) => boolean;

/** Where one of ours stands in the order of deletion, as the services demand it (docs/decisions). Pure. */
export function placeOf(resource: Resource, index: Index, proved: Proved): Place {
  return PLACES[resource.kind](resource, index, proved);
}

const free: Rank = () => ({ do: 'delete', after: [] });

function after(...groups: readonly (readonly Resource[])[]): Place {
  return { do: 'delete', after: refs(...groups) };
}

function refs(...groups: readonly (readonly Resource[])[]): readonly Ref[] {
  return [...new Map(groups.flat().map((one) => [refKey(one), refOf(one)])).values()];
}

function withWhole(part: Resource, index: Index): Place {
  const [whole] = wholes(part, index);
  return whole === undefined ? { do: 'delete', after: [] } : { do: 'delete', with: refOf(whole), after: [] };
}

const PLACES: Readonly<Record<Resource['kind'], Rank>> = {
  floatingIp: free,
  snapshot: (one, index) => after(index.pointing('volume', 'snapshot', one)),
  // Octavia's cascade leaves floating IPs behind, loose (openshift/installer PR 5964): those go first which nobody would
  // know again. The others need not be waited for, and the load balancer begins the longest chain.
  loadBalancer: (one, index, proved) =>
    after(
      index
        .linkedTo(one, 'vipPort')
        .flatMap((port) => index.pointing('floatingIp', 'port', port))
        .filter((address) => !proved(address)),
    ),
  listener: withWhole,
  pool: withWhole,
  healthMonitor: withWhole,
  server: free,
  volume: volumePlace,
  port: portPlace,
  router: (one, index) => after(index.pointing('port', 'device', one), index.pointing('floatingIp', 'router', one)),
  subnet: subnetPlace,
  network: (one, index) =>
    after(
      index.pointing('port', 'network', one).filter((port) => !NETWORK_OWNERS.includes(ownerOf(port))),
      index.pointing('loadBalancer', 'vipNetwork', one),
    ),
  securityGroup: (one, index) => after(index.pointing('port', 'securityGroup', one)),
  serverGroup: (one, index) => after(index.linkedTo(one, 'member')),
  keypair: (one, index) => after(index.pointing('server', 'keypair', one)),
  applicationCredential: (_one, index) =>
    after(index.inventory.resources.filter((other) => other.kind !== 'applicationCredential')),
  image: free,
};

/** Nova removes a volume with its server when told so at the start; else it stays and goes by itself. */
function volumePlace(volume: Resource, index: Index): Place {
  const servers = index.linkedTo(volume, 'attachment');
  const snapshots = index.pointing('snapshot', 'volume', volume);
  const taker = servers.find((server) => takesAlong(server, volume.id));
  const place = after(servers, snapshots);
  return taker === undefined ? place : { ...place, with: refOf(taker) };
}

/** True when the server's deletion deletes the volume. */
export function takesAlong(server: Resource, volumeId: string): boolean {
  return server.facts[`deletes:${volumeId}`] === true;
}

/**
 * A router's interface is removed by a call on the router, after the floating IPs that need it. VIP ports go with their
 * load balancer, Neutron's own with their network. Ports that were made before their server outlive it (nova
 * network/neutron.py).
 */
function portPlace(port: Resource, index: Index, proved: Proved): Place {
  const devices = index.linkedTo(port, 'device');
  const holders = index.pointing('loadBalancer', 'vipPort', port);
  const floating = index.pointing('floatingIp', 'port', port);
  const networks = index.linkedTo(port, 'network');
  if (INTERFACE_OWNERS.includes(ownerOf(port))) {
    const router = port.links.find((link) => link.rel === 'device');
    const routed = devices.flatMap((one) => index.pointing('floatingIp', 'router', one));
    const place = { do: 'detach', after: refs(routed, balancersOn(networks, index)) } as const;
    return router === undefined ? place : { ...place, from: { kind: 'router', id: router.id } };
  }
  const holder = holders[0];
  if (holder !== undefined) return { ...after(floating.filter((one) => !proved(one))), with: refOf(holder) };
  const network = networks[0];
  if (NETWORK_OWNERS.includes(ownerOf(port)) && network !== undefined) return { ...after(), with: refOf(network) };
  const monitored = port.name.startsWith('ovn-lb-hm-') ? balancersOn(networks, index) : [];
  return after(
    floating,
    monitored,
    devices.filter((device) => device.kind !== 'router'),
  );
}

function balancersOn(networks: readonly Resource[], index: Index): readonly Resource[] {
  return networks.flatMap((network) => index.pointing('loadBalancer', 'vipNetwork', network));
}

/** Deleting a network deletes its subnets (neutron db/db_base_plugin_v2.py). */
function subnetPlace(subnet: Resource, index: Index): Place {
  const [network] = index.linkedTo(subnet, 'network');
  const place = after(index.pointing('port', 'subnet', subnet));
  return network === undefined ? place : { ...place, with: refOf(network) };
}

function ownerOf(port: Resource): string {
  return String(port.facts['deviceOwner'] ?? '');
}
