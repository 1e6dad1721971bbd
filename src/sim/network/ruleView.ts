import type { SecurityGroupRule } from './rows.ts';

type Meaning = Pick<SecurityGroupRule, 'direction' | 'ethertype'> & Partial<SecurityGroupRule>;

const EMPTY = { protocol: null, portMin: null, portMax: null, remoteGroupId: null, remoteIpPrefix: null };

/** What a rule means, without its id and its description: the same text for the same meaning. */
export function meaning(rule: Meaning): string {
  const { direction, ethertype, protocol, portMin, portMax, remoteGroupId, remoteIpPrefix } = { ...EMPTY, ...rule };
  return JSON.stringify([direction, ethertype, protocol, portMin, portMax, remoteGroupId, remoteIpPrefix]);
}

/** A rule as a group shows it. */
export function ruleView(row: SecurityGroupRule): Record<string, unknown> {
  return {
    id: row.id,
    tenant_id: row.projectId,
    security_group_id: row.groupId,
    ethertype: row.ethertype,
    direction: row.direction,
    protocol: row.protocol,
    port_range_min: row.portMin,
    port_range_max: row.portMax,
    remote_ip_prefix: row.remoteIpPrefix,
    remote_address_group_id: null,
    normalized_cidr: row.remoteIpPrefix,
    remote_group_id: row.remoteGroupId,
    standard_attr_id: row.standardAttrId,
    description: row.description,
    tags: [],
    created_at: row.createdAt,
    updated_at: row.createdAt,
    revision_number: 0,
    project_id: row.projectId,
  };
}
