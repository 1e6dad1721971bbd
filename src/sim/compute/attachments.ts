import { param, type Call, type Reply } from '../core/call.ts';
import { computeFault } from '../core/fault.ts';
import { flagOr, objectAt, text } from '../core/read.ts';
import { detach, finishAttach } from '../volume/life.ts';
import { hang } from './build.ts';
import type { Server } from './rows.ts';
import { ownServer } from './servers.ts';

const ATTACHING = 500;

type Hung = Server['volumes'][number];

/** GET /servers/{id}/os-volume_attachments */
export function listAttachments(call: Call): Reply {
  const row = ownServer(call);
  return { status: 200, body: { volumeAttachments: row.volumes.map((hung) => view(call, row, hung)) } };
}

/** GET /servers/{id}/os-volume_attachments/{volume} */
export function showAttachment(call: Call): Reply {
  const row = ownServer(call);
  return { status: 200, body: { volumeAttachment: view(call, row, find(call, row)) } };
}

/** POST /servers/{id}/os-volume_attachments (nova/api/openstack/compute/volume_attachments.py) */
export function createAttachment(call: Call): Reply {
  const { state } = call;
  const row = ownServer(call);
  const body = objectAt(call.body, 'volumeAttachment');
  const volumeId = text(body, 'volumeId');
  const volume = state.volumes.get(volumeId);
  if (volume?.projectId !== call.projectId) throw computeFault(404, `Volume ${volumeId} could not be found.`);
  if (volume.status !== 'available') {
    const says = `volume ${volumeId} status must be available or downloading to reserve, but the current status is ${volume.status}.`;
    throw computeFault(400, `Invalid input received: Invalid volume: ${says}`);
  }
  if (row.status !== 'ACTIVE') {
    throw computeFault(409, `Cannot 'attach_volume' instance ${row.id} while it is in vm_state ${row.vmState}`);
  }
  hang(state, row, volumeId, flagOr(body, 'delete_on_termination', false));
  const hung = row.volumes.at(-1);
  if (hung === undefined) throw new Error('nothing was hung');
  state.time.later(ATTACHING, () => {
    finishAttach(state, hung.attachmentId);
  });
  return { status: 200, body: { volumeAttachment: view(call, row, hung) } };
}

/** DELETE /servers/{id}/os-volume_attachments/{volume}: 202, detached later; the root disk stays. */
export function deleteAttachment(call: Call): Reply {
  const { state } = call;
  const row = ownServer(call);
  const hung = find(call, row);
  const volume = state.volumes.get(hung.volumeId);
  if (row.imageId === '' && row.volumes[0] === hung) throw computeFault(403, 'Cannot detach a root device volume');
  if (volume?.status !== 'in-use') {
    const says = `Unable to detach volume. Volume status must be 'in-use' and attach_status must be 'attached' to detach.`;
    throw computeFault(400, `Invalid volume: Invalid volume: ${says}`);
  }
  volume.status = 'detaching';
  state.time.later(ATTACHING, () => {
    row.volumes.splice(row.volumes.indexOf(hung), 1);
    detach(state, hung.attachmentId);
  });
  return { status: 202 };
}

function find(call: Call, row: Server): Hung {
  const volumeId = param(call, 'volume');
  const hung = row.volumes.find((candidate) => candidate.volumeId === volumeId);
  if (hung === undefined) throw computeFault(404, `volume_id not found: ${volumeId}`);
  return hung;
}

function view(call: Call, row: Server, hung: Hung): Record<string, unknown> {
  return {
    ...(call.microversion < 89 ? { id: hung.volumeId } : {}),
    volumeId: hung.volumeId,
    serverId: row.id,
    device: hung.device,
    ...(call.microversion >= 70 ? { tag: null } : {}),
    ...(call.microversion >= 79 ? { delete_on_termination: hung.deleteOnTermination } : {}),
    ...(call.microversion >= 89 ? { attachment_id: hung.attachmentId } : {}),
  };
}
