import type { Call } from '../core/call.ts';
import { networkFault } from '../core/fault.ts';
import { objectsAt, text } from '../core/read.ts';
import { where } from '../core/state.ts';
import { contains } from './addresses.ts';
import type { Route, Router } from './rows.ts';

/** The routes that a body names. */
export function routesNamed(body: Record<string, unknown>): Route[] {
  return objectsAt(body, 'routes').map((item) => ({
    destination: text(item, 'destination'),
    nexthop: text(item, 'nexthop'),
  }));
}

/**
 * Routes of a body which a router is to have; each next hop must lie in a subnet of the router
 * (neutron/db/extraroute_db.py, _validate_routes_nexthop).
 */
export function routesIn(call: Call, router: Router, body: Record<string, unknown>): Route[] {
  const routes = routesNamed(body);
  const subnets = where(call.state.ports, (port) => port.deviceId === router.id)
    .flatMap((port) => port.fixedIps)
    .map(({ subnetId }) => call.state.subnets.get(subnetId));
  for (const route of routes) {
    if (subnets.some((subnet) => subnet !== undefined && contains(subnet, route.nexthop))) continue;
    const shown = routes.map((row) => `{'destination': '${row.destination}', 'nexthop': '${row.nexthop}'}`).join(', ');
    const says = `Invalid format for routes: [${shown}], the nexthop is not connected with router`;
    throw networkFault(400, 'InvalidRoutes', says);
  }
  return routes;
}
