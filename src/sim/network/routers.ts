import { param, type Call, type Reply } from '../core/call.ts';
import { networkFault } from '../core/fault.ts';
import { flagOr, objectAt } from '../core/read.ts';
import { limitsOf, ownCount, where } from '../core/state.ts';
import { dropGateway, setGateway } from './gateway.ts';
import { listReply } from './lists.ts';
import { routerView } from './routerView.ts';
import { routesIn } from './routes.ts';
import type { Router } from './rows.ts';
import { ownRouter } from './seen.ts';
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
