import { param, type Call, type Reply } from '../core/call.ts';
import { loadBalancerFault } from '../core/fault.ts';
import { wireLimit } from '../core/limits.ts';
import { limitsOf, ownCount } from '../core/state.ts';

type Counted = 'loadBalancers' | 'listeners' | 'pools' | 'members' | 'healthMonitors';

const NAMES: Record<Counted, string> = {
  loadBalancers: 'Load Balancer',
  listeners: 'Listener',
  pools: 'Pool',
  members: 'Member',
  healthMonitors: 'Health Monitor',
};

/** Refuses what does not fit: 403 (octavia/db/repositories.py, check_quota_met; octavia/common/exceptions.py, QuotaException). */
export function mayHave(call: Call, what: Counted, more = 1): void {
  const { state, projectId } = call;
  const tables = {
    loadBalancers: state.loadBalancers,
    listeners: state.listeners,
    pools: state.pools,
    members: state.members,
    healthMonitors: state.monitors,
  };
  const table: ReadonlyMap<string, { readonly projectId: string }> = tables[what];
  const used = ownCount(table, projectId);
  if (used + more <= limitsOf(state, projectId)[what]) return;
  throw loadBalancerFault(403, `Quota has been met for resources: ${NAMES[what]}`);
}

/** GET /lbaas/quotas/{project}: limits only; Octavia tells no use. */
export function showQuota(call: Call): Reply {
  if (param(call, 'id') !== call.projectId)
    throw loadBalancerFault(403, 'Policy does not allow this request to be performed.');
  const limits = limitsOf(call.state, call.projectId);
  const quota = {
    load_balancer: wireLimit(limits.loadBalancers),
    listener: wireLimit(limits.listeners),
    member: wireLimit(limits.members),
    pool: wireLimit(limits.pools),
    health_monitor: wireLimit(limits.healthMonitors),
    l7policy: -1,
    l7rule: -1,
  };
  return { status: 200, body: { quota } };
}
