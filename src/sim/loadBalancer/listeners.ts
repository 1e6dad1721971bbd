import type { Call, Reply } from '../core/call.ts';
import { objectAt, text, textOr, textsAt } from '../core/read.ts';
import { where } from '../core/state.ts';
import { listReply } from './lists.ts';
import { loadBalancerOf, lock, named, unlockLater } from './locks.ts';
import { addListener } from './parts.ts';
import { mayHave } from './quota.ts';
import { ownListener, ownLoadBalancer, ownPool } from './seen.ts';
import { listenerView } from './views.ts';

/** POST /lbaas/listeners */
export function createListener(call: Call): Reply {
  const body = objectAt(call.body, 'listener');
  const loadBalancer = ownLoadBalancer(call, text(body, 'loadbalancer_id'));
  const poolId = textOr(body, 'default_pool_id', null);
  if (poolId !== null) ownPool(call, poolId);
  mayHave(call, 'listeners');
  const row = addListener(call, loadBalancer, body, poolId);
  try {
    lock(call, loadBalancer, named('Load Balancer', loadBalancer.id), []);
  } catch (error) {
    call.state.listeners.delete(row.id);
    throw error;
  }
  unlockLater(call, [loadBalancer, row]);
  return { status: 201, body: { listener: listenerView(row) } };
}

/** GET /lbaas/listeners */
export function listListeners(call: Call): Reply {
  const rows = where(call.state.listeners, (row) => row.projectId === call.projectId);
  return listReply(call, 'listeners', rows, listenerView);
}

/** GET /lbaas/listeners/{id} */
export function showListener(call: Call): Reply {
  return { status: 200, body: { listener: listenerView(ownListener(call)) } };
}

/** PUT /lbaas/listeners/{id} */
export function updateListener(call: Call): Reply {
  const row = ownListener(call);
  const body = objectAt(call.body, 'listener');
  const loadBalancer = loadBalancerOf(call.state, row);
  lock(call, loadBalancer, named('Load Balancer', loadBalancer.id), [row]);
  row.name = textOr(body, 'name', row.name);
  row.description = textOr(body, 'description', row.description);
  if ('default_pool_id' in body) row.defaultPoolId = textOr(body, 'default_pool_id', null);
  if ('tags' in body) row.tags = textsAt(body, 'tags');
  unlockLater(call, [loadBalancer, row]);
  return { status: 200, body: { listener: listenerView(row) } };
}

/** DELETE /lbaas/listeners/{id}: its pool stays with the load balancer. */
export function deleteListener(call: Call): Reply {
  const row = ownListener(call);
  const loadBalancer = loadBalancerOf(call.state, row);
  lock(call, loadBalancer, named('Load Balancer', loadBalancer.id), []);
  row.provisioning = 'PENDING_DELETE';
  unlockLater(call, [loadBalancer], () => call.state.listeners.delete(row.id));
  return { status: 204 };
}
