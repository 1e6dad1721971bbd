import { param, type Call, type Reply } from '../core/call.ts';
import { networkFault } from '../core/fault.ts';
import { isObject, numberOr, objectAt, text, textOr } from '../core/read.ts';
import { limitsOf, ownCount, type State, where } from '../core/state.ts';
import { listReply } from './lists.ts';
import type { SecurityGroup, SecurityGroupRule } from './rows.ts';
import { meaning, ruleView } from './ruleView.ts';
import { ownGroup } from './seen.ts';
import { onlyKnown, overQuota, touch } from './standard.ts';

const FILTERS = [
  'id',
  'security_group_id',
  'direction',
  'ethertype',
  'protocol',
  'port_range_min',
  'port_range_max',
  'remote_group_id',
  'remote_ip_prefix',
  'project_id',
  'tenant_id',
  'description',
  'revision_number',
];
const SETTABLE = [
  'security_group_id',
  'direction',
  'ethertype',
  'protocol',
  'port_range_min',
  'port_range_max',
  'remote_group_id',
  'remote_ip_prefix',
  'remote_address_group_id',
];

type RuleWish = Pick<SecurityGroupRule, 'direction' | 'ethertype' | 'description'> & Partial<SecurityGroupRule>;

/** Puts a rule into a group, without asking for quota. */
export function addRule(state: State, group: SecurityGroup, wish: RuleWish): SecurityGroupRule {
  const rule: SecurityGroupRule = {
    protocol: null,
    portMin: null,
    portMax: null,
    remoteGroupId: null,
    remoteIpPrefix: null,
    ...wish,
    id: state.random.uuid(),
    projectId: group.projectId,
    groupId: group.id,
    createdAt: `${state.time.stamp()}Z`,
    standardAttrId: state.securityGroupRules.size + 10,
  };
  state.securityGroupRules.set(rule.id, rule);
  return rule;
}

/**
 * POST /security-group-rules: one rule, or several of one group at once, all or none. The same rule twice is refused
 * (neutron/db/securitygroups_db.py, create_security_group_rule_bulk and _check_for_duplicate_rules).
 */
export function createRule(call: Call): Reply {
  const several = isObject(call.body) ? call.body['security_group_rules'] : undefined;
  if (!Array.isArray(several)) {
    const [view] = createAll(call, [objectAt(call.body, 'security_group_rule')]);
    return { status: 201, body: { security_group_rule: view } };
  }
  return { status: 201, body: { security_group_rules: createAll(call, several.filter(isObject)) } };
}

function createAll(call: Call, bodies: readonly Record<string, unknown>[]): readonly object[] {
  const { state, projectId } = call;
  const wishes = bodies.map((body) => wishOf(call, body));
  if (new Set(wishes.map(({ group }) => group.id)).size > 1) {
    throw networkFault(
      400,
      'SecurityGroupNotSingleGroupRules',
      'Only allowed to update rules for one security profile at a time',
    );
  }
  for (const { group, wish } of wishes) refuseTwin(state, group, wish);
  const used = ownCount(state.securityGroupRules, projectId);
  if (used + wishes.length > limitsOf(state, projectId).securityGroupRules) throw overQuota('security_group_rule');
  return wishes.map(({ group, wish }) => {
    const rule = addRule(state, group, wish);
    touch(state, group);
    const { standard_attr_id: _, tags: __, ...view } = ruleView(rule);
    return view;
  });
}

function wishOf(call: Call, body: Record<string, unknown>): { group: SecurityGroup; wish: RuleWish } {
  onlyKnown(body, SETTABLE);
  const group = ownGroup(call, text(body, 'security_group_id'));
  const remoteGroupId = textOr(body, 'remote_group_id', null);
  if (remoteGroupId !== null) ownGroup(call, remoteGroupId);
  const protocol = body['protocol'];
  const wish: RuleWish = {
    direction: text(body, 'direction'),
    ethertype: textOr(body, 'ethertype', 'IPv4'),
    protocol: protocol === undefined || protocol === null ? null : String(protocol).toLowerCase(),
    portMin: numberOr(body, 'port_range_min', null),
    portMax: numberOr(body, 'port_range_max', null),
    remoteGroupId,
    remoteIpPrefix: textOr(body, 'remote_ip_prefix', null),
    description: textOr(body, 'description', ''),
  };
  return { group, wish };
}

function refuseTwin(state: State, group: SecurityGroup, wish: RuleWish): void {
  const same = where(state.securityGroupRules, (row) => row.groupId === group.id && meaning(row) === meaning(wish))[0];
  if (same === undefined) return;
  throw networkFault(409, 'SecurityGroupRuleExists', `Security group rule already exists. Rule id is ${same.id}.`);
}

/** GET /security-group-rules */
export function listRules(call: Call): Reply {
  const rows = where(call.state.securityGroupRules, (row) => row.projectId === call.projectId);
  return listReply(call, 'security_group_rules', rows.map(ruleView), FILTERS);
}

/** GET /security-group-rules/{id} */
export function showRule(call: Call): Reply {
  return { status: 200, body: { security_group_rule: ruleView(ownRule(call)) } };
}

/** DELETE /security-group-rules/{id} */
export function deleteRule(call: Call): Reply {
  const rule = ownRule(call);
  call.state.securityGroupRules.delete(rule.id);
  const group = call.state.securityGroups.get(rule.groupId);
  if (group !== undefined) touch(call.state, group);
  return { status: 204 };
}

function ownRule(call: Call): SecurityGroupRule {
  const id = param(call, 'id');
  const rule = call.state.securityGroupRules.get(id);
  if (rule?.projectId === call.projectId) return rule;
  throw networkFault(404, 'SecurityGroupRuleNotFound', `Security group rule ${id} does not exist`);
}
