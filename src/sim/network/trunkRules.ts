import type { Call } from '../core/call.ts';
import { networkFault } from '../core/fault.ts';
import type { Port, Subport, Trunk } from './rows.ts';
import { seenPort } from './seen.ts';

/** A port that may become a trunk's parent (neutron/services/trunk/rules.py, TrunkPortValidator.validate). */
export function mayBeParent(call: Call, port: Port): Port {
  notInTrunk(call, port);
  if (port.deviceOwner.startsWith('compute:')) throw parentInUse(port.id);
  return port;
}

/** A port that may become a trunk's subport: in no other trunk, and no device's. */
export function mayBeSubport(call: Call, trunk: Trunk, subport: Subport): Port {
  const port = seenPort(call, subport.portId);
  if (port.id === trunk.portId) throw parentInUse(port.id);
  notInTrunk(call, port);
  if (port.deviceId !== '')
    throw networkFault(
      409,
      'PortInUse',
      `Unable to complete operation on port ${port.id} for network ${port.networkId}.`,
    );
  const { segmentationType, segmentationId } = subport;
  if (segmentationType !== 'vlan') {
    const says = `Invalid input for operation: Unknown segmentation_type '${segmentationType}'.`;
    throw networkFault(400, 'InvalidInput', says);
  }
  if (trunk.subports.some((other) => other.segmentationId === segmentationId)) {
    const says = `segmentation_type ${segmentationType} and segmentation_id ${segmentationId} already in use on trunk ${trunk.id}.`;
    throw networkFault(409, 'DuplicateSubPort', says);
  }
  return port;
}

/** Refuses to delete a port that a trunk uses (neutron/services/trunk/rules.py, enforce_port_deletion_rules). */
export function mayGo(call: Call, port: Port): void {
  for (const trunk of call.state.trunks.values()) {
    if (isSubport(trunk, port)) {
      const says = `Port ${port.id} is currently a subport for trunk ${trunk.id}.`;
      throw networkFault(409, 'PortInUseAsSubPort', says);
    }
    if (trunk.portId === port.id) {
      const says = `Port ${port.id} is currently a parent port for trunk ${trunk.id}.`;
      throw networkFault(409, 'PortInUseAsTrunkParent', says);
    }
  }
}

function notInTrunk(call: Call, port: Port): void {
  for (const trunk of call.state.trunks.values()) {
    if (isSubport(trunk, port))
      throw networkFault(409, 'TrunkPortInUse', `Port ${port.id} is in use by another trunk.`);
    if (trunk.portId === port.id) throw parentInUse(port.id);
  }
}

function isSubport(trunk: Trunk, port: Port): boolean {
  return trunk.subports.some(({ portId }) => portId === port.id);
}

function parentInUse(id: string): Error {
  const says = `Port ${id} is currently in use and is not eligible for use as a parent port.`;
  return networkFault(409, 'ParentPortInUse', says);
}
