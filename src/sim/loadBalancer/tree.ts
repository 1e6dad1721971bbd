import type { Call } from '../core/call.ts';
import { loadBalancerFault } from '../core/fault.ts';
import { isObject, objectsAt, text, textOr } from '../core/read.ts';
import { where } from '../core/state.ts';
import { addListener, addMember, addMonitor, addPool } from './parts.ts';
import { mayHave } from './quota.ts';
import type { Listener, LoadBalancer, Pool } from './rows.ts';
import { listenerView, memberView, poolView } from './views.ts';

type Body = Record<string, unknown>;

/** The pools a one-call create asks for: those of `pools` and those written into listeners; a pool with a name alone is a reference. */
function poolBodies(body: Body): Body[] {
  const inListeners = objectsAt(body, 'listeners').flatMap((listener) =>
    isObject(listener['default_pool']) ? [listener['default_pool']] : [],
  );
  return [...objectsAt(body, 'pools'), ...inListeners.filter((pool) => 'protocol' in pool)];
}

/**
 * Refuses a one-call create whose parts do not fit (octavia/api/v2/controllers/load_balancer.py, _graph_create). The VIP port is
 * there by then and stays.
 */
export function mayHaveTree(call: Call, body: Body): void {
  const pools = poolBodies(body);
  if (pools.some((pool) => !('name' in pool))) {
    throw loadBalancerFault(
      400,
      'Validation failure: Pools must be named when creating a fully populated loadbalancer.',
    );
  }
  mayHave(call, 'listeners', objectsAt(body, 'listeners').length);
  mayHave(call, 'pools', pools.length);
  mayHave(call, 'healthMonitors', pools.filter((pool) => isObject(pool['healthmonitor'])).length);
  mayHave(
    call,
    'members',
    pools.reduce((sum, pool) => sum + objectsAt(pool, 'members').length, 0),
  );
}

/** Makes listeners, pools, members and monitors of a one-call create. */
export function growTree(call: Call, loadBalancer: LoadBalancer, body: Body): void {
  const byName = new Map<string, Pool>();
  const grow = (wish: Body): Pool => {
    const pool = addPool(call, loadBalancer, wish);
    byName.set(pool.name, pool);
    for (const member of objectsAt(wish, 'members')) addMember(call, pool, member);
    if (isObject(wish['healthmonitor'])) addMonitor(call, pool, wish['healthmonitor']);
    return pool;
  };
  for (const wish of objectsAt(body, 'pools')) grow(wish);
  for (const wish of objectsAt(body, 'listeners')) {
    const asked = wish['default_pool'];
    const pool = isObject(asked) ? ('protocol' in asked ? grow(asked) : byName.get(text(asked, 'name'))) : undefined;
    if (isObject(asked) && pool === undefined)
      throw loadBalancerFault(400, `Validation failure: pool ${textOr(asked, 'name', '')} not found.`);
    addListener(call, loadBalancer, wish, pool?.id ?? null);
  }
}

/** Every part of a load balancer. */
export function partsOf(call: Call, loadBalancer: LoadBalancer) {
  const { state } = call;
  const listeners = where(state.listeners, (row) => row.loadBalancerId === loadBalancer.id);
  const pools = where(state.pools, (row) => row.loadBalancerId === loadBalancer.id);
  const ids = new Set(pools.map((pool) => pool.id));
  const members = where(state.members, (row) => ids.has(row.poolId));
  const monitors = where(state.monitors, (row) => ids.has(row.poolId));
  return { listeners, pools, members, monitors };
}

/** Listeners and pools in full, as the answer to a one-call create shows them (the monitor is never in it). */
export function treeView(call: Call, listeners: readonly Listener[], pools: readonly Pool[]): Record<string, unknown> {
  return {
    listeners: listeners.map((row) => {
      const { loadbalancers: _, ...view } = listenerView(row);
      return { ...view, updated_at: row.createdAt };
    }),
    pools: pools.map((row) => {
      const { loadbalancers: _, healthmonitor_id: __, ...view } = poolView(call.state, row);
      const members = where(call.state.members, (member) => member.poolId === row.id).map(memberView);
      return { ...view, members, healthmonitor: null };
    }),
  };
}
