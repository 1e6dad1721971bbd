import type { Call } from '../core/call.ts';
import type { State } from '../core/state.ts';
import { addPort, removePort } from '../network/portLife.ts';
import { defaultGroupOf } from '../network/securityGroups.ts';
import { touch } from '../network/standard.ts';
import { addVolume, attach, detach, finishAttach, removeVolume } from '../volume/life.ts';
import type { InterfaceWish, VolumeWish } from './boot.ts';
import type { Server } from './rows.ts';

const WIRING = 600;
const SPAWNING = 1200;
const DELETING = 1500;

/** What is needed to build a server once the request for it is answered. */
export interface Build {
  readonly server: Server;
  readonly interfaces: readonly InterfaceWish[];
  readonly volumes: readonly VolumeWish[];
  readonly fails: boolean;
}

/**
 * Builds a server: ports are bound or made, volumes made and attached, then it is ACTIVE
 * (nova/compute/manager.py, _build_and_run_instance). A volume that is there is reserved before the request is answered.
 */
export function startBuild(call: Call, build: Build): void {
  const { state } = call;
  const { server } = build;
  for (const wish of build.volumes)
    if (wish.from === 'volume') hang(state, server, wish.volumeId, wish.deleteOnTermination);
  state.time.later(WIRING, () => {
    if (!state.servers.has(server.id)) return;
    try {
      for (const wish of build.interfaces) plug(state, server, wish);
      for (const wish of build.volumes) if (wish.from === 'image') hangNew(state, server, wish);
    } catch {
      fail(state, server);
      return;
    }
    server.taskState = 'spawning';
    state.time.later(SPAWNING, () => {
      if (!state.servers.has(server.id)) return;
      if (build.fails) fail(state, server);
      else run(state, server);
    });
  });
}

function run(state: State, server: Server): void {
  for (const { attachmentId } of server.volumes) finishAttach(state, attachmentId);
  server.status = 'ACTIVE';
  server.vmState = 'active';
  server.taskState = null;
  server.launchedAt = `${state.time.stamp()}.000000`;
  server.updatedAt = `${state.time.stamp()}Z`;
}

function fail(state: State, server: Server): void {
  server.status = 'ERROR';
  server.vmState = 'error';
  server.taskState = null;
  server.updatedAt = `${state.time.stamp()}Z`;
}

/** Binds a port to a server; one that Nova makes is Nova's to take away (nova/network/neutron.py, allocate_for_instance). */
function plug(state: State, server: Server, wish: InterfaceWish): void {
  const port = 'portId' in wish ? state.ports.get(wish.portId) : made(state, server, wish);
  if (port === undefined) throw new Error('the port is gone');
  port.deviceId = server.id;
  port.deviceOwner = 'compute:nova';
  port.status = 'ACTIVE';
  touch(state, port, 2);
}

function made(state: State, server: Server, wish: { networkId: string; address?: string }) {
  const network = state.networks.get(wish.networkId);
  if (network === undefined) throw new Error('the network is gone');
  const securityGroups = [defaultGroupOf(state, server.projectId).id];
  const fixedIps = wish.address === undefined ? {} : { fixedIps: [{ address: wish.address }] };
  const port = addPort(state, server.projectId, network, { securityGroups, ...fixedIps });
  server.ownPorts.add(port.id);
  return port;
}

function hangNew(
  state: State,
  server: Server,
  wish: { imageId: string; size: number; deleteOnTermination: boolean },
): void {
  const { projectId, userId } = server;
  const volume = addVolume(state, {
    projectId,
    userId,
    name: '',
    description: '',
    size: wish.size,
    imageId: wish.imageId,
  });
  volume.status = 'available';
  hang(state, server, volume.id, wish.deleteOnTermination);
}

/** Hangs a volume on a server: reserved now, attached when the caller says so. */
export function hang(state: State, server: Server, volumeId: string, deleteOnTermination: boolean): string {
  const device = `/dev/sd${String.fromCharCode(97 + server.volumes.length + (server.imageId === '' ? 0 : 1))}`;
  const attachment = attach(state, volumeId, server, device);
  server.volumes.push({ volumeId, deleteOnTermination, device, attachmentId: attachment.id });
  return device;
}

/**
 * Takes a server away: ports of its own go, ports that were there before are unbound and stay, volumes are detached and go
 * when they are to be deleted on termination (nova/network/neutron.py, _delete_nic_metadata and _unbind_ports).
 */
export function startDelete(call: Call, server: Server): void {
  const { state } = call;
  server.taskState = 'deleting';
  server.updatedAt = `${state.time.stamp()}Z`;
  state.time.later(
    DELETING,
    () => {
      if (!state.servers.has(server.id)) return;
      if (call.ending === 'error') fail(state, server);
      else removeServer(state, server);
    },
    'server',
  );
}

function removeServer(state: State, server: Server): void {
  for (const port of [...state.ports.values()].filter((row) => row.deviceId === server.id)) {
    if (server.ownPorts.has(port.id)) removePort(state, port);
    else {
      port.deviceId = '';
      port.deviceOwner = '';
      port.status = 'DOWN';
      touch(state, port, 2);
    }
  }
  for (const { attachmentId, volumeId, deleteOnTermination } of server.volumes) {
    detach(state, attachmentId);
    if (deleteOnTermination) removeVolume(state, volumeId);
  }
  for (const group of state.serverGroups.values()) {
    const place = group.members.indexOf(server.id);
    if (place >= 0) group.members.splice(place, 1);
  }
  state.servers.delete(server.id);
}
