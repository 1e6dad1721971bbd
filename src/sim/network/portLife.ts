import { where, type State } from '../core/state.ts';
import { freeAddress, takeAddress, takeAnyAddress } from './addresses.ts';
import { disassociate } from './floatingIpLife.ts';
import type { FixedIp, Network, Port, Subnet } from './rows.ts';
import { standard } from './standard.ts';

/** How a port is wanted; Nova, Octavia and routers make theirs with it too. */
export interface PortWish {
  readonly name?: string;
  readonly description?: string;
  readonly fixedIps?: readonly { readonly subnetId?: string; readonly address?: string }[];
  readonly securityGroups?: readonly string[];
  readonly deviceId?: string;
  readonly deviceOwner?: string;
  readonly adminStateUp?: boolean;
  readonly portSecurity?: boolean;
  readonly revision?: number;
}

/** Puts a port on a network, without asking for quota; takes its addresses. */
export function addPort(state: State, projectId: string, network: Network, wish: PortWish): Port {
  const fixedIps = placed(state, network, wish.fixedIps);
  const port: Port = {
    ...standard(state, projectId, wish, wish.revision ?? 1),
    networkId: network.id,
    mac: state.random.mac(),
    adminStateUp: wish.adminStateUp ?? true,
    status: 'DOWN',
    deviceId: wish.deviceId ?? '',
    deviceOwner: wish.deviceOwner ?? '',
    fixedIps,
    securityGroups: [...(wish.securityGroups ?? [])],
    portSecurity: wish.portSecurity ?? true,
    allowedAddressPairs: [],
  };
  state.ports.set(port.id, port);
  return port;
}

/**
 * Takes the addresses of a wish: the named ones, or any of the named subnet, or any of the network's first subnet. Takes all
 * of them or none.
 */
export function placed(state: State, network: Network, wish: PortWish['fixedIps']): FixedIp[] {
  const subnets = where(state.subnets, (subnet) => subnet.networkId === network.id);
  const first = subnets[0];
  if (wish === undefined)
    return first === undefined ? [] : [{ subnetId: first.id, address: takeAnyAddress(state, first) }];
  const taken: FixedIp[] = [];
  try {
    for (const { subnetId, address } of wish) taken.push(place(state, subnets, subnetId, address));
  } catch (error) {
    for (const { subnetId, address } of taken) freeAddress(state, subnetId, address);
    throw error;
  }
  return taken;
}

function place(
  state: State,
  subnets: readonly Subnet[],
  subnetId: string | undefined,
  address: string | undefined,
): FixedIp {
  const subnet =
    subnets.find((row) => subnetId === undefined || row.id === subnetId) ?? state.subnets.get(subnetId ?? '');
  if (subnet === undefined) throw new Error(`no subnet ${String(subnetId)} on this network`);
  if (address === undefined) return { subnetId: subnet.id, address: takeAnyAddress(state, subnet) };
  takeAddress(state, subnet, address);
  return { subnetId: subnet.id, address };
}

/** Takes a port away: its addresses are free, its floating IPs stand alone. */
export function removePort(state: State, port: Port): void {
  for (const { subnetId, address } of port.fixedIps) freeAddress(state, subnetId, address);
  for (const floatingIp of where(state.floatingIps, (row) => row.portId === port.id)) disassociate(state, floatingIp);
  state.ports.delete(port.id);
}
