import { param, type Call, type Reply } from '../core/call.ts';
import { computeFault } from '../core/fault.ts';
import { where } from '../core/state.ts';
import { detach } from './life.ts';
import type { Attachment } from './rows.ts';

/** GET /attachments and GET /attachments/detail, from 3.27 on, by `limit` and `offset` (cinder/api/v3/attachments.py, _items) */
export function listVolumeAttachments(call: Call): Reply {
  known(call);
  const wanted = (name: string, value: string): boolean => (call.query.get(name) ?? value) === value;
  const rows = where(call.state.attachments, (row) => {
    return row.projectId === call.projectId && wanted('volume_id', row.volumeId) && wanted('instance_id', row.serverId);
  });
  const limit = Number(call.query.get('limit') ?? 1000);
  const offset = Number(call.query.get('offset') ?? 0);
  return { status: 200, body: { attachments: rows.slice(offset, offset + limit).map(brief) } };
}

/** GET /attachments/{id} */
export function showVolumeAttachment(call: Call): Reply {
  const row = find(call);
  const attachment = {
    ...brief(row),
    attached_at: row.attachedAt ?? '',
    detached_at: '',
    attach_mode: 'rw',
    connection_info: {},
  };
  return { status: 200, body: { attachment } };
}

/** DELETE /attachments/{id}: refused as long as Nova knows the server (cinder/volume/api.py, attachment_deletion_allowed). */
export function deleteVolumeAttachment(call: Call): Reply {
  const row = find(call);
  if (call.state.servers.has(row.serverId)) {
    throw computeFault(409, `Detach volume from instance ${row.serverId} using the Compute API`);
  }
  detach(call.state, row.id);
  return { status: 200, body: { attachments: [] } };
}

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
