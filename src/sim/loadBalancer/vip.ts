import type { Call } from '../core/call.ts';
import { loadBalancerFault } from '../core/fault.ts';
import { textOr } from '../core/read.ts';
import { limitsOf, ownCount, type State, where } from '../core/state.ts';
import { addPort, removePort } from '../network/portLife.ts';
import type { Network, Port, Subnet } from '../network/rows.ts';
import { addGroup, defaultGroupOf, removeGroup } from '../network/securityGroups.ts';
import { touch } from '../network/standard.ts';
import type { LoadBalancer } from './rows.ts';

/** Where a load balancer listens. */
export interface Vip {
  readonly port: Port;
  readonly address: string;
  readonly subnetId: string;
  readonly ownsPort: boolean;
}

/**
 * The port of a new load balancer: the caller's own, or one that Octavia makes in the caller's project
 * (octavia/network/drivers/neutron/allowed_address_pairs.py, allocate_vip). It is made before the rest is looked at, so a
 * create which is refused later, by a quota of its listeners, leaves it behind.
 */
export function allocateVip(call: Call, id: string, body: Record<string, unknown>): Vip {
  const { state, projectId } = call;
  const portId = textOr(body, 'vip_port_id', undefined);
  if (portId !== undefined) return given(call, portId);
  const { network, subnet } = placeOf(call, body);
  const used = ownCount(state.ports, projectId);
  if (used >= limitsOf(state, projectId).ports) {
    throw loadBalancerFault(500, "Provider 'amphora' reports error: Quota exceeded for resources: ['port'].");
  }
  const address = textOr(body, 'vip_address', undefined);
  const port = addPort(state, projectId, network, {
    name: `octavia-lb-${id}`,
    deviceId: `lb-${id}`,
    deviceOwner: 'Octavia',
    adminStateUp: false,
    securityGroups: [defaultGroupOf(state, projectId).id],
    fixedIps: [{ subnetId: subnet.id, ...(address === undefined ? {} : { address }) }],
  });
  return { port, address: port.fixedIps[0]?.address ?? '', subnetId: subnet.id, ownsPort: true };
}

function given(call: Call, portId: string): Vip {
  const port = call.state.ports.get(portId);
  const fixed = port?.fixedIps[0];
  if (port?.projectId !== call.projectId || fixed === undefined)
    throw loadBalancerFault(400, `Port ${portId} not found.`);
  return { port, address: fixed.address, subnetId: fixed.subnetId, ownsPort: false };
}

function placeOf(call: Call, body: Record<string, unknown>): { network: Network; subnet: Subnet } {
  const subnetId = textOr(body, 'vip_subnet_id', undefined);
  const networkId = textOr(body, 'vip_network_id', undefined);
  if (subnetId === undefined && networkId === undefined) {
    throw loadBalancerFault(
      400,
      'Validation failure: VIP must contain one of: vip_port_id, vip_network_id, vip_subnet_id.',
    );
  }
  const subnet =
    subnetId === undefined
      ? where(call.state.subnets, (row) => row.networkId === networkId)[0]
      : call.state.subnets.get(subnetId);
  const network = call.state.networks.get(subnet?.networkId ?? networkId ?? '');
  if (subnet === undefined)
    throw loadBalancerFault(
      400,
      subnetId === undefined ? `Network ${String(networkId)} not found.` : `Subnet ${subnetId} not found.`,
    );
  if (network === undefined) throw loadBalancerFault(400, `Network ${subnet.networkId} not found.`);
  return { network, subnet };
}

/** The amphora's port and the group of the load balancer, both in the services' project; the VIP port gets that group. */
export function plug(state: State, loadBalancer: LoadBalancer): void {
  const network = state.networks.get(loadBalancer.vipNetworkId);
  const port = state.ports.get(loadBalancer.vipPortId);
  if (network === undefined || port === undefined) return;
  const group = addGroup(state, state.serviceProjectId, { name: `lb-${loadBalancer.id}`, description: '' });
  const vrrp = addPort(state, state.serviceProjectId, network, {
    name: `octavia-lb-vrrp-${state.random.uuid()}`,
    deviceId: state.random.uuid(),
    deviceOwner: 'Octavia',
    securityGroups: [group.id],
    fixedIps: [{ subnetId: loadBalancer.vipSubnetId }],
    revision: 4,
  });
  vrrp.allowedAddressPairs = [{ mac_address: vrrp.mac, ip_address: loadBalancer.vipAddress }];
  port.securityGroups = [group.id];
  touch(state, port);
  loadBalancer.groupId = group.id;
  loadBalancer.vrrpPortId = vrrp.id;
}

/** Takes away what `plug` and `allocateVip` made; a port that the caller gave stays. */
export function unplug(state: State, loadBalancer: LoadBalancer): void {
  const vrrp = state.ports.get(loadBalancer.vrrpPortId ?? '');
  if (vrrp !== undefined) removePort(state, vrrp);
  const port = state.ports.get(loadBalancer.vipPortId);
  if (port !== undefined && loadBalancer.ownsPort) removePort(state, port);
  else if (port !== undefined) port.securityGroups = port.securityGroups.filter((id) => id !== loadBalancer.groupId);
  const group = state.securityGroups.get(loadBalancer.groupId ?? '');
  if (group !== undefined) removeGroup(state, group);
}
