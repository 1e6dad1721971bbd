import type { Call, Reply } from '../core/call.ts';
import { loadBalancerFault } from '../core/fault.ts';
import { objectAt, text, textOr, textsAt } from '../core/read.ts';
import { where } from '../core/state.ts';
import { listReply } from './lists.ts';
import { listenersOf, loadBalancerOf, lock, named, unlockLater } from './locks.ts';
import { addPool } from './parts.ts';
import { mayHave } from './quota.ts';
import { ownListener, ownLoadBalancer, ownPool } from './seen.ts';
import { poolView } from './views.ts';

/** POST /lbaas/pools, for a listener or for a load balancer. */
export function createPool(call: Call): Reply {
  const { state } = call;
  const body = objectAt(call.body, 'pool');
  const listenerId = textOr(body, 'listener_id', undefined);
  const listener = listenerId === undefined ? undefined : ownListener(call, listenerId);
  const loadBalancer =
    listener === undefined ? ownLoadBalancer(call, text(body, 'loadbalancer_id')) : loadBalancerOf(state, listener);
  mayHave(call, 'pools');
  if (typeof listener?.defaultPoolId === 'string')
    throw loadBalancerFault(409, 'This listener already has a default pool');
  lock(call, loadBalancer, named('Load Balancer', loadBalancer.id), listener === undefined ? [] : [listener]);
  const row = addPool(call, loadBalancer, body);
  if (listener !== undefined) listener.defaultPoolId = row.id;
  unlockLater(call, [loadBalancer, row, ...(listener === undefined ? [] : [listener])]);
  return { status: 201, body: { pool: poolView(state, row) } };
}

/** GET /lbaas/pools */
export function listPools(call: Call): Reply {
  const rows = where(call.state.pools, (row) => row.projectId === call.projectId);
  return listReply(call, 'pools', rows, (row) => poolView(call.state, row));
}

/** GET /lbaas/pools/{id} */
export function showPool(call: Call): Reply {
  return { status: 200, body: { pool: poolView(call.state, ownPool(call)) } };
}

/** PUT /lbaas/pools/{id} */
export function updatePool(call: Call): Reply {
  const row = ownPool(call);
  const body = objectAt(call.body, 'pool');
  const loadBalancer = loadBalancerOf(call.state, row);
  const touched = [row, ...listenersOf(call.state, row)];
  lock(call, loadBalancer, named('Load Balancer', loadBalancer.id), touched);
  row.name = textOr(body, 'name', row.name);
  row.description = textOr(body, 'description', row.description);
  if ('tags' in body) row.tags = textsAt(body, 'tags');
  unlockLater(call, [loadBalancer, ...touched]);
  return { status: 200, body: { pool: poolView(call.state, row) } };
}

/** DELETE /lbaas/pools/{id}: members and monitor go with it. */
export function deletePool(call: Call): Reply {
  const { state } = call;
  const row = ownPool(call);
  const loadBalancer = loadBalancerOf(state, row);
  const listeners = listenersOf(state, row);
  lock(call, loadBalancer, named('Load Balancer', loadBalancer.id), listeners);
  row.provisioning = 'PENDING_DELETE';
  unlockLater(call, [loadBalancer, ...listeners], () => {
    for (const listener of listeners) listener.defaultPoolId = null;
    for (const member of where(state.members, (candidate) => candidate.poolId === row.id))
      state.members.delete(member.id);
    for (const monitor of where(state.monitors, (candidate) => candidate.poolId === row.id))
      state.monitors.delete(monitor.id);
    state.pools.delete(row.id);
  });
  return { status: 204 };
}
