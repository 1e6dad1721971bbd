import { param, type Call, type Reply } from '../core/call.ts';
import { networkFault } from '../core/fault.ts';
import { isObject, objectAt, textOr } from '../core/read.ts';
import { limitsOf, ownCount, where } from '../core/state.ts';
import { contains } from './addresses.ts';
import { addPort, removePort } from './portLife.ts';
import { routerView } from './routerView.ts';
import { routesIn, routesNamed } from './routes.ts';
import type { Port, Router, Subnet } from './rows.ts';
import { ownRouter, seenNetwork, seenPort, seenSubnet } from './seen.ts';
import { overQuota, touch } from './standard.ts';

const OWNER = 'network:router_interface';

/** PUT /routers/{id}/add_router_interface, by subnet (its gateway address) or by port (neutron/db/l3_db.py). */
export function addRouterInterface(call: Call): Reply {
  const router = ownRouter(call, param(call, 'id'));
  const body = isObject(call.body) ? call.body : {};
  const portId = textOr(body, 'port_id', undefined);
  const port =
    portId === undefined ? bySubnet(call, router, textOr(body, 'subnet_id', '')) : byPort(call, router, portId);
  touch(call.state, port);
  touch(call.state, router);
  return { status: 200, body: interfaceView(router, port) };
}

/** PUT /routers/{id}/remove_router_interface, by port or by subnet; refused while a route or a floating IP needs it. */
export function removeRouterInterface(call: Call): Reply {
  const { state } = call;
  const router = ownRouter(call, param(call, 'id'));
  const body = isObject(call.body) ? call.body : {};
  const port = findInterface(call, router, textOr(body, 'port_id', undefined), textOr(body, 'subnet_id', ''));
  const subnetIds = port.fixedIps.map(({ subnetId }) => subnetId);
  for (const subnetId of subnetIds) mayGo(call, router, subnetId, state.subnets.get(subnetId));
  const view = interfaceView(router, port);
  removePort(state, port);
  touch(state, router);
  return { status: 200, body: view };
}

/** PUT /routers/{id}/add_extraroutes (neutron/db/extraroute_db.py; extension extraroute-atomic). */
export function addExtraRoutes(call: Call): Reply {
  const router = ownRouter(call, param(call, 'id'));
  const routes = routesIn(call, router, objectAt(call.body, 'router'));
  const added = routes.filter((route) => !router.routes.some((old) => sameRoute(old, route)));
  router.routes = [...router.routes, ...added];
  touch(call.state, router);
  return { status: 200, body: { router: routerView(call.state, router) } };
}

/** PUT /routers/{id}/remove_extraroutes: one that is missing already is no error (neutron/db/extraroute_db.py). */
export function removeExtraRoutes(call: Call): Reply {
  const router = ownRouter(call, param(call, 'id'));
  const routes = routesNamed(objectAt(call.body, 'router'));
  router.routes = router.routes.filter((old) => !routes.some((route) => sameRoute(old, route)));
  touch(call.state, router);
  return { status: 200, body: { router: routerView(call.state, router) } };
}

function bySubnet(call: Call, router: Router, subnetId: string): Port {
  const { state, projectId } = call;
  const subnet = seenSubnet(call, subnetId);
  if (interfaces(call, router).some((port) => port.fixedIps.some((fixed) => fixed.subnetId === subnet.id))) {
    throw networkFault(400, 'BadRequest', `Bad router request: Router already has a port on subnet ${subnet.id}.`);
  }
  if (subnet.gatewayIp === null) {
    throw networkFault(400, 'BadRequest', 'Bad router request: Subnet for router interface must have a gateway IP.');
  }
  const used = ownCount(state.ports, projectId);
  if (used >= limitsOf(state, projectId).ports) throw overQuota('port');
  return addPort(state, projectId, seenNetwork(call, subnet.networkId), {
    fixedIps: [{ subnetId: subnet.id, address: subnet.gatewayIp }],
    deviceId: router.id,
    deviceOwner: OWNER,
    portSecurity: false,
  });
}

function byPort(call: Call, router: Router, portId: string): Port {
  const port = seenPort(call, portId);
  if (port.deviceId !== '') {
    const says = `Unable to complete operation on port ${port.id} for network ${port.networkId}.`;
    throw networkFault(409, 'PortInUse', `${says} Port already has an attached device ${port.deviceId}.`);
  }
  port.deviceId = router.id;
  port.deviceOwner = OWNER;
  port.securityGroups = [];
  return port;
}

function findInterface(call: Call, router: Router, portId: string | undefined, subnetId: string): Port {
  const port = interfaces(call, router).find((row) => {
    return portId === undefined ? row.fixedIps.some((fixed) => fixed.subnetId === subnetId) : row.id === portId;
  });
  if (port !== undefined) return port;
  if (portId !== undefined) {
    throw networkFault(
      404,
      'RouterInterfaceNotFound',
      `Router ${router.id} does not have an interface with id ${portId}`,
    );
  }
  throw networkFault(
    404,
    'RouterInterfaceNotFoundForSubnet',
    `Router ${router.id} has no interface on subnet ${subnetId}`,
  );
}

function mayGo(call: Call, router: Router, subnetId: string, subnet: Subnet | undefined): void {
  const what = `Router interface for subnet ${subnetId} on router ${router.id} cannot be deleted, as it is required by one or more`;
  if (subnet !== undefined && router.routes.some((route) => contains(subnet, route.nexthop))) {
    throw networkFault(409, 'RouterInterfaceInUseByRoute', `${what} routes.`);
  }
  const needed = where(call.state.floatingIps, (row) => {
    const port = call.state.ports.get(row.portId ?? '');
    return row.routerId === router.id && port?.fixedIps.some((fixed) => fixed.subnetId === subnetId) === true;
  });
  if (needed.length > 0) throw networkFault(409, 'RouterInterfaceInUseByFloatingIP', `${what} floating IPs.`);
}

function interfaces(call: Call, router: Router): Port[] {
  return where(call.state.ports, (port) => port.deviceId === router.id && port.deviceOwner === OWNER);
}

function sameRoute(
  one: { destination: string; nexthop: string },
  other: { destination: string; nexthop: string },
): boolean {
  return one.destination === other.destination && one.nexthop === other.nexthop;
}

function interfaceView(router: Router, port: Port): Record<string, unknown> {
  const subnetIds = port.fixedIps.map(({ subnetId }) => subnetId);
  return {
    id: router.id,
    tenant_id: router.projectId,
    port_id: port.id,
    network_id: port.networkId,
    subnet_id: subnetIds[0],
    subnet_ids: subnetIds,
  };
}
