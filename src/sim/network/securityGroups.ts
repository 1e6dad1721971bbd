import { param, type Call, type Reply } from '../core/call.ts';
import { networkFault } from '../core/fault.ts';
import { flagOr, objectAt } from '../core/read.ts';
import { grouped, limitsOf, ownCount, type State, where } from '../core/state.ts';
import { listReply } from './lists.ts';
import type { SecurityGroup } from './rows.ts';
import { addRule } from './rules.ts';
import { ruleView } from './ruleView.ts';
import { ownGroup } from './seen.ts';
import { mayWrite, naming, onlyKnown, overQuota, rename, standard, touch } from './standard.ts';

const FILTERS = ['id', 'name', 'project_id', 'tenant_id', 'description', 'shared', 'stateful', 'revision_number'];

/** Puts a group there with the two rules that let everything out, without asking for quota. */
export function addGroup(
  state: State,
  projectId: string,
  from: { name: string; description: string },
  stateful = true,
): SecurityGroup {
  const group: SecurityGroup = { ...standard(state, projectId, from, 1), stateful };
  state.securityGroups.set(group.id, group);
  for (const ethertype of ['IPv4', 'IPv6']) {
    addRule(state, group, { direction: 'egress', ethertype, description: null });
  }
  return group;
}

/** The group every project has from the start (neutron/db/securitygroups_db.py, _ensure_default_security_group). */
export function makeDefaultGroup(state: State, projectId: string): SecurityGroup {
  const group = addGroup(state, projectId, { name: 'default', description: 'Default security group' });
  for (const ethertype of ['IPv4', 'IPv6']) {
    addRule(state, group, { direction: 'ingress', ethertype, remoteGroupId: group.id, description: null });
  }
  return group;
}

/** A project's default group; made when it is not there. */
export function defaultGroupOf(state: State, projectId: string): SecurityGroup {
  const found = where(state.securityGroups, (row) => row.projectId === projectId && row.name === 'default')[0];
  return found ?? makeDefaultGroup(state, projectId);
}

/** POST /security-groups: counts as one group and two rules. */
export function createGroup(call: Call): Reply {
  const body = objectAt(call.body, 'security_group');
  onlyKnown(body, ['stateful']);
  const { state, projectId } = call;
  const limits = limitsOf(state, projectId);
  const groups = ownCount(state.securityGroups, projectId);
  const rules = ownCount(state.securityGroupRules, projectId);
  if (groups >= limits.securityGroups) throw overQuota('security_group');
  if (rules + 2 > limits.securityGroupRules) throw overQuota('security_group_rule');
  const group = addGroup(state, projectId, naming(body), flagOr(body, 'stateful', true));
  return { status: 201, body: { security_group: groupView(state, group) } };
}

/** GET /security-groups */
export function listGroups(call: Call): Reply {
  const rows = where(call.state.securityGroups, (row) => row.projectId === call.projectId);
  const rules = grouped(call.state.securityGroupRules, (rule) => rule.groupId);
  const views = rows.map((row) => groupView(call.state, row, (rules.get(row.id) ?? []).map(ruleView)));
  return listReply(call, 'security_groups', views, FILTERS);
}

/** GET /security-groups/{id} */
export function showGroup(call: Call): Reply {
  return { status: 200, body: { security_group: groupView(call.state, ownGroup(call, param(call, 'id'))) } };
}

/** PUT /security-groups/{id} */
export function updateGroup(call: Call): Reply {
  const group = ownGroup(call, param(call, 'id'));
  const body = objectAt(call.body, 'security_group');
  onlyKnown(body, ['stateful']);
  mayWrite(call, group);
  rename(group, body);
  touch(call.state, group);
  return { status: 200, body: { security_group: groupView(call.state, group) } };
}

/**
 * DELETE /security-groups/{id} (neutron/db/securitygroups_db.py, delete_security_group). Refused while a port uses it. Rules of
 * other groups that name it go with it without a word (neutron/db/models/securitygroup.py, remote_group_id: CASCADE).
 */
export function deleteGroup(call: Call): Reply {
  const { state } = call;
  const group = ownGroup(call, param(call, 'id'));
  mayWrite(call, group);
  const used = where(state.ports, (port) => port.securityGroups.includes(group.id)).length > 0;
  if (used) throw networkFault(409, 'SecurityGroupInUse', `Security Group ${group.id} in use.`);
  if (group.name === 'default') {
    throw networkFault(
      409,
      'SecurityGroupCannotRemoveDefault',
      'Insufficient rights for removing default security group.',
    );
  }
  removeGroup(state, group);
  return { status: 204 };
}

/** Takes a group away with its rules and with every rule that names it. */
export function removeGroup(state: State, group: SecurityGroup): void {
  state.securityGroups.delete(group.id);
  for (const rule of where(
    state.securityGroupRules,
    (row) => row.groupId === group.id || row.remoteGroupId === group.id,
  )) {
    state.securityGroupRules.delete(rule.id);
    const other = state.securityGroups.get(rule.groupId);
    if (other !== undefined) touch(state, other);
  }
}

function groupView(
  state: State,
  row: SecurityGroup,
  rules: readonly unknown[] = where(state.securityGroupRules, (rule) => rule.groupId === row.id).map(ruleView),
): Record<string, unknown> {
  return {
    id: row.id,
    name: row.name,
    stateful: row.stateful,
    tenant_id: row.projectId,
    description: row.description,
    shared: false,
    security_group_rules: rules,
    tags: row.tags,
    created_at: row.createdAt,
    updated_at: row.updatedAt,
    revision_number: row.revision,
    project_id: row.projectId,
  };
}
