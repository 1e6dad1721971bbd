import type { Call } from '../core/call.ts';
import { grouped } from '../core/state.ts';
import type { Port } from '../network/rows.ts';
import type { Server } from './rows.ts';

/** Ports by the device that holds them: made once for a list, since Nova asks Neutron for all of them too. */
export type PortsOf = ReadonlyMap<string, readonly Port[]>;

/** Ports of all devices. */
export function portsByDevice(call: Call): PortsOf {
  return grouped(call.state.ports, (port) => port.deviceId);
}

/** Id, name and links: all that GET /servers gives. */
export function serverBrief(call: Call, row: Server): Record<string, unknown> {
  return { id: row.id, name: row.name, links: serverLinks(call, row.id) };
}

/** Links of a server. */
export function serverLinks(call: Call, id: string): unknown[] {
  return [
    { rel: 'self', href: `${call.base}/compute/v2.1/servers/${id}` },
    { rel: 'bookmark', href: `${call.base}/compute/servers/${id}` },
  ];
}

/** A server as its owner sees it, by microversion (nova/api/openstack/compute/views/servers.py). */
export function serverView(call: Call, row: Server, ports: PortsOf): Record<string, unknown> {
  const own = ports.get(row.id) ?? [];
  const since = (minor: number, fields: Record<string, unknown>): Record<string, unknown> =>
    call.microversion >= minor ? fields : {};
  const attached = row.volumes.map(({ volumeId, deleteOnTermination }) => {
    return { id: volumeId, ...since(3, { delete_on_termination: deleteOnTermination }) };
  });
  return {
    id: row.id,
    name: row.name,
    status: row.status,
    tenant_id: row.projectId,
    user_id: row.userId,
    metadata: row.metadata,
    hostId: row.status === 'BUILD' ? '' : row.projectId.repeat(2).slice(0, 56),
    image:
      row.imageId === ''
        ? ''
        : { id: row.imageId, links: [{ rel: 'bookmark', href: `${call.base}/compute/images/${row.imageId}` }] },
    flavor: flavorOf(call, row),
    created: row.createdAt,
    updated: row.updatedAt,
    addresses: addressesOf(call, own),
    accessIPv4: '',
    accessIPv6: '',
    links: serverLinks(call, row.id),
    'OS-DCF:diskConfig': 'MANUAL',
    progress: 0,
    'OS-EXT-AZ:availability_zone': row.status === 'BUILD' ? '' : 'nova',
    config_drive: '',
    key_name: row.keyName,
    'OS-SRV-USG:launched_at': row.launchedAt,
    'OS-SRV-USG:terminated_at': null,
    // Nova shows no groups as long as the server has no port.
    ...(row.status === 'BUILD' && own.length === 0 ? {} : { security_groups: groupsOf(call, row, own) }),
    'OS-EXT-STS:task_state': row.taskState,
    'OS-EXT-STS:vm_state': row.vmState,
    'OS-EXT-STS:power_state': row.status === 'ACTIVE' ? 1 : 0,
    'os-extended-volumes:volumes_attached': attached,
    ...(row.status === 'ERROR'
      ? { fault: { code: 500, created: row.updatedAt, message: 'Build of instance aborted.' } }
      : {}),
    ...since(9, { locked: row.locked }),
    ...since(73, { locked_reason: null }),
    ...since(19, { description: row.description }),
    ...since(26, { tags: row.tags }),
    ...since(63, { trusted_image_certificates: null }),
  };
}

function flavorOf(call: Call, { flavor }: Server): unknown {
  if (call.microversion < 47) {
    return { id: flavor.id, links: [{ rel: 'bookmark', href: `${call.base}/compute/flavors/${flavor.id}` }] };
  }
  const { vcpus, ram, disk, name } = flavor;
  return { vcpus, ram, disk, ephemeral: 0, swap: 0, original_name: name, extra_specs: {} };
}

function addressesOf(call: Call, ports: readonly Port[]): Record<string, unknown[]> {
  const addresses: Record<string, unknown[]> = {};
  for (const port of ports) {
    const name = call.state.networks.get(port.networkId)?.name ?? '';
    const common = { version: 4, 'OS-EXT-IPS-MAC:mac_addr': port.mac };
    const shown = (addresses[name] ??= []);
    for (const { address } of port.fixedIps) shown.push({ ...common, addr: address, 'OS-EXT-IPS:type': 'fixed' });
    for (const floating of call.state.floatingIps.values()) {
      if (floating.portId === port.id) shown.push({ ...common, addr: floating.address, 'OS-EXT-IPS:type': 'floating' });
    }
  }
  return addresses;
}

/** Names of the groups of its ports; what was asked for as long as it has none. */
function groupsOf(call: Call, row: Server, ports: readonly Port[]): { name: string }[] {
  const names = ports.flatMap((port) => port.securityGroups).map((id) => call.state.securityGroups.get(id)?.name ?? id);
  const shown = ports.length === 0 ? row.securityGroups : names;
  return [...new Set(shown)].map((name) => ({ name }));
}
