import type { Call } from '../core/call.ts';
import { networkFault } from '../core/fault.ts';
import { flagOr, isObject, textOr } from '../core/read.ts';
import { where, type State } from '../core/state.ts';
import { addPort, removePort } from './portLife.ts';
import type { Router } from './rows.ts';
import { seenNetwork } from './seen.ts';
import { touch } from './standard.ts';

/** `external_gateway_info`: a network sets it, null or {} takes it away, unless a floating IP needs it. */
export function setGateway(call: Call, router: Router, body: Record<string, unknown>): void {
  if (!('external_gateway_info' in body)) return;
  const { state } = call;
  const info = body['external_gateway_info'];
  const networkId = isObject(info) ? textOr(info, 'network_id', undefined) : undefined;
  if (networkId !== undefined && networkId === router.gateway?.networkId) return;
  const network = networkId === undefined ? undefined : seenNetwork(call, networkId);
  if (network !== undefined && !network.external) {
    throw networkFault(400, 'BadRequest', `Bad router request: Network ${network.id} is not an external network.`);
  }
  const needed = where(state.floatingIps, (row) => row.routerId === router.id).length > 0;
  if (router.gateway !== undefined && needed) {
    const what = `Gateway cannot be updated for router ${router.id}, since a gateway to external network`;
    const why = `${router.gateway.networkId} is required by one or more floating IPs.`;
    throw networkFault(409, 'RouterExternalGatewayInUseByFloatingIp', `${what} ${why}`);
  }
  dropGateway(state, router);
  if (network !== undefined) {
    // A gateway's port belongs to nobody, so it counts against no quota (neutron/db/l3_db.py, _create_router_gw_port).
    const port = addPort(state, '', network, {
      deviceId: router.id,
      deviceOwner: 'network:router_gateway',
      portSecurity: false,
    });
    const enableSnat = isObject(info) ? flagOr(info, 'enable_snat', true) : true;
    router.gateway = { networkId: network.id, enableSnat, portId: port.id };
  }
  touch(state, router);
}

/** Takes a router's gateway away with its port. */
export function dropGateway(state: State, router: Router): void {
  const port = state.ports.get(router.gateway?.portId ?? '');
  if (port !== undefined) removePort(state, port);
  router.gateway = undefined;
}
