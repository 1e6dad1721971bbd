import { param, type Call, type Reply } from '../core/call.ts';
import { networkFault } from '../core/fault.ts';
import { flagOr, isObject, objectAt, objectsAt, text, textOr } from '../core/read.ts';
import { limitsOf, ownCount, type State, where } from '../core/state.ts';
import { contains } from './addresses.ts';
import { listReply } from './lists.ts';
import { addPort, removePort } from './portLife.ts';
import type { Route, Router } from './rows.ts';
import { ownRouter, seenNetwork } from './seen.ts';
import { mayWrite, naming, onlyKnown, overQuota, rename, standard, touch } from './standard.ts';

const FILTERS = [
  'id',
  'name',
  'status',
  'project_id',
  'tenant_id',
  'description',
  'admin_state_up',
  'flavor_id',
  'revision_number',
];
const SETTABLE = ['admin_state_up', 'external_gateway_info', 'routes', 'availability_zone_hints', 'distributed', 'ha'];

/** POST /routers */
export function createRouter(call: Call): Reply {
  const { state, projectId } = call;
  const body = objectAt(call.body, 'router');
  onlyKnown(body, SETTABLE);
  const used = ownCount(state.routers, projectId);
  if (used >= limitsOf(state, projectId).routers) throw overQuota('router');
  const base = standard(state, projectId, naming(body), 1);
  const router: Router = {
    ...base,
    adminStateUp: flagOr(body, 'admin_state_up', true),
    gateway: undefined,
    routes: [],
  };
  setGateway(call, router, body);
  if (router.gateway !== undefined) touch(state, router);
  state.routers.set(router.id, router);
  return { status: 201, body: { router: routerView(state, router) } };
}

/** GET /routers */
export function listRouters(call: Call): Reply {
  const rows = where(call.state.routers, (row) => row.projectId === call.projectId);
  return listReply(
    call,
    'routers',
    rows.map((row) => routerView(call.state, row)),
    FILTERS,
  );
}

/** GET /routers/{id} */
export function showRouter(call: Call): Reply {
  return { status: 200, body: { router: routerView(call.state, ownRouter(call, param(call, 'id'))) } };
}

/** PUT /routers/{id} */
export function updateRouter(call: Call): Reply {
  const router = ownRouter(call, param(call, 'id'));
  const body = objectAt(call.body, 'router');
  onlyKnown(body, SETTABLE);
  mayWrite(call, router);
  setGateway(call, router, body);
  if ('routes' in body) router.routes = routesIn(call, router, body);
  rename(router, body);
  router.adminStateUp = flagOr(body, 'admin_state_up', router.adminStateUp);
  touch(call.state, router);
  return { status: 200, body: { router: routerView(call.state, router) } };
}

/** DELETE /routers/{id}: refused while it has interfaces; its gateway goes with it (neutron/db/l3_db.py, delete_router). */
export function deleteRouter(call: Call): Reply {
  const router = ownRouter(call, param(call, 'id'));
  mayWrite(call, router);
  const ports = where(call.state.ports, (port) => port.deviceId === router.id && port.id !== router.gateway?.portId);
  if (ports.length > 0) {
    const which = ports.map((port) => port.id).join(',');
    throw networkFault(409, 'RouterInUse', `Router ${router.id} has ports still attached: ${which}`);
  }
  dropGateway(call.state, router);
  call.state.routers.delete(router.id);
  return { status: 204 };
}

/** Routes of a body; each next hop must lie in a subnet of the router (neutron/db/extraroute_db.py, _validate_routes_nexthop). */
export function routesIn(call: Call, router: Router, body: Record<string, unknown>): Route[] {
  const routes = objectsAt(body, 'routes').map((item) => ({
    destination: text(item, 'destination'),
    nexthop: text(item, 'nexthop'),
  }));
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

/** `external_gateway_info`: a network sets it, null or {} takes it away, unless a floating IP needs it. */
function setGateway(call: Call, router: Router, body: Record<string, unknown>): void {
  if (!('external_gateway_info' in body)) return;
  const { state } = call;
  const info = body['external_gateway_info'];
  const networkId = isObject(info) ? textOr(info, 'network_id', undefined) : undefined;
  if (networkId !== undefined && networkId === router.gateway?.networkId) return;
  const network = networkId === undefined ? undefined : seenNetwork(call, networkId);
  if (network !== undefined && !network.external) {
    throw networkFault(400, 'BadRequest', `Bad router request: Network ${network.id} is not an external network.`);
  }
  const needed = where(state.floatingIps, (row) => row.routerId === router.id).length > 0;
  if (router.gateway !== undefined && needed) {
    const what = `Gateway cannot be updated for router ${router.id}, since a gateway to external network`;
    const why = `${router.gateway.networkId} is required by one or more floating IPs.`;
    throw networkFault(409, 'RouterExternalGatewayInUseByFloatingIp', `${what} ${why}`);
  }
  dropGateway(state, router);
  if (network !== undefined) {
    // A gateway's port belongs to nobody, so it counts against no quota (neutron/db/l3_db.py, _create_router_gw_port).
    const port = addPort(state, '', network, {
      deviceId: router.id,
      deviceOwner: 'network:router_gateway',
      portSecurity: false,
    });
    const enableSnat = isObject(info) ? flagOr(info, 'enable_snat', true) : true;
    router.gateway = { networkId: network.id, enableSnat, portId: port.id };
  }
  touch(state, router);
}

function dropGateway(state: State, router: Router): void {
  const port = state.ports.get(router.gateway?.portId ?? '');
  if (port !== undefined) removePort(state, port);
  router.gateway = undefined;
}

/** A router as its owner sees it. */
export function routerView(state: State, row: Router): Record<string, unknown> {
  const port = state.ports.get(row.gateway?.portId ?? '');
  const addresses = port?.fixedIps.map(({ subnetId, address }) => ({ subnet_id: subnetId, ip_address: address }));
  return {
    id: row.id,
    name: row.name,
    tenant_id: row.projectId,
    admin_state_up: row.adminStateUp,
    status: 'ACTIVE',
    external_gateway_info:
      row.gateway === undefined
        ? null
        : {
            network_id: row.gateway.networkId,
            external_fixed_ips: addresses ?? [],
            enable_snat: row.gateway.enableSnat,
          },
    description: row.description,
    availability_zones: [],
    availability_zone_hints: [],
    routes: row.routes,
    flavor_id: null,
    tags: row.tags,
    created_at: row.createdAt,
    updated_at: row.updatedAt,
    revision_number: row.revision,
    project_id: row.projectId,
  };
}
