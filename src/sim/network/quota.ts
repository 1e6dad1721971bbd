import { param, type Call, type Reply } from '../core/call.ts';
import { networkFault } from '../core/fault.ts';
import { wireLimit } from '../core/limits.ts';
import { limitsOf, ownCount, type State } from '../core/state.ts';

/** GET /quotas/{project} */
export function showQuota(call: Call): Reply {
  const rows = details(call.state, own(call));
  return {
    status: 200,
    body: { quota: Object.fromEntries(Object.entries(rows).map(([name, row]) => [name, row.limit])) },
  };
}

/** GET /quotas/{project}/details: use is counted at once, nothing is ever reserved (neutron/db/quota/driver_nolock.py). */
export function showQuotaDetails(call: Call): Reply {
  return { status: 200, body: { quota: details(call.state, own(call)) } };
}

function own(call: Call): string {
  const projectId = param(call, 'project');
  if (projectId === call.projectId) return projectId;
  throw networkFault(403, 'PolicyNotAuthorized', 'rule:get_quota is disallowed by policy');
}

function details(state: State, projectId: string): Record<string, { limit: number; used: number; reserved: number }> {
  const limits = limitsOf(state, projectId);
  const row = (limit: number, table: ReadonlyMap<string, { readonly projectId: string }>) => {
    return {
      limit: wireLimit(limit),
      used: ownCount(table, projectId),
      reserved: 0,
    };
  };
  const none = { limit: -1, used: 0, reserved: 0 };
  return {
    network: row(limits.networks, state.networks),
    subnet: row(limits.subnets, state.subnets),
    subnetpool: none,
    port: row(limits.ports, state.ports),
    router: row(limits.routers, state.routers),
    floatingip: row(limits.floatingIps, state.floatingIps),
    rbac_policy: { limit: 10, used: 0, reserved: 0 },
    security_group: row(limits.securityGroups, state.securityGroups),
    security_group_rule: row(limits.securityGroupRules, state.securityGroupRules),
    trunk: row(Infinity, state.trunks),
  };
}
