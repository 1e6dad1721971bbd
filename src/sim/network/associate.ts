import type { Call } from '../core/call.ts';
import { networkFault } from '../core/fault.ts';
import { textOr } from '../core/read.ts';
import { where } from '../core/state.ts';
import { associateWith } from './floatingIpLife.ts';
import type { FloatingIp, Port } from './rows.ts';

/** Puts a floating IP on a port as asked: finds the router that leads from the port to the external network, and refuses a fixed address that has a floating one. */
export function associate(call: Call, row: FloatingIp, port: Port, body: Record<string, unknown>): void {
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
