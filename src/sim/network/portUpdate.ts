import { param, type Call, type Reply } from '../core/call.ts';
import { flagOr, objectAt, objectsAt, textOr } from '../core/read.ts';
import { freeAddress } from './addresses.ts';
import { placed, type PortWish } from './portLife.ts';
import { fixedIpsIn, groupsIn, PORT_SETTABLE } from './ports.ts';
import { portView } from './portView.ts';
import type { Port } from './rows.ts';
import { seenNetwork, seenPort } from './seen.ts';
import { mayWrite, onlyKnown, rename, touch } from './standard.ts';

/** PUT /ports/{id}. `updated_at` changes also when nothing else does. */
export function updatePort(call: Call): Reply {
  const port = seenPort(call, param(call, 'id'));
  const body = objectAt(call.body, 'port');
  onlyKnown(body, PORT_SETTABLE);
  mayWrite(call, port);
  const groups = groupsIn(call, body);
  const fixedIps = fixedIpsIn(call, body);
  if (fixedIps !== undefined) move(call, port, fixedIps);
  if (groups !== undefined) port.securityGroups = groups;
  rename(port, body);
  port.deviceId = textOr(body, 'device_id', port.deviceId);
  port.deviceOwner = textOr(body, 'device_owner', port.deviceOwner);
  port.adminStateUp = flagOr(body, 'admin_state_up', port.adminStateUp);
  port.portSecurity = flagOr(body, 'port_security_enabled', port.portSecurity);
  if ('allowed_address_pairs' in body) port.allowedAddressPairs = objectsAt(body, 'allowed_address_pairs');
  touch(call.state, port);
  const reply = { status: 200, body: { port: portView(port) } };
  // A written description raises the revision once more after the answer (seen on Zed): the number in the answer is old.
  if ('description' in body) touch(call.state, port);
  return reply;
}

/**
 * Gives a port other addresses, all of them or none. What it keeps it does not let go of; a subnet without an address keeps
 * the address it has there (neutron/db/ipam_pluggable_backend.py, _get_changed_ips_for_port).
 */
function move(call: Call, port: Port, wish: NonNullable<PortWish['fixedIps']>): void {
  const { state } = call;
  const kept = wish.flatMap((item) => {
    const same = port.fixedIps.find(({ subnetId, address }) => {
      return item.address === undefined ? item.subnetId === subnetId : item.address === address;
    });
    return same === undefined ? [] : [{ item, same }];
  });
  const fresh = wish.filter((item) => !kept.some((entry) => entry.item === item));
  const taken = placed(state, seenNetwork(call, port.networkId), fresh);
  const left = port.fixedIps.filter((fixed) => !kept.some((entry) => entry.same === fixed));
  for (const { subnetId, address } of left) freeAddress(state, subnetId, address);
  port.fixedIps = [...kept.map((entry) => entry.same), ...taken];
}
