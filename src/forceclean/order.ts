import { isInterface, isNetworksOwn, isRoutersOwn } from '../creators/neutron.ts';
import type { ExtraRoute } from '../model/extraRoute.ts';
import { refKey, type Ref, type Resource } from '../model/resource.ts';
import { routesThrough } from './extraRoutes.ts';
import { refOf, type Index } from './index.ts';
import { forgetters, isOrphan } from './rules/attachmentOfVolume.ts';
import { wholes } from './wholes.ts';

/** The place of one resource among those that go. */
export interface Place {
  readonly do: 'delete' | 'detach';
  /** The router of a detach; the load balancer of a part that may go without it. */
  readonly from?: Ref;
  /** Of the router of a detach: those that lead through the interface. They are taken off it first. */
  readonly routes?: readonly ExtraRoute[];
  /** Goes with this one. */
  readonly with?: Ref;
  /** Must be gone before. */
  readonly after: readonly Ref[];
}

type Rank = (resource: Resource, index: Index, proved: Proved) => Place;

/** True when a resource is proved ours by itself, so that what it hangs on may go before it. */
export type Proved = (ref: Ref) => boolean;

/** Where one of ours stands in the order of deletion, as the services demand it. Pure. */
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

/** Parts go with their load balancer. Where that stays: a pool after the listeners that use it, a monitor with its pool. */
function partPlace(part: Resource, index: Index): Place {
  const [whole] = wholes(part, index);
  const [pool] = part.kind === 'healthMonitor' ? index.linkedTo(part, 'pool') : [];
  const place = after(part.kind === 'pool' ? index.pointing('listener', 'pool', part) : []);
  return whole === undefined ? place : { ...place, with: refOf(pool ?? whole), from: refOf(whole) };
}

const PLACES: Readonly<Record<Resource['kind'], Rank>> = {
  floatingIp: free,
  snapshot: (one, index) => after(index.pointing('volume', 'snapshot', one)),
  backup: (one, index) => after(builtOn(one, index)),
  volumeAttachment: (one, index) => after(forgetters(one, index)),
  trunk: (one, index) => after(index.linkedTo(one, 'parentPort').flatMap((port) => index.linkedTo(port, 'device'))),
  container: free,
  // Whatever works with it is gone before.
  ec2Credential: (_one, index) => after(index.inventory.resources.filter((other) => !CREDENTIALS.includes(other.kind))),
  // Octavia's cascade leaves floating IPs behind, loose (openshift/installer PR 5964): those go first which nobody would
  // know again. The others need not be waited for, and the load balancer begins the longest chain.
  loadBalancer: (one, index, proved) =>
    after(
      index
        .linkedTo(one, 'vipPort')
        .flatMap((port) => index.pointing('floatingIp', 'port', port))
        .filter((address) => !proved(address)),
    ),
  listener: partPlace,
  pool: partPlace,
  healthMonitor: partPlace,
  server: free,
  volume: volumePlace,
  port: portPlace,
  router: (one, index) =>
    after(
      index.pointing('port', 'device', one).filter((port) => !isRoutersOwn(port)),
      index.pointing('floatingIp', 'router', one),
    ),
  subnet: subnetPlace,
  network: (one, index) =>
    after(
      index.pointing('port', 'network', one).filter((port) => !isNetworksOwn(port)),
      index.pointing('loadBalancer', 'vipNetwork', one),
    ),
  securityGroup: (one, index) => after(index.pointing('port', 'securityGroup', one)),
  serverGroup: (one, index) => after(index.linkedTo(one, 'member')),
  keypair: (one, index) => after(index.pointing('server', 'keypair', one)),
  applicationCredential: (_one, index) =>
    after(index.inventory.resources.filter((other) => other.kind !== 'applicationCredential')),
  image: free,
};

export const CREDENTIALS: readonly Resource['kind'][] = ['ec2Credential', 'applicationCredential'];

/**
 * The incremental backups that may build on one: younger ones of the same volume. Cinder names no parent, and refuses with
 * 400 as long as one builds on it (cinder/backup/api.py, delete).
 */
export function builtOn(backup: Resource, index: Index): readonly Resource[] {
  if (backup.facts['hasDependents'] !== true) return [];
  return index
    .linkedTo(backup, 'volume')
    .flatMap((volume) => index.pointing('backup', 'volume', volume))
    .filter((other) => other.facts['incremental'] === true && isYounger(other, backup));
}

function isYounger(one: Resource, other: Resource): boolean {
  return one.createdAt !== undefined && other.createdAt !== undefined && one.createdAt > other.createdAt;
}

