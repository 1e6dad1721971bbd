import type { State } from '../core/state.ts';
import type { FloatingIp, Port } from './rows.ts';
import { touch } from './standard.ts';

/** How long an agent takes to say that an address works, or no longer. */
const AGENT = 300;

/** Puts a floating IP on a port's address. It is ACTIVE only after an agent has seen it. */
export function associateWith(
  state: State,
  floatingIp: FloatingIp,
  port: Port,
  fixedAddress: string,
  routerId: string,
): void {
  floatingIp.portId = port.id;
  floatingIp.fixedAddress = fixedAddress;
  floatingIp.routerId = routerId;
  statusLater(state, floatingIp, 'ACTIVE');
}

/** Takes a floating IP off its port. It is DOWN only after an agent has seen it. */
export function disassociate(state: State, floatingIp: FloatingIp): void {
  floatingIp.portId = null;
  floatingIp.fixedAddress = null;
  floatingIp.routerId = null;
  statusLater(state, floatingIp, 'DOWN');
}

function statusLater(state: State, floatingIp: FloatingIp, status: string): void {
  state.time.later(AGENT, () => {
    if (state.floatingIps.get(floatingIp.id) !== floatingIp || floatingIp.status === status) return;
    if ((floatingIp.portId === null) !== (status === 'DOWN')) return;
    floatingIp.status = status;
    touch(state, floatingIp);
  });
}
