import { param, type Call, type Reply } from '../core/call.ts';
import { networkFault } from '../core/fault.ts';
import { objectAt, text, textOr } from '../core/read.ts';
import { limitsOf, ownCount, type State, where } from '../core/state.ts';
import { freeAddress, takeAddress, takeAnyAddress } from './addresses.ts';
import { associateWith, disassociate } from './floatingIpLife.ts';
import { listReply } from './lists.ts';
import type { FloatingIp, Port } from './rows.ts';
import { ownFloatingIp, seenNetwork, seenPort } from './seen.ts';
import { mayWrite, onlyKnown, overQuota, rename, standard, touch } from './standard.ts';

const FILTERS = [
  'id',
  'status',
  'floating_ip_address',
  'floating_network_id',
  'fixed_ip_address',
  'port_id',
  'router_id',
  'project_id',
  'tenant_id',
  'description',
  'revision_number',
];

/** POST /floatingips: always DOWN in the answer (neutron/services/l3_router/l3_router_plugin.py, create_floatingip). */
export function createFloatingIp(call: Call): Reply {
  const { state, projectId } = call;
  const body = objectAt(call.body, 'floatingip');
  onlyKnown(body, ['floating_network_id', 'port_id', 'fixed_ip_address', 'floating_ip_address', 'subnet_id']);
  const network = seenNetwork(call, text(body, 'floating_network_id'));
  if (!network.external) {
    const says = `Network ${network.id} is not a valid external network.`;
    throw networkFault(400, 'BadRequest', `Bad floatingip request: ${says}`);
  }
  const used = ownCount(state.floatingIps, projectId);
  if (used >= limitsOf(state, projectId).floatingIps) throw overQuota('floatingip');
  const subnet = where(state.subnets, (row) => row.networkId === network.id)[0];
  if (subnet === undefined)
    throw networkFault(409, 'ExternalIpAddressExhausted', 'Unable to find any IP address on external network.');
  const portId = textOr(body, 'port_id', null);
  const wanted = textOr(body, 'floating_ip_address', undefined);
  if (wanted !== undefined) takeAddress(state, subnet, wanted);
  const address = wanted ?? takeAnyAddress(state, subnet);
  const row: FloatingIp = {
    ...standard(state, projectId, { description: textOr(body, 'description', '') }, 0),
    networkId: network.id,
    address,
    subnetId: subnet.id,
    routerId: null,
    portId: null,
    fixedAddress: null,
    status: 'DOWN',
  };
  try {
    if (portId !== null) associate(call, row, seenPort(call, portId), body);
  } catch (error) {
    freeAddress(state, subnet.id, address);
    throw error;
  }
  state.floatingIps.set(row.id, row);
  return { status: 201, body: { floatingip: view(state, row) } };
}

/** GET /floatingips */
export function listFloatingIps(call: Call): Reply {
  const rows = where(call.state.floatingIps, (row) => row.projectId === call.projectId);
  return listReply(
    call,
    'floatingips',
    rows.map((row) => view(call.state, row)),
    FILTERS,
  );
}

/** GET /floatingips/{id} */
export function showFloatingIp(call: Call): Reply {
  return { status: 200, body: { floatingip: view(call.state, ownFloatingIp(call, param(call, 'id'))) } };
}

/** PUT /floatingips/{id}: `port_id` null takes it off. */
export function updateFloatingIp(call: Call): Reply {
  const row = ownFloatingIp(call, param(call, 'id'));
  const body = objectAt(call.body, 'floatingip');
  onlyKnown(body, ['port_id', 'fixed_ip_address']);
  mayWrite(call, row);
  const portId = textOr(body, 'port_id', null);
  if (portId !== null) associate(call, row, seenPort(call, portId), body);
  // A body without port_id, empty or not, takes the address off too, unless it only describes (neutron/db/l3_db.py).
  else if ('port_id' in body) disassociate(call.state, row);
  rename(row, body);
  touch(call.state, row);
  return { status: 200, body: { floatingip: view(call.state, row) } };
}

/** DELETE /floatingips/{id}: nothing holds it back. */
export function deleteFloatingIp(call: Call): Reply {
  const row = ownFloatingIp(call, param(call, 'id'));
  mayWrite(call, row);
  freeAddress(call.state, row.subnetId, row.address);
  call.state.floatingIps.delete(row.id);
  return { status: 204 };
}

/** Finds the router that leads from the port to the external network, and refuses a fixed address that has a floating one. */
function associate(call: Call, row: FloatingIp, port: Port, body: Record<string, unknown>): void {
  const { state } = call;
  const wanted = textOr(body, 'fixed_ip_address', undefined);
  const fixed = port.fixedIps.find(({ address }) => wanted === undefined || address === wanted);
  if (fixed === undefined)
    throw networkFault(400, 'BadRequest', `Bad floatingip request: Port ${port.id} does not have a fixed IP.`);
  const taken = where(state.floatingIps, (other) => {
    return other.id !== row.id && other.portId === port.id && other.fixedAddress === fixed.address;
  });
  if (taken.length > 0) {
    const what = `Cannot associate floating IP ${row.address} (${row.id}) with port ${port.id} using fixed IP ${fixed.address}`;
    const why = `as that fixed IP already has a floating IP on external network ${row.networkId}.`;
    throw networkFault(409, 'FloatingIPPortAlreadyAssociated', `${what}, ${why}`);
  }
  const routers = where(state.ports, (other) => {
    return (
      other.deviceOwner === 'network:router_interface' &&
      other.fixedIps.some(({ subnetId }) => subnetId === fixed.subnetId)
    );
  }).map((other) => state.routers.get(other.deviceId));
  const router = routers.find((candidate) => candidate?.gateway?.networkId === row.networkId);
  if (router === undefined) {
    const what = `External network ${row.networkId} is not reachable from subnet ${fixed.subnetId}.`;
    const so = `Therefore, cannot associate Port ${port.id} with a Floating IP.`;
    throw networkFault(404, 'ExternalGatewayForFloatingIPNotFound', `${what}  ${so}`);
  }
  associateWith(state, row, port, fixed.address, router.id);
}

function view(state: State, row: FloatingIp): Record<string, unknown> {
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
