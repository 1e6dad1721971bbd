import { isInterface, isRoutersOwn } from '../creators/neutron.ts';
import { routeId } from '../model/extraRoute.ts';
import type { Resource } from '../model/resource.ts';
import { foreignRoutes, routesThrough } from './extraRoutes.ts';
import { called, type Index } from './index.ts';
import { builtOn, novasPorts, takesAlong } from './order.ts';

/** Tells what is ours, and which of the rest names another cluster. */
export interface Sides {
  ours(resource: Resource): boolean;
  named(resource: Resource): boolean;
}

/**
 * Why one of ours must stay: what else its deletion would destroy, cut off or change that is not ours, or who will
 * make the service refuse it. One sentence for each; none when it may go. Pure.
 */
export function blockers(resource: Resource, index: Index, sides: Sides): readonly string[] {
  const others = (list: readonly Resource[]): readonly Resource[] => list.filter((one) => !sides.ours(one));
  return (BLOCKERS[resource.kind] ?? (() => []))(resource, index, others, sides);
}

type Blocker = (
  resource: Resource,
  index: Index,
  others: (list: readonly Resource[]) => readonly Resource[],
  sides: Sides,
) => readonly string[];

const BLOCKERS: Readonly<Partial<Record<Resource['kind'], Blocker>>> = {
  // A rule that names a group as its remote goes with that group, without a word (neutron db/models/securitygroup.py).
  securityGroup: (one, index, others) => [
    ...others(index.pointing('securityGroup', 'remoteGroup', one)).map(
      (group) => `a rule of ${called(group)} names it as remote group and would vanish with it`,
    ),
    ...others(index.pointing('port', 'securityGroup', one)).map((port) => `${called(port)} uses it`),
  ],
  network: onNetwork,
  subnet: (one, index, others) =>
    others(index.pointing('port', 'subnet', one)).map((port) => `${called(port)} has an address of it`),
  router: (one, index, others, sides) => [
    ...others(index.pointing('port', 'device', one).filter((port) => !isRoutersOwn(port))).map(
      (port) => `its interface ${called(port)} serves a network that is not ours`,
    ),
    ...foreignRoutes(one, index, (other) => sides.ours(other)).map(
      ({ nexthop }) => `it has a route by way of ${nexthop}, which is nobody of ours`,
    ),
    ...others(index.pointing('floatingIp', 'router', one))
      .filter((address) => others(index.linkedTo(address, 'port')).length > 0)
      .map((address) => `${called(address)} is reached through it`),
  ],
  server: (one, index, others) =>
    [
      ...others(index.linkedTo(one, 'attachment')).filter((volume) => takesAlong(one, volume.id)),
      ...others(novasPorts(one, index)),
    ].map((victim) => `its deletion would delete ${called(victim)}`),
  loadBalancer: (one, index, others, sides) => [
    ...others([...index.pointing('listener', 'loadBalancer', one), ...index.pointing('pool', 'loadBalancer', one)]).map(
      (part) => `${called(part)} in it is not ours`,
    ),
    ...index.linkedTo(one, 'vipPort').flatMap((port) => lentTo(port, index, others, sides)),
  ],
  pool: (one, index, others) =>
    others(index.pointing('listener', 'pool', one)).map((listener) => `${called(listener)} uses it`),
  port: (one, index, others, sides) => [
    ...(isInterface(one) ? index.linkedTo(one, 'network').flatMap((network) => onNetwork(network, index, others)) : []),
    ...others(index.linkedTo(one, 'device')).flatMap((device) =>
      routesThrough(one, index).map(
        (route) => `route ${routeId(route)} of ${called(device)}, which is not ours, needs it`,
      ),
    ),
    ...lentTo(one, index, others, sides),
    ...others([...index.pointing('trunk', 'parentPort', one), ...index.pointing('trunk', 'subport', one)]).map(
      (trunk) => `it is in ${called(trunk)}`,
    ),
  ],
  trunk: (one, index, others) =>
    others(index.linkedTo(one, 'subport')).map((port) => `${called(port)} is reached through it`),
  volume: (one, index, others) =>
    others([...index.pointing('snapshot', 'volume', one), ...index.pointing('backup', 'volume', one)]).map(
      (copy) => `${called(copy)} was taken of it`,
    ),
  backup: (one, index, others) => others(builtOn(one, index)).map((backup) => `${called(backup)} builds on it`),
  serverGroup: (one, index, others) =>
    others(index.linkedTo(one, 'member')).map((server) => `${called(server)} is in it`),
  keypair: (one, index, others) =>
    others(index.pointing('server', 'keypair', one)).map((server) => `${called(server)} uses it`),
};

function onNetwork(
  network: Resource,
  index: Index,
  others: (list: readonly Resource[]) => readonly Resource[],
): readonly string[] {
  return [
    ...others(index.pointing('port', 'network', network)).map((port) => `${called(port)} is on it`),
    ...others(index.pointing('subnet', 'network', network)).map((subnet) => `${called(subnet)} is in it`),
    // Octavia takes the VIP port away before the load balancer, and needs the subnet until then.
    ...others(index.pointing('loadBalancer', 'vipNetwork', network)).map((one) => `${called(one)} has its VIP on it`),
  ];
}

/** An address lent to us is let go with its port; one that names another cluster is in use by it. */
function lentTo(
  port: Resource,
  index: Index,
  others: (list: readonly Resource[]) => readonly Resource[],
  sides: Sides,
): readonly string[] {
  return others(index.pointing('floatingIp', 'port', port))
    .filter((address) => sides.named(address))
    .map((address) => `${called(address)} of another cluster leads to it`);
}
