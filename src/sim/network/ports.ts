import { param, type Call, type Reply } from '../core/call.ts';
import { networkFault } from '../core/fault.ts';
import { flagOr, objectAt, objectsAt, text, textOr, textsAt } from '../core/read.ts';
import { limitsOf, ownCount, where } from '../core/state.ts';
import { listReply } from './lists.ts';
import { addPort, removePort, type PortWish } from './portLife.ts';
import { PORT_FILTERS, portView } from './portView.ts';
import { defaultGroupOf } from './securityGroups.ts';
import { ownGroup, portVisible, seenNetwork, seenPort, seenSubnet } from './seen.ts';
import { mayWrite, naming, onlyKnown, overQuota } from './standard.ts';
import { mayGo } from './trunkRules.ts';

/** What a caller may set on a port. */
export const PORT_SETTABLE = [
  'fixed_ips',
  'security_groups',
  'device_id',
  'device_owner',
  'admin_state_up',
  'port_security_enabled',
  'allowed_address_pairs',
  'binding:vnic_type',
  'binding:profile',
  'extra_dhcp_opts',
];

/** POST /ports */
export function createPort(call: Call): Reply {
  const body = objectAt(call.body, 'port');
  onlyKnown(body, ['network_id', 'mac_address', ...PORT_SETTABLE]);
  const network = seenNetwork(call, text(body, 'network_id'));
  const used = ownCount(call.state.ports, call.projectId);
  if (used >= limitsOf(call.state, call.projectId).ports) throw overQuota('port');
  const portSecurity = flagOr(body, 'port_security_enabled', true);
  const fixedIps = fixedIpsIn(call, body);
  const port = addPort(call.state, call.projectId, network, {
    ...naming(body),
    ...(fixedIps === undefined ? {} : { fixedIps }),
    securityGroups: groupsIn(call, body) ?? (portSecurity ? [defaultGroupOf(call.state, call.projectId).id] : []),
    deviceId: textOr(body, 'device_id', ''),
    deviceOwner: textOr(body, 'device_owner', ''),
    adminStateUp: flagOr(body, 'admin_state_up', true),
    portSecurity,
  });
  port.allowedAddressPairs = objectsAt(body, 'allowed_address_pairs');
  return { status: 201, body: { port: portView(port) } };
}

/** GET /ports */
export function listPorts(call: Call): Reply {
  const rows = where(call.state.ports, (row) => portVisible(call, row));
  return listReply(call, 'ports', rows.map(portView), PORT_FILTERS);
}

/** GET /ports/{id} */
export function showPort(call: Call): Reply {
  return { status: 200, body: { port: portView(seenPort(call, param(call, 'id'))) } };
}

/**
 * DELETE /ports/{id}. What belongs to a router goes only by the router (neutron/db/l3_db.py, prevent_l3_port_deletion); a
 * port of a running server or a load balancer is taken away without a question.
 */
export function deletePort(call: Call): Reply {
  const port = seenPort(call, param(call, 'id'));
  mayWrite(call, port);
  if (port.deviceOwner.startsWith('network:router')) {
    const why = `has device owner ${port.deviceOwner}`;
    throw networkFault(409, 'ServicePortInUse', `Port ${port.id} cannot be deleted directly via the port API: ${why}.`);
  }
  mayGo(call, port);
  removePort(call.state, port);
  return { status: 204 };
}

/** The groups a body names; undefined where it names none. */
export function groupsIn(call: Call, body: Record<string, unknown>): string[] | undefined {
  if (!('security_groups' in body)) return undefined;
  return textsAt(body, 'security_groups').map((id) => ownGroup(call, id).id);
}

/** The addresses a body names; undefined where it names none. */
export function fixedIpsIn(call: Call, body: Record<string, unknown>): PortWish['fixedIps'] {
  if (!('fixed_ips' in body)) return undefined;
  return objectsAt(body, 'fixed_ips').map((item) => {
    const subnetId = textOr(item, 'subnet_id', undefined);
    const address = textOr(item, 'ip_address', undefined);
    return {
      ...(subnetId === undefined ? {} : { subnetId: seenSubnet(call, subnetId).id }),
      ...(address === undefined ? {} : { address }),
    };
  });
}
