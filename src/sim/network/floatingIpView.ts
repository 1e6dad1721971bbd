import type { State } from '../core/state.ts';
import type { FloatingIp } from './rows.ts';

/** A floating IP as its owner sees it. */
export function floatingIpView(state: State, row: FloatingIp): Record<string, unknown> {
  const port = row.portId === null ? undefined : state.ports.get(row.portId);
  return {
    id: row.id,
    tenant_id: row.projectId,
    floating_ip_address: row.address,
    floating_network_id: row.networkId,
    router_id: row.routerId,
    port_id: row.portId,
    fixed_ip_address: row.fixedAddress,
    status: row.status,
    description: row.description,
    qos_policy_id: null,
    port_details:
      port === undefined
        ? null
        : {
            name: port.name,
            network_id: port.networkId,
            mac_address: port.mac,
            admin_state_up: port.adminStateUp,
            status: port.status,
            device_id: port.deviceId,
            device_owner: port.deviceOwner,
          },
    tags: row.tags,
    created_at: row.createdAt,
    updated_at: row.updatedAt,
    revision_number: row.revision,
    project_id: row.projectId,
  };
}
