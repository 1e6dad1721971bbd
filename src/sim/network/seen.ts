import type { Call } from '../core/call.ts';
import { networkFault } from '../core/fault.ts';
import type { FloatingIp, Network, Port, Router, SecurityGroup, Subnet, Trunk } from './rows.ts';

/** One's own networks, the shared and the external ones (neutron/conf/policies/network.py). */
export function networkVisible(call: Call, network: Network): boolean {
  return network.projectId === call.projectId || network.shared || network.external;
}

/** One's own subnets and those of shared networks; not those of external ones (neutron/conf/policies/subnet.py). */
export function subnetVisible(call: Call, subnet: Subnet): boolean {
  return subnet.projectId === call.projectId || call.state.networks.get(subnet.networkId)?.shared === true;
}

/** One's own ports, and everybody's on one's own networks (neutron/conf/policies/port.py). */
export function portVisible(call: Call, port: Port): boolean {
  return port.projectId === call.projectId || call.state.networks.get(port.networkId)?.projectId === call.projectId;
}

/** A network the caller may see. */
export function seenNetwork(call: Call, id: string): Network {
  const network = call.state.networks.get(id);
  if (network !== undefined && networkVisible(call, network)) return network;
  throw networkFault(404, 'NetworkNotFound', `Network ${id} could not be found.`);
}

/** A subnet the caller may see. */
export function seenSubnet(call: Call, id: string): Subnet {
  const subnet = call.state.subnets.get(id);
  if (subnet !== undefined && subnetVisible(call, subnet)) return subnet;
  throw networkFault(404, 'SubnetNotFound', `Subnet ${id} could not be found.`);
}

/** A port the caller may see. */
export function seenPort(call: Call, id: string): Port {
  const port = call.state.ports.get(id);
  if (port !== undefined && portVisible(call, port)) return port;
  throw networkFault(404, 'PortNotFound', `Port ${id} could not be found.`);
}

/** A router of the caller's project. */
export function ownRouter(call: Call, id: string): Router {
  const router = call.state.routers.get(id);
  if (router?.projectId === call.projectId) return router;
  throw networkFault(404, 'RouterNotFound', `Router ${id} could not be found`);
}

/** A floating IP of the caller's project. */
export function ownFloatingIp(call: Call, id: string): FloatingIp {
  const floatingIp = call.state.floatingIps.get(id);
  if (floatingIp?.projectId === call.projectId) return floatingIp;
  throw networkFault(404, 'FloatingIPNotFound', `Floating IP ${id} could not be found`);
}

/** A security group of the caller's project. */
export function ownGroup(call: Call, id: string): SecurityGroup {
  const group = call.state.securityGroups.get(id);
  if (group?.projectId === call.projectId) return group;
  throw networkFault(404, 'SecurityGroupNotFound', `Security group ${id} does not exist`);
}

/** A trunk of the caller's project. */
export function ownTrunk(call: Call, id: string): Trunk {
  const trunk = call.state.trunks.get(id);
  if (trunk?.projectId === call.projectId) return trunk;
  throw networkFault(404, 'TrunkNotFound', `Trunk ${id} could not be found.`);
}
