import { at, textAt } from '../support/json.ts';
import { connectWire, type Wire } from '../support/wire.ts';
import type { World } from '../support/world.ts';
import { makeNetwork, makePort, makeVolume, ok, until } from '../contract/stage.ts';

/** A server that is no more. */
const GONE = '99999999-9999-4999-8999-999999999999';
const UID = '464b1352-9dc6-5ebd-8e6a-54d94d656bc6';
const CSI = 'Created by OpenStack Cinder CSI driver';

/** What a cluster may leave besides the usual: ids by what they are. */
export interface Extras {
  readonly trunk: string;
  readonly attachment: string;
  readonly heldVolume: string;
  readonly savedVolume: string;
  /** A full backup, and one that builds on it. */
  readonly backups: readonly [string, string];
  readonly container: string;
  readonly access: string;
  readonly secret: string;
}

/** Logged in with a password: Keystone shows EC2 credentials to nobody else. */
export function wireOf(world: World): Promise<Wire> {
  return connectWire(world.cloudsYaml, 'test-password');
}

/**
 * A trunk, an orphan attachment, a chain of backups, a container with objects, and an EC2 credential, with the texts that
 * the creators of a cluster of this name write.
 */
export async function standExtras(world: World, C: string, objects: readonly string[]): Promise<Extras> {
  const wire = await wireOf(world);
  const metadata = { 'cinder.csi.openstack.org/cluster': C };
  const texts = { description: `Created by cluster-api-provider-openstack cluster ${C}` };
  const { networkId } = await makeNetwork(wire, `k8s-clusterapi-cluster-${C}-${C}`);
  const port_id = await makePort(wire, networkId, texts);
  const subport = await makePort(wire, networkId, texts);
  const sub_ports = [{ port_id: subport, segmentation_type: 'vlan', segmentation_id: 7 }];
  const trunk = await ok(wire, 'network', 'POST', '/trunks', { trunk: { port_id, sub_ports, ...texts } });

  const volume = { name: `pvc-${UID}`, description: CSI, metadata };
  const heldVolume = await makeVolume(wire, volume);
  const reserved = { attachment: { volume_uuid: heldVolume, instance_uuid: GONE } };
  const attachment = await ok(wire, 'volume', 'POST', '/attachments', reserved);

  const savedVolume = await makeVolume(wire, volume);
  const backup = { volume_id: savedVolume, name: `snapshot-${UID}`, description: CSI };
  const backups = [
    await makeBackup(wire, { ...backup, metadata }),
    await makeBackup(wire, { ...backup, incremental: true }),
  ];

  const container = `${C}-${C}-harbor-registry`;
  await ok(wire, 'objectStore', 'PUT', `/${container}`);
  for (const object of objects) await ok(wire, 'objectStore', 'PUT', `/${container}/${object}`, 'layer');

  const wanted = { tenant_id: wire.projectId };
  const key = await ok(wire, 'identity', 'POST', `/users/${wire.userId}/credentials/OS-EC2`, wanted);
  return {
    trunk: textAt(trunk, 'trunk', 'id'),
    attachment: textAt(attachment, 'attachment', 'id'),
    heldVolume,
    savedVolume,
    backups: [backups[0] ?? '', backups[1] ?? ''],
    container,
    access: textAt(key, 'credential', 'access'),
    secret: textAt(key, 'credential', 'secret'),
  };
}

async function makeBackup(wire: Wire, backup: Record<string, unknown>): Promise<string> {
  const id = textAt(await ok(wire, 'volume', 'POST', '/backups', { backup }), 'backup', 'id');
  await until(
    () => wire.send('volume', 'GET', `/backups/${id}`),
    (reply) => at(reply.body, 'backup', 'status') === 'available',
  );
  return id;
}
