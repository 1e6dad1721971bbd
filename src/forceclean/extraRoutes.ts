import { BlockList, isIP } from 'node:net';
import { isInterface } from '../creators/neutron.ts';
import { routeId, routesOf, type ExtraRoute } from '../model/extraRoute.ts';
import { refKey, type Ref, type Resource } from '../model/resource.ts';
import type { Index } from './index.ts';

/** Tells whether a resource is ours. */
type Ours = (resource: Resource) => boolean;

/**
 * The extra routes of a router that are not ours to take off: those whose next hop is in no subnet of ours that the router
 * has an interface on, or in somebody else's, or is the address of a port that is not ours. Pure.
 */
export function foreignRoutes(router: Resource, index: Index, ours: Ours): readonly ExtraRoute[] {
  const legs = index.pointing('port', 'device', router).filter(isInterface);
  const subnets = legs.flatMap((port) => index.linkedTo(port, 'subnet'));
  return routesOf(router).filter(({ nexthop }) => {
    const on = subnets.filter((subnet) => holds(subnet, nexthop));
    const there = on.flatMap((subnet) => index.pointing('port', 'subnet', subnet));
    const at = there.filter((port) => port.facts['address'] === nexthop);
    return on.length === 0 || ![...on, ...at].every(ours);
  });
}

/**
 * The extra routes of its router that lead through an interface. Neutron refuses to take the interface off while one
 * stands (neutron db/extraroute_db.py, RouterInterfaceInUseByRoute). None for any other port. Pure.
 */
export function routesThrough(port: Resource, index: Index): readonly ExtraRoute[] {
  if (!isInterface(port)) return [];
  const subnets = index.linkedTo(port, 'subnet');
  const routes = index.linkedTo(port, 'device').flatMap(routesOf);
  return routes.filter(({ nexthop }) => subnets.some((subnet) => holds(subnet, nexthop)));
}

/** What a route of a router is called among the keys of what a plan takes away. */
export function routeKey(route: ExtraRoute): string {
  return `extraRoute/${routeId(route)}`;
}

/** A route of one router, as an item of a plan. */
export function routeItem(router: Ref, route: ExtraRoute): string {
  return `${refKey(router)} ${routeKey(route)}`;
}

/** False also where the range or the address cannot be read. */
function holds(subnet: Resource, address: string): boolean {
  const [net = '', prefix = ''] = String(subnet.facts['cidr'] ?? '').split('/');
  if (isIP(net) === 0 || isIP(net) !== isIP(address)) return false;
  const range = new BlockList();
  const family = isIP(net) === 6 ? 'ipv6' : 'ipv4';
  range.addSubnet(net, Number(prefix), family);
  return range.check(address, family);
}
