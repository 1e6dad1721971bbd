import { param, type Call, type Reply } from '../core/call.ts';
import { networkFault } from '../core/fault.ts';
import { flagOr, objectAt } from '../core/read.ts';
import { limitsOf, ownCount, type State, where } from '../core/state.ts';
import { listReply } from './lists.ts';
import { removePort } from './portLife.ts';
import type { Network } from './rows.ts';
import { networkVisible, seenNetwork } from './seen.ts';
import { mayWrite, naming, onlyKnown, overQuota, rename, standard, touch } from './standard.ts';
import { removeSubnet } from './subnets.ts';

const FILTERS = [
  'id',
  'name',
  'status',
  'shared',
  'router:external',
  'project_id',
  'tenant_id',
  'description',
  'admin_state_up',
  'revision_number',
  'is_default',
];

/** Puts a network there, without asking for quota. */
export function addNetwork(
  state: State,
  projectId: string,
  from: { name: string; description: string; external: boolean; mtu: number },
): Network {
  const base = standard(state, projectId, from, 1);
  const network: Network = { ...base, shared: false, external: from.external, mtu: from.mtu, adminStateUp: true };
  state.networks.set(network.id, network);
  return network;
}

/** POST /networks */
export function createNetwork(call: Call): Reply {
  const body = objectAt(call.body, 'network');
  onlyKnown(body, [
    'admin_state_up',
    'shared',
    'router:external',
    'mtu',
    'port_security_enabled',
    'availability_zone_hints',
  ]);
  for (const key of ['router:external', 'shared']) {
    // Operators alone make external and shared networks (neutron/conf/policies/network.py).
    if (!flagOr(body, key, false)) continue;
    throw networkFault(
      403,
      'PolicyNotAuthorized',
      `(rule:create_network and rule:create_network:${key}) is disallowed by policy`,
    );
  }
  const used = ownCount(call.state.networks, call.projectId);
  if (used >= limitsOf(call.state, call.projectId).networks) throw overQuota('network');
  const network = addNetwork(call.state, call.projectId, { ...naming(body), external: false, mtu: 1450 });
  network.adminStateUp = flagOr(body, 'admin_state_up', true);
  return { status: 201, body: { network: { ...networkView(call.state, network), is_default: false } } };
}

/** GET /networks: one's own, the shared and the external ones. */
export function listNetworks(call: Call): Reply {
  const rows = where(call.state.networks, (row) => networkVisible(call, row));
  return listReply(
    call,
    'networks',
    rows.map((row) => networkView(call.state, row)),
    FILTERS,
  );
}

/** GET /networks/{id} */
export function showNetwork(call: Call): Reply {
  return { status: 200, body: { network: networkView(call.state, seenNetwork(call, param(call, 'id'))) } };
}

/** PUT /networks/{id} */
export function updateNetwork(call: Call): Reply {
  const network = ownNetwork(call, 'update_network');
  const body = objectAt(call.body, 'network');
  onlyKnown(body, ['admin_state_up', 'mtu', 'port_security_enabled']);
  mayWrite(call, network);
  rename(network, body);
  network.adminStateUp = flagOr(body, 'admin_state_up', network.adminStateUp);
  touch(call.state, network);
  return { status: 200, body: { network: networkView(call.state, network) } };
}

/** Ports that go with their network (neutron/db/db_base_plugin_v2.py, AUTO_DELETE_PORT_OWNERS). */
const AUTO_DELETED = ['network:dhcp', 'network:distributed'];

/**
 * DELETE /networks/{id}: takes its subnets and Neutron's own ports along, but no port in use
 * (neutron/plugins/ml2/plugin.py, delete_network).
 */
export function deleteNetwork(call: Call): Reply {
  const { state } = call;
  const network = ownNetwork(call, 'delete_network');
  mayWrite(call, network);
  const on = where(state.ports, (port) => port.networkId === network.id);
  const used = on.filter((port) => !AUTO_DELETED.includes(port.deviceOwner)).map((port) => port.id);
  if (used.length > 0) {
    const which = `There are one or more ports still in use on the network, id for these ports is: ${used.join(',')}.`;
    throw networkFault(409, 'NetworkInUse', `Unable to complete operation on network ${network.id}. ${which}`);
  }
  for (const port of on) removePort(state, port);
  for (const subnet of where(state.subnets, (row) => row.networkId === network.id)) removeSubnet(state, subnet);
  state.networks.delete(network.id);
  return { status: 204 };
}

function ownNetwork(call: Call, action: string): Network {
  const network = seenNetwork(call, param(call, 'id'));
  if (network.projectId === call.projectId) return network;
  throw networkFault(403, 'PolicyNotAuthorized', `rule:${action} is disallowed by policy`);
}

function networkView(state: State, row: Network): Record<string, unknown> {
  return {
    id: row.id,
    name: row.name,
    tenant_id: row.projectId,
    admin_state_up: row.adminStateUp,
    mtu: row.mtu,
    status: 'ACTIVE',
    subnets: where(state.subnets, (subnet) => subnet.networkId === row.id).map((subnet) => subnet.id),
    shared: row.shared,
    availability_zone_hints: [],
    availability_zones: [],
    ipv4_address_scope: null,
    ipv6_address_scope: null,
    'router:external': row.external,
    description: row.description,
    port_security_enabled: true,
    qos_policy_id: null,
    ...(row.external ? { is_default: false } : {}),
    tags: row.tags,
    created_at: row.createdAt,
    updated_at: row.updatedAt,
    revision_number: row.revision,
    project_id: row.projectId,
  };
}
