import { isInterface, isRoutersOwn } from '../creators/neutron.ts';
import type { Kind, Resource } from '../model/resource.ts';
import { routesThrough } from './extraRoutes.ts';
import type { Index } from './index.ts';
import { builtOn, isNovas, takesAlong } from './order.ts';
import type { StuckName } from './stuck/table.ts';

/** As long as a holder is there, its service refuses to delete what it holds, or the deletion would hurt the holder. */
export interface Hold {
  readonly holder: Kind;
  readonly held: Kind;
  /** The link that says so. */
  readonly rel: string;
  /** Which of the two has the link. `both`: a backup builds on one of the same volume. */
  readonly on: 'holder' | 'held' | 'both';
  /** What it is called when the holder is not ours; absent where that holds nothing up. */
  readonly foreign?: StuckName;
  /** Holds only where this is so; always where it is not given. */
  readonly only?: (held: Resource, holder: Resource, index: Index) => boolean;
  /** What is held takes the holder along or cuts it off, instead of waiting for it: only a foreign one holds it. */
  readonly along?: true;
  /** Looked for when a service has refused to delete what is held (blame.ts), by the holder's link; a server has one, too. */
  readonly refusing?: true;
}

/** Who holds what (RouterInUse, SecurityGroupInUse, NetworkInUse, volumes with snapshots …). */
export const HOLDS: readonly Hold[] = [
  { holder: 'port', held: 'network', rel: 'network', on: 'holder', foreign: 'portOfAnother', refusing: true },
  { holder: 'port', held: 'subnet', rel: 'subnet', on: 'holder', foreign: 'portOfAnother', refusing: true },
  {
    holder: 'port',
    held: 'router',
    rel: 'device',
    on: 'holder',
    foreign: 'routerInterface',
    refusing: true,
    only: (_router, port) => !isRoutersOwn(port),
  },
  {
    holder: 'port',
    held: 'securityGroup',
    rel: 'securityGroup',
    on: 'holder',
    foreign: 'securityGroupOnPort',
    refusing: true,
  },
  // An interface stays with its network, which else would lose its way out.
  { holder: 'network', held: 'port', rel: 'network', on: 'held', only: isInterface },
  { holder: 'router', held: 'port', rel: 'device', on: 'held', only: isRouted },
  { holder: 'subnet', held: 'network', rel: 'network', on: 'holder', foreign: 'subnetOfAnother' },
  { holder: 'securityGroup', held: 'securityGroup', rel: 'remoteGroup', on: 'holder', foreign: 'securityGroupNamed' },
  { holder: 'floatingIp', held: 'router', rel: 'router', on: 'holder', foreign: 'floatingIpOfAnother', refusing: true },
  { holder: 'floatingIp', held: 'port', rel: 'port', on: 'holder', foreign: 'floatingIpOfCluster', refusing: true },
  { holder: 'server', held: 'port', rel: 'device', on: 'held' },
  {
    holder: 'volume',
    held: 'server',
    rel: 'attachment',
    on: 'held',
    foreign: 'serverTakesVolume',
    only: (server, volume) => takesAlong(server, volume.id),
    along: true,
  },
  {
    holder: 'port',
    held: 'server',
    rel: 'device',
    on: 'holder',
    foreign: 'serverTakesPort',
    only: (_server, port) => isNovas(port),
    along: true,
  },
  { holder: 'server', held: 'volume', rel: 'attachment', on: 'held', refusing: true },
  { holder: 'server', held: 'serverGroup', rel: 'member', on: 'held', foreign: 'serverGroupUsed' },
  { holder: 'server', held: 'keypair', rel: 'keypair', on: 'holder', foreign: 'keypairUsed' },
  { holder: 'loadBalancer', held: 'port', rel: 'vipPort', on: 'holder' },
  // A VIP port goes with its load balancer, or neither.
  { holder: 'port', held: 'loadBalancer', rel: 'vipPort', on: 'held' },
  { holder: 'loadBalancer', held: 'network', rel: 'vipNetwork', on: 'holder', foreign: 'loadBalancerOfAnother' },
  {
    holder: 'listener',
    held: 'loadBalancer',
    rel: 'loadBalancer',
    on: 'holder',
    foreign: 'loadBalancerShared',
    along: true,
  },
  {
    holder: 'pool',
    held: 'loadBalancer',
    rel: 'loadBalancer',
    on: 'holder',
    foreign: 'loadBalancerShared',
    along: true,
  },
  { holder: 'snapshot', held: 'volume', rel: 'volume', on: 'holder', foreign: 'snapshotOfAnother', refusing: true },
  { holder: 'backup', held: 'volume', rel: 'volume', on: 'holder', foreign: 'backupOfAnother' },
  { holder: 'backup', held: 'backup', rel: 'volume', on: 'both', foreign: 'backupBuiltOn' },
  { holder: 'volumeAttachment', held: 'volume', rel: 'volume', on: 'holder', refusing: true },
  { holder: 'trunk', held: 'port', rel: 'parentPort', on: 'holder', foreign: 'trunkOfAnother', refusing: true },
  { holder: 'trunk', held: 'port', rel: 'subport', on: 'holder', foreign: 'trunkOfAnother', refusing: true },
  { holder: 'port', held: 'trunk', rel: 'subport', on: 'held', foreign: 'subportOfAnother', along: true },
  { holder: 'volume', held: 'snapshot', rel: 'snapshot', on: 'holder' },
];

/** Those who hold a resource, by one row of the table. */
export function holdersOf(resource: Resource, hold: Hold, index: Index): readonly Resource[] {
  if (hold.held !== resource.kind) return [];
  const all =
    hold.on === 'both'
      ? builtOn(resource, index)
      : hold.on === 'holder'
        ? index.pointing(hold.holder, hold.rel, resource)
        : index.linkedTo(resource, hold.rel).filter((one) => one.kind === hold.holder);
  return all.filter((one) => hold.only?.(resource, one, index) !== false);
}

/** Those of ours whom one of ours holds, by one row of the table. */
export function heldBy(resource: Resource, hold: Hold, index: Index): readonly Resource[] {
  if (hold.holder !== resource.kind || hold.along === true) return [];
  const all =
    hold.on === 'both'
      ? siblings(resource, hold, index).filter((one) => builtOn(one, index).includes(resource))
      : hold.on === 'held'
        ? index.pointing(hold.held, hold.rel, resource)
        : index.linkedTo(resource, hold.rel).filter((one) => one.kind === hold.held);
  return all.filter((one) => hold.only?.(one, resource, index) !== false);
}

/** Those of its kind that point to the same. */
function siblings(resource: Resource, { held, rel }: Hold, index: Index): readonly Resource[] {
  return index.linkedTo(resource, rel).flatMap((one) => index.pointing(held, rel, one));
}

/** Neutron lets no interface go while a route of its router leads through it. */
function isRouted(port: Resource, _router: Resource, index: Index): boolean {
  return routesThrough(port, index).length > 0;
}
