import type { Call } from '../core/call.ts';
import { loadBalancerFault } from '../core/fault.ts';
import { where, type State } from '../core/state.ts';
import type { Listener, LoadBalancer, Pool } from './rows.ts';

/** How long a change of a load balancer takes. */
const CHANGING = 700;

/** What all parts have in common here. */
interface Changing {
  provisioning: string;
  updatedAt: string | null;
}

/**
 * One change at a time: a load balancer that is not ACTIVE takes none, and all it touches is PENDING_UPDATE until it is done
 * (octavia/db/repositories.py, test_and_set_lb_and_listeners_prov_status).
 * @param resource what the refusal names: the load balancer, or the pool for its members and monitor
 */
export function lock(call: Call, loadBalancer: LoadBalancer, resource: string, touched: readonly Changing[]): void {
  if (loadBalancer.provisioning !== 'ACTIVE')
    throw loadBalancerFault(409, `${resource} is immutable and cannot be updated.`);
  for (const row of [loadBalancer, ...touched]) row.provisioning = 'PENDING_UPDATE';
  loadBalancer.updatedAt = call.state.time.stamp();
}

/** Names a load balancer in a refusal. */
export function named(kind: 'Load Balancer' | 'Pool', id: string): string {
  return `${kind} ${id}`;
}

/** Ends a change: everything ACTIVE again, or ERROR where a script says so, and then what else is to happen. */
export function unlockLater(call: Call, rows: readonly Changing[], then: () => void = () => undefined): void {
  const { state } = call;
  state.time.later(CHANGING, () => {
    for (const row of rows) {
      row.provisioning = call.ending === 'error' ? 'ERROR' : 'ACTIVE';
      row.updatedAt = state.time.stamp();
    }
    if (call.ending !== 'error') then();
  });
}

/** Refuses what a load balancer in this state may not suffer (octavia/api/v2/controllers/load_balancer.py, _test_lb_status). */
export function mayChange(loadBalancer: LoadBalancer, states: readonly string[]): void {
  if (states.includes(loadBalancer.provisioning)) return;
  throw loadBalancerFault(
    409,
    `Invalid state ${loadBalancer.provisioning} of loadbalancer resource ${loadBalancer.id}`,
  );
}

/** The load balancer of a listener or a pool. */
export function loadBalancerOf(state: State, part: { readonly loadBalancerId: string }): LoadBalancer {
  const row = state.loadBalancers.get(part.loadBalancerId);
  if (row === undefined) throw loadBalancerFault(404, `Load Balancer ${part.loadBalancerId} not found.`);
  return row;
}

/** Listeners whose default pool it is. */
export function listenersOf(state: State, pool: Pool): Listener[] {
  return where(state.listeners, (row) => row.defaultPoolId === pool.id);
}
