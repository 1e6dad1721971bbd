import type { Call } from '../core/call.ts';
import { loadBalancerFault } from '../core/fault.ts';
import { flagOr, numberOr, text, textOr, textsAt } from '../core/read.ts';
import { where } from '../core/state.ts';
import type { Listener, LoadBalancer, Member, Monitor, Pool } from './rows.ts';

type Body = Record<string, unknown>;

function part(call: Call, body: Body, operating: string) {
  return {
    id: call.state.random.uuid(),
    projectId: call.projectId,
    name: textOr(body, 'name', ''),
    provisioning: 'PENDING_CREATE',
    operating,
    adminStateUp: flagOr(body, 'admin_state_up', true),
    tags: textsAt(body, 'tags'),
    createdAt: call.state.time.stamp(),
    updatedAt: null,
  };
}

/** Puts a listener there; one protocol and port once a load balancer. */
export function addListener(
  call: Call,
  loadBalancer: LoadBalancer,
  body: Body,
  defaultPoolId: string | null,
): Listener {
  const protocol = text(body, 'protocol');
  const protocolPort = numberOr(body, 'protocol_port', 0);
  const twin = where(call.state.listeners, (row) => {
    return (
      row.loadBalancerId === loadBalancer.id &&
      row.protocolPort === protocolPort &&
      (row.protocol === 'UDP') === (protocol === 'UDP')
    );
  })[0];
  if (twin !== undefined) {
    const says = `is already using protocol ${protocol} and protocol_port ${protocolPort}`;
    throw loadBalancerFault(409, `Another Listener on this Load Balancer ${says}`);
  }
  const row: Listener = {
    ...part(call, body, 'OFFLINE'),
    description: textOr(body, 'description', ''),
    loadBalancerId: loadBalancer.id,
    protocol,
    protocolPort,
    defaultPoolId,
    allowedCidrs: body['allowed_cidrs'] === undefined ? null : textsAt(body, 'allowed_cidrs'),
    connectionLimit: numberOr(body, 'connection_limit', -1),
    timeouts: {
      clientData: numberOr(body, 'timeout_client_data', 50_000),
      memberConnect: numberOr(body, 'timeout_member_connect', 5000),
      memberData: numberOr(body, 'timeout_member_data', 50_000),
      tcpInspect: numberOr(body, 'timeout_tcp_inspect', 0),
    },
  };
  call.state.listeners.set(row.id, row);
  return row;
}

/** Puts a pool there. */
export function addPool(call: Call, loadBalancer: LoadBalancer, body: Body): Pool {
  const row: Pool = {
    ...part(call, body, 'OFFLINE'),
    description: textOr(body, 'description', ''),
    loadBalancerId: loadBalancer.id,
    protocol: text(body, 'protocol'),
    algorithm: text(body, 'lb_algorithm'),
    sessionPersistence: body['session_persistence'] ?? null,
  };
  call.state.pools.set(row.id, row);
  return row;
}

/** Puts a member there; one address and port once a pool. */
export function addMember(call: Call, pool: Pool, body: Body): Member {
  const address = text(body, 'address');
  const protocolPort = numberOr(body, 'protocol_port', 0);
  const twin = where(
    call.state.members,
    (row) => row.poolId === pool.id && row.address === address && row.protocolPort === protocolPort,
  )[0];
  if (twin !== undefined) {
    throw loadBalancerFault(
      409,
      `Another member on this pool is already using ip ${address} on protocol_port ${protocolPort}`,
    );
  }
  const monitored = where(call.state.monitors, (row) => row.poolId === pool.id).length > 0;
  const row: Member = {
    ...part(call, body, monitored ? 'OFFLINE' : 'NO_MONITOR'),
    poolId: pool.id,
    address,
    protocolPort,
    subnetId: textOr(body, 'subnet_id', null),
    weight: numberOr(body, 'weight', 1),
    backup: flagOr(body, 'backup', false),
    monitorAddress: textOr(body, 'monitor_address', null),
    monitorPort: numberOr(body, 'monitor_port', null),
  };
  call.state.members.set(row.id, row);
  return row;
}

/** Puts a health monitor there; one a pool. */
export function addMonitor(call: Call, pool: Pool, body: Body): Monitor {
  if (where(call.state.monitors, (row) => row.poolId === pool.id).length > 0) {
    throw loadBalancerFault(409, 'This pool already has a health monitor');
  }
  const row: Monitor = {
    ...part(call, body, 'OFFLINE'),
    poolId: pool.id,
    type: text(body, 'type'),
    delay: numberOr(body, 'delay', 0),
    timeout: numberOr(body, 'timeout', 0),
    maxRetries: numberOr(body, 'max_retries', 0),
    maxRetriesDown: numberOr(body, 'max_retries_down', 3),
    httpMethod: textOr(body, 'http_method', null),
    urlPath: textOr(body, 'url_path', null),
    expectedCodes: textOr(body, 'expected_codes', null),
  };
  call.state.monitors.set(row.id, row);
  return row;
}
