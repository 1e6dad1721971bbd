import type { State } from '../core/state.ts';
import type { Router } from './rows.ts';

/** A router as its owner sees it. */
export function routerView(state: State, row: Router): Record<string, unknown> {
  const port = state.ports.get(row.gateway?.portId ?? '');
  const addresses = port?.fixedIps.map(({ subnetId, address }) => ({ subnet_id: subnetId, ip_address: address }));
  return {
    id: row.id,
    name: row.name,
    tenant_id: row.projectId,
    admin_state_up: row.adminStateUp,
    status: 'ACTIVE',
    external_gateway_info:
      row.gateway === undefined
        ? null
        : {
            network_id: row.gateway.networkId,
            external_fixed_ips: addresses ?? [],
            enable_snat: row.gateway.enableSnat,
          },
    description: row.description,
    availability_zones: [],
    availability_zone_hints: [],
    routes: row.routes,
    flavor_id: null,
    tags: row.tags,
    created_at: row.createdAt,
    updated_at: row.updatedAt,
    revision_number: row.revision,
    project_id: row.projectId,
  };
}
