import type { Port } from './rows.ts';

export const PORT_FILTERS = [
  'id',
  'name',
  'network_id',
  'device_id',
  'device_owner',
  'status',
  'mac_address',
  'fixed_ips',
  'security_groups',
  'project_id',
  'tenant_id',
  'description',
  'admin_state_up',
  'revision_number',
  'binding:vnic_type',
];

/** A port as its owner sees it. */
export function portView(row: Port): Record<string, unknown> {
  return {
    id: row.id,
    name: row.name,
    network_id: row.networkId,
    tenant_id: row.projectId,
    mac_address: row.mac,
    admin_state_up: row.adminStateUp,
    status: row.status,
    device_id: row.deviceId,
    device_owner: row.deviceOwner,
    fixed_ips: row.fixedIps.map(({ subnetId, address }) => ({ subnet_id: subnetId, ip_address: address })),
    allowed_address_pairs: row.allowedAddressPairs,
    extra_dhcp_opts: [],
    security_groups: row.securityGroups,
    description: row.description,
    'binding:vnic_type': 'normal',
    port_security_enabled: row.portSecurity,
    qos_policy_id: null,
    qos_network_policy_id: null,
    tags: row.tags,
    created_at: row.createdAt,
    updated_at: row.updatedAt,
    revision_number: row.revision,
    project_id: row.projectId,
  };
}
