import { where, type State } from '../core/state.ts';
import type { Listener, LoadBalancer, Member, Monitor, Pool } from './rows.ts';

const ref = (row: { readonly id: string }): { id: string } => ({ id: row.id });

/** What all parts show alike. */
function common(row: LoadBalancer | Listener | Pool | Member | Monitor): Record<string, unknown> {
  return {
    id: row.id,
    name: row.name,
    provisioning_status: row.provisioning,
    operating_status: row.operating,
    admin_state_up: row.adminStateUp,
    project_id: row.projectId,
    tenant_id: row.projectId,
    created_at: row.createdAt,
    updated_at: row.updatedAt,
    tags: row.tags,
  };
}

/** octavia/api/v2/types/load_balancer.py */
export function loadBalancerView(state: State, row: LoadBalancer): Record<string, unknown> {
  return {
    ...common(row),
    description: row.description,
    vip_address: row.vipAddress,
    vip_port_id: row.vipPortId,
    vip_subnet_id: row.vipSubnetId,
    vip_network_id: row.vipNetworkId,
    additional_vips: [],
    listeners: where(state.listeners, (listener) => listener.loadBalancerId === row.id).map(ref),
    pools: where(state.pools, (pool) => pool.loadBalancerId === row.id).map(ref),
    provider: row.provider,
    flavor_id: null,
    vip_qos_policy_id: null,
    availability_zone: null,
  };
}

/** octavia/api/v2/types/listener.py */
export function listenerView(row: Listener): Record<string, unknown> {
  return {
    ...common(row),
    description: row.description,
    protocol: row.protocol,
    protocol_port: row.protocolPort,
    connection_limit: row.connectionLimit,
    default_tls_container_ref: null,
    sni_container_refs: [],
    default_pool_id: row.defaultPoolId,
    l7policies: [],
    insert_headers: {},
    loadbalancers: [{ id: row.loadBalancerId }],
    timeout_client_data: row.timeouts.clientData,
    timeout_member_connect: row.timeouts.memberConnect,
    timeout_member_data: row.timeouts.memberData,
    timeout_tcp_inspect: row.timeouts.tcpInspect,
    client_ca_tls_container_ref: null,
    client_authentication: 'NONE',
    client_crl_container_ref: null,
    allowed_cidrs: row.allowedCidrs,
    tls_ciphers: null,
    tls_versions: null,
    alpn_protocols: null,
  };
}

/** octavia/api/v2/types/pool.py; `healthmonitor_id` is there only when there is one. */
export function poolView(state: State, row: Pool): Record<string, unknown> {
  const monitor = where(state.monitors, (candidate) => candidate.poolId === row.id)[0];
  return {
    ...common(row),
    description: row.description,
    protocol: row.protocol,
    lb_algorithm: row.algorithm,
    session_persistence: row.sessionPersistence,
    loadbalancers: [{ id: row.loadBalancerId }],
    listeners: where(state.listeners, (listener) => listener.defaultPoolId === row.id).map(ref),
    ...(monitor === undefined ? {} : { healthmonitor_id: monitor.id }),
    members: where(state.members, (member) => member.poolId === row.id).map(ref),
    tls_container_ref: null,
    ca_tls_container_ref: null,
    crl_container_ref: null,
    tls_enabled: false,
    tls_ciphers: null,
    tls_versions: null,
    alpn_protocols: null,
  };
}

/** octavia/api/v2/types/member.py */
export function memberView(row: Member): Record<string, unknown> {
  return {
    ...common(row),
    address: row.address,
    protocol_port: row.protocolPort,
    weight: row.weight,
    backup: row.backup,
    subnet_id: row.subnetId,
    monitor_address: row.monitorAddress,
    monitor_port: row.monitorPort,
  };
}

/** octavia/api/v2/types/health_monitor.py */
export function monitorView(row: Monitor): Record<string, unknown> {
  return {
    ...common(row),
    type: row.type,
    delay: row.delay,
    timeout: row.timeout,
    max_retries: row.maxRetries,
    max_retries_down: row.maxRetriesDown,
    http_method: row.httpMethod,
    url_path: row.urlPath,
    expected_codes: row.expectedCodes,
    pools: [{ id: row.poolId }],
    http_version: null,
    domain_name: null,
  };
}
