import { param, type Call, type Reply } from '../core/call.ts';
import { computeFault } from '../core/fault.ts';
import { objectAt, text } from '../core/read.ts';
import { where } from '../core/state.ts';
import { attach, detach } from './life.ts';
import type { Attachment } from './rows.ts';
import { ownVolume } from './volumes.ts';

/** GET /attachments and GET /attachments/detail, from 3.27 on: no link leads on (cinder/api/v3/views/attachments.py, list). */
export function listVolumeAttachments(call: Call): Reply {
  known(call);
  const wanted = (name: string, value: string): boolean => (call.query.get(name) ?? value) === value;
  const rows = where(call.state.attachments, (row) => {
    return row.projectId === call.projectId && wanted('volume_id', row.volumeId) && wanted('instance_id', row.serverId);
  }).reverse();
  const start = Number(call.query.get('offset') ?? 0);
  const page = rows.slice(start, start + Math.min(1000, Number(call.query.get('limit') ?? 1000)));
  const view = call.path.endsWith('/detail') ? full : brief;
  return { status: 200, body: { attachments: page.map(view) } };
}

/** GET /attachments/{id} */
export function showVolumeAttachment(call: Call): Reply {
  return { status: 200, body: { attachment: full(find(call)) } };
}

/** POST /attachments: reserves a volume for whatever server is named; nobody asks Nova (cinder/volume/api.py, attachment_create). */
export function createVolumeAttachment(call: Call): Reply {
  known(call);
  const body = objectAt(call.body, 'attachment');
  const volume = ownVolume(call, text(body, 'volume_uuid'));
  if (volume.status !== 'available') {
    const says = `volume ${volume.id} status must be available or downloading to reserve, but the current status is ${volume.status}.`;
    throw computeFault(400, `Invalid volume: ${says}`);
  }
  const row = attach(call.state, volume.id, { id: text(body, 'instance_uuid'), projectId: call.projectId }, '');
  return { status: 200, body: { attachment: full(row) } };
}

/**
 * DELETE /attachments/{id}: refused as long as Nova knows it; one that is merely reserved may go
 * (cinder/volume/api.py, attachment_deletion_allowed). Cinder asks Nova with the caller's token. Of an application
 * credential's, Keystone makes it none, and Cinder fails (seen on Zed with Keystone's fixes of 2026).
 */
export function deleteVolumeAttachment(call: Call): Reply {
  const row = find(call);
  if (row.status !== 'reserved') {
    if (call.token?.method === 'application_credential') throw computeFault(500, UNEXPECTED);
    const hung = call.state.servers.get(row.serverId)?.volumes.some(({ attachmentId }) => attachmentId === row.id);
    if (hung === true) throw computeFault(409, `Detach volume from instance ${row.serverId} using the Compute API`);
  }
  detach(call.state, row.id);
  return { status: 200, body: { attachments: [] } };
}

const UNEXPECTED = 'The server has either erred or is incapable of performing the requested operation.';

function known(call: Call): void {
  if (call.microversion < 27) throw computeFault(404, 'The resource could not be found.');
}

function find(call: Call): Attachment {
  known(call);
  const id = param(call, 'id');
  const row = call.state.attachments.get(id);
  if (row?.projectId === call.projectId) return row;
  throw computeFault(404, `Volume attachment could not be found with filter: attachment_id = ${id}.`);
}

function brief(row: Attachment): Record<string, unknown> {
  return { id: row.id, status: row.status, instance: row.serverId, volume_id: row.volumeId };
}

function full(row: Attachment): Record<string, unknown> {
  const attach_mode = row.status === 'reserved' ? null : 'rw';
  return { ...brief(row), attached_at: row.attachedAt ?? '', detached_at: '', attach_mode, connection_info: {} };
}
