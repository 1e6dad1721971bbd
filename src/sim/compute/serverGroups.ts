import { param, userOf, type Call, type Reply } from '../core/call.ts';
import { computeFault } from '../core/fault.ts';
import { objectAt, text, textOr, textsAt } from '../core/read.ts';
import { where } from '../core/state.ts';
import { mayHaveGroup } from './quota.ts';
import type { ServerGroup } from './rows.ts';

/** POST /os-server-groups: `policy` from 2.64 on, `policies` before. */
export function createServerGroup(call: Call): Reply {
  const body = objectAt(call.body, 'server_group');
  const policy = call.microversion >= 64 ? text(body, 'policy') : (textsAt(body, 'policies')[0] ?? '');
  mayHaveGroup(call);
  const row: ServerGroup = {
    id: call.state.random.uuid(),
    name: textOr(body, 'name', ''),
    projectId: call.projectId,
    userId: userOf(call),
    policy,
    members: [],
  };
  call.state.serverGroups.set(row.id, row);
  return { status: 200, body: { server_group: view(call, row) } };
}

/** GET /os-server-groups, by `limit` and `offset`, without links (nova/api/openstack/common.py, limited). */
export function listServerGroups(call: Call): Reply {
  const rows = where(call.state.serverGroups, (row) => row.projectId === call.projectId);
  const offset = Number(call.query.get('offset') ?? 0);
  const limit = Math.min(Number(call.query.get('limit') ?? 1000), 1000);
  return { status: 200, body: { server_groups: rows.slice(offset, offset + limit).map((row) => view(call, row)) } };
}

/** GET /os-server-groups/{id} */
export function showServerGroup(call: Call): Reply {
  return { status: 200, body: { server_group: view(call, find(call)) } };
}

/** DELETE /os-server-groups/{id}: members do not hold it back. */
export function deleteServerGroup(call: Call): Reply {
  call.state.serverGroups.delete(find(call).id);
  return { status: 204 };
}

function find(call: Call): ServerGroup {
  const id = param(call, 'id');
  const row = call.state.serverGroups.get(id);
  if (row?.projectId === call.projectId) return row;
  throw computeFault(404, `Instance group ${id} could not be found.`);
}

function view(call: Call, row: ServerGroup): Record<string, unknown> {
  const policy = call.microversion >= 64 ? { policy: row.policy, rules: {} } : { policies: [row.policy], metadata: {} };
  const owner = call.microversion >= 13 ? { project_id: row.projectId, user_id: row.userId } : {};
  return { id: row.id, name: row.name, ...policy, members: row.members, ...owner };
}
