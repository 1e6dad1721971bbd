import { userOf, type Call } from '../core/call.ts';
import { computeFault } from '../core/fault.ts';
import { flagOr, isObject, numberOr, objectsAt, text, textOr } from '../core/read.ts';
import type { Volume } from '../volume/rows.ts';

/** A volume a server is to have: one that is there, or one that Nova makes of an image while it builds. */
export type VolumeWish =
  | { readonly from: 'volume'; readonly volumeId: string; readonly deleteOnTermination: boolean }
  | { readonly from: 'image'; readonly imageId: string; readonly size: number; readonly deleteOnTermination: boolean };

/** A network interface a server is to have: a port that is there, or one that Nova makes. */
export type InterfaceWish = { readonly portId: string } | { readonly networkId: string; readonly address?: string };

/** `block_device_mapping_v2` (nova/api/openstack/compute/schemas/servers.py); the local disk of an image is none. */
export function volumesWanted(call: Call, body: Record<string, unknown>): VolumeWish[] {
  return objectsAt(body, 'block_device_mapping_v2').flatMap((item): VolumeWish[] => {
    const deleteOnTermination = flagOr(item, 'delete_on_termination', false);
    const source = textOr(item, 'source_type', 'volume');
    const destination = textOr(item, 'destination_type', 'volume');
    if (source === 'volume') {
      const volume = bootable(call, text(item, 'uuid'));
      return [{ from: 'volume', volumeId: volume.id, deleteOnTermination }];
    }
    if (source !== 'image')
      throw computeFault(400, `Block Device Mapping is Invalid: source ${source} is not simulated.`);
    const imageId = text(item, 'uuid');
    if (!call.state.images.has(imageId))
      throw computeFault(400, `Block Device Mapping is Invalid: failed to get image ${imageId}.`);
    if (destination === 'local') return [];
    const size = numberOr(item, 'volume_size', 0);
    if (size < 1)
      throw computeFault(
        400,
        "Block Device Mapping is Invalid: Images with destination_type 'volume' need to have a non-zero size specified",
      );
    return [{ from: 'image', imageId, size, deleteOnTermination }];
  });
}

function bootable(call: Call, id: string): Volume {
  const volume = call.state.volumes.get(id);
  if (volume?.projectId !== call.projectId)
    throw computeFault(400, `Block Device Mapping is Invalid: failed to get volume ${id}.`);
  if (volume.status === 'available') return volume;
  throw computeFault(400, `Invalid volume: volume '${id}' status must be 'available'. Currently in '${volume.status}'`);
}

/** `networks`, which must be there from microversion 2.37 on. */
export function interfacesWanted(call: Call, body: Record<string, unknown>): InterfaceWish[] {
  const networks = body['networks'];
  if (networks === undefined && call.microversion >= 37) {
    throw computeFault(400, "Invalid input for field/attribute server. 'networks' is a required property");
  }
  if (typeof networks === 'string') return [];
  return objectsAt(body, 'networks').map((item) => {
    const portId = textOr(item, 'port', undefined);
    return portId === undefined ? onNetwork(call, item) : { portId: freePort(call, portId) };
  });
}

function onNetwork(call: Call, item: Record<string, unknown>): InterfaceWish {
  const networkId = text(item, 'uuid');
  const network = call.state.networks.get(networkId);
  if (network === undefined || (network.projectId !== call.projectId && !network.shared)) {
    throw computeFault(400, `Network ${networkId} could not be found.`);
  }
  const address = textOr(item, 'fixed_ip', undefined);
  return { networkId, ...(address === undefined ? {} : { address }) };
}

function freePort(call: Call, id: string): string {
  const port = call.state.ports.get(id);
  if (port?.projectId !== call.projectId) throw computeFault(400, `Port id ${id} could not be found.`);
  if (port.deviceId !== '') throw computeFault(409, `Port ${id} is still in use.`);
  if (port.fixedIps.length === 0) throw computeFault(400, `Port ${id} requires a FixedIP in order to be used.`);
  return id;
}

/** The group of `os:scheduler_hints`, which must be one of the project's. */
export function groupWanted(call: Call): string | undefined {
  const body = isObject(call.body) ? call.body : {};
  const hints = body['os:scheduler_hints'] ?? body['OS-SCH-HNT:scheduler_hints'];
  const id = isObject(hints) ? textOr(hints, 'group', undefined) : undefined;
  if (id === undefined) return undefined;
  const group = call.state.serverGroups.get(id);
  if (group?.projectId === call.projectId) return id;
  throw computeFault(400, `Instance group ${id} could not be found.`);
}

/** The name of a keypair of the caller's. */
export function keyWanted(call: Call, body: Record<string, unknown>): string | null {
  const name = textOr(body, 'key_name', null);
  if (name === null || call.state.keypairs.has(`${userOf(call)}/${name}`)) return name;
  throw computeFault(400, 'Invalid key_name provided.');
}