/** Nova removes a volume with its server when told so at the start; else it stays and goes by itself. */
function volumePlace(volume: Resource, index: Index): Place {
  const servers = index.linkedTo(volume, 'attachment');
  const copies = [...index.pointing('snapshot', 'volume', volume), ...index.pointing('backup', 'volume', volume)];
  const orphans = index
    .pointing('volumeAttachment', 'volume', volume)
    .filter((one) => isOrphan(one, index) || forgetters(one, index).length > 0);
  const taker = servers.find((server) => takesAlong(server, volume.id));
  const place = after(servers, copies, orphans);
  return taker === undefined ? place : { ...place, with: refOf(taker) };
}

/** True when a server's deletion deletes its port: Nova made it, and gives none a name (nova/network/neutron.py, deallocate_for_instance). */
export function isNovas(port: Resource): boolean {
  return port.name === '';
}

/** The ports that a server's deletion deletes. */
export function novasPorts(server: Resource, index: Index): readonly Resource[] {
  return server.kind === 'server' ? index.pointing('port', 'device', server).filter(isNovas) : [];
}

/** True when the server's deletion deletes the volume. */
export function takesAlong(server: Resource, volumeId: string): boolean {
  return server.facts[`deletes:${volumeId}`] === true;
}

/**
 * A router's interface is removed by a call on the router, after the floating IPs and the extra routes that need it. VIP ports go with their
 * load balancer, Neutron's own with their network or their router. Ports that were made before their server outlive it (nova
 * network/neutron.py).
 */
function portPlace(port: Resource, index: Index, proved: Proved): Place {
  const devices = index.linkedTo(port, 'device');
  const holders = index.pointing('loadBalancer', 'vipPort', port);
  const floating = index.pointing('floatingIp', 'port', port);
  const networks = index.linkedTo(port, 'network');
  if (isInterface(port)) {
    const router = port.links.find((link) => link.rel === 'device');
    const routed = devices.flatMap((one) => index.pointing('floatingIp', 'router', one));
    const balancers = balancersOn(networks, index).filter((one) => !(isInAmphora(one) && proved(one)));
    const place = { do: 'detach', after: refs(routed, balancers) } as const;
    const routes = routesThrough(port, index);
    const first = routes.length === 0 ? {} : { routes };
    return router === undefined ? place : { ...place, from: { kind: 'router', id: router.id }, ...first };
  }
  const [router] = isRoutersOwn(port) ? devices : [];
  if (router !== undefined) return { ...after(), with: refOf(interfaceBeside(port, router, index) ?? router) };
  const holder = holders[0];
  if (holder !== undefined) return { ...after(floating.filter((one) => !proved(one))), with: refOf(holder) };
  const network = networks[0];
  if (isNetworksOwn(port) && network !== undefined) return { ...after(), with: refOf(network) };
  const monitored = port.name.startsWith('ovn-lb-hm-') ? balancersOn(networks, index) : [];
  return after(
    floating,
    monitored,
    index.pointing('trunk', 'parentPort', port),
    index.pointing('trunk', 'subport', port),
    devices.filter((device) => device.kind !== 'router'),
  );
}

/**
 * An amphora is reached by its ports: Octavia takes it down with no look at a router (octavia network/drivers/neutron/
 * allowed_address_pairs.py, deallocate_vip). OVN's provider keeps a load balancer at the routers of its network, and takes
 * it off them when an interface goes (ovn-octavia-provider helper.py, lb_delete_lrp_assoc): those two would race.
 */
function isInAmphora(balancer: Resource): boolean {
  return balancer.facts['provider'] === 'amphora';
}

/** The interface of a router on the network of another port of it: a distributed router's way out goes with that. */
function interfaceBeside(port: Resource, router: Resource, index: Index): Resource | undefined {
  const [network] = index.linkedTo(port, 'network');
  const all = network === undefined ? [] : index.pointing('port', 'network', network);
  return all.find((one) => isInterface(one) && index.linkedTo(one, 'device').includes(router));
}

function balancersOn(networks: readonly Resource[], index: Index): readonly Resource[] {
  return networks.flatMap((network) => index.pointing('loadBalancer', 'vipNetwork', network));
}

/**
 * Deleting a network deletes its subnets (neutron db/db_base_plugin_v2.py). Octavia asks for a VIP's subnet to the end, also
 * when the VIP port is gone already (octavia network/drivers/neutron/allowed_address_pairs.py, unplug_vip).
 */
function subnetPlace(subnet: Resource, index: Index): Place {
  const [network] = index.linkedTo(subnet, 'network');
  const place = after(index.pointing('port', 'subnet', subnet), index.pointing('loadBalancer', 'vipSubnet', subnet));
  return network === undefined ? place : { ...place, with: refOf(network) };
}
