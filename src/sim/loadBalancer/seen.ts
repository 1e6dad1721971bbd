import { param, type Call } from '../core/call.ts';
import { loadBalancerFault } from '../core/fault.ts';
import type { Listener, LoadBalancer, Member, Monitor, Pool } from './rows.ts';

/** A load balancer of the caller's project. */
export function ownLoadBalancer(call: Call, id = param(call, 'id')): LoadBalancer {
  return own(call, call.state.loadBalancers.get(id), 'Load Balancer', id);
}

/** A listener of the caller's project. */
export function ownListener(call: Call, id = param(call, 'id')): Listener {
  return own(call, call.state.listeners.get(id), 'Listener', id);
}

/** A pool of the caller's project. */
export function ownPool(call: Call, id = param(call, 'id')): Pool {
  return own(call, call.state.pools.get(id), 'Pool', id);
}

/** A member of the pool in the path. */
export function ownMember(call: Call): Member {
  const pool = ownPool(call, param(call, 'pool'));
  const id = param(call, 'id');
  const row = call.state.members.get(id);
  return own(call, row?.poolId === pool.id ? row : undefined, 'Member', id);
}

/** A health monitor of the caller's project. */
export function ownMonitor(call: Call): Monitor {
  const id = param(call, 'id');
  return own(call, call.state.monitors.get(id), 'Health Monitor', id);
}

function own<T extends { readonly projectId: string }>(call: Call, row: T | undefined, kind: string, id: string): T {
  if (row !== undefined && row.projectId === call.projectId) return row;
  throw loadBalancerFault(404, `${kind} ${id} not found.`);
}
