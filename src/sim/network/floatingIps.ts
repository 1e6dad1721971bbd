import { param, type Call, type Reply } from '../core/call.ts';
import { networkFault } from '../core/fault.ts';
import { objectAt, text, textOr } from '../core/read.ts';
import { limitsOf, ownCount, where } from '../core/state.ts';
import { freeAddress, takeAddress, takeAnyAddress } from './addresses.ts';
import { associate } from './associate.ts';
import { disassociate } from './floatingIpLife.ts';
import { floatingIpView } from './floatingIpView.ts';
import { listReply } from './lists.ts';
import type { FloatingIp } from './rows.ts';
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
  return { status: 201, body: { floatingip: floatingIpView(state, row) } };
}

/** GET /floatingips */
export function listFloatingIps(call: Call): Reply {
  const rows = where(call.state.floatingIps, (row) => row.projectId === call.projectId);
  return listReply(
    call,
    'floatingips',
    rows.map((row) => floatingIpView(call.state, row)),
    FILTERS,
  );
}

/** GET /floatingips/{id} */
export function showFloatingIp(call: Call): Reply {
  return { status: 200, body: { floatingip: floatingIpView(call.state, ownFloatingIp(call, param(call, 'id'))) } };
}

/** PUT /floatingips/{id}: `port_id` null takes it off. */
export function updateFloatingIp(call: Call): Reply {
  const row = ownFloatingIp(call, param(call, 'id'));
  const body = objectAt(call.body, 'floatingip');
  onlyKnown(body, ['port_id', 'fixed_ip_address']);
  mayWrite(call, row);
  const portId = textOr(body, 'port_id', null);
  if (portId !== null) associate(call, row, seenPort(call, portId), body);
  else if ('port_id' in body) disassociate(call.state, row);
  rename(row, body);
  touch(call.state, row);
  return { status: 200, body: { floatingip: floatingIpView(call.state, row) } };
}

/** DELETE /floatingips/{id}: nothing holds it back. */
export function deleteFloatingIp(call: Call): Reply {
  const row = ownFloatingIp(call, param(call, 'id'));
  mayWrite(call, row);
  freeAddress(call.state, row.subnetId, row.address);
  call.state.floatingIps.delete(row.id);
  return { status: 204 };
}
