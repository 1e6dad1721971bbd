import { param, userOf, type Call, type Reply } from '../core/call.ts';
import { computeFault } from '../core/fault.ts';
import { flagOr, metadataAt, objectAt, text, textOr } from '../core/read.ts';
import { where } from '../core/state.ts';
import { listReply } from './lists.ts';
import { mayHaveSnapshot } from './quota.ts';
import type { Snapshot } from './rows.ts';
import { ownVolume } from './volumes.ts';

const CREATING = 400;
const DELETING = 400;

/** POST /snapshots: of a volume in use only with `force` (cinder/volume/api.py, create_snapshot_in_db). */
export function createSnapshot(call: Call): Reply {
  const { state } = call;
  const body = objectAt(call.body, 'snapshot');
  const volume = ownVolume(call, text(body, 'volume_id'));
  const force = call.microversion >= 66 || flagOr(body, 'force', false);
  if (volume.status !== 'available' && !(force && volume.status === 'in-use')) {
    throw computeFault(
      400,
      `Invalid volume: Volume ${volume.id} status must be available, but current status is: ${volume.status}.`,
    );
  }
  mayHaveSnapshot(call, volume.size);
  const row: Snapshot = {
    id: state.random.uuid(),
    projectId: call.projectId,
    userId: userOf(call),
    volumeId: volume.id,
    name: textOr(body, 'name', ''),
    description: textOr(body, 'description', null),
    status: 'creating',
    size: volume.size,
    metadata: metadataAt(body, 'metadata'),
    createdAt: `${state.time.stamp()}.000000`,
    updatedAt: null,
  };
  state.snapshots.set(row.id, row);
  state.time.later(CREATING, () => {
    if (row.status === 'creating') setStatus(call, row, call.ending === 'error' ? 'error' : 'available');
  });
  return { status: 202, body: { snapshot: brief(call, row) } };
}

/** GET /snapshots and GET /snapshots/detail */
export function listSnapshots(call: Call): Reply {
  const rows = where(call.state.snapshots, (row) => row.projectId === call.projectId);
  const detail = call.path.endsWith('/detail');
  const view = (row: Snapshot): Record<string, unknown> => (detail ? full(call, row) : brief(call, row));
  return listReply(call, 'snapshots', rows, view, { volume_id: (row) => row.volumeId });
}

/** GET /snapshots/{id} */
export function showSnapshot(call: Call): Reply {
  return { status: 200, body: { snapshot: full(call, ownSnapshot(call)) } };
}

/** PUT /snapshots/{id}: name and description. */
export function updateSnapshot(call: Call): Reply {
  const row = ownSnapshot(call);
  const body = objectAt(call.body, 'snapshot');
  row.name = textOr(body, 'name', row.name);
  if ('description' in body) row.description = textOr(body, 'description', null);
  return { status: 200, body: { snapshot: brief(call, row) } };
}

/** DELETE /snapshots/{id}: only from available or error (cinder/volume/api.py, delete_snapshot). */
export function deleteSnapshot(call: Call): Reply {
  const row = ownSnapshot(call);
  if (row.status !== 'available' && row.status !== 'error') {
    throw computeFault(
      400,
      'Invalid snapshot: Snapshot status must be available or error, and not be part of a group.',
    );
  }
  setStatus(call, row, 'deleting');
  call.state.time.later(DELETING, () => {
    if (call.ending === 'well') call.state.snapshots.delete(row.id);
    else setStatus(call, row, call.ending === 'back' ? 'available' : 'error_deleting');
  });
  return { status: 202 };
}

/** A snapshot of the caller's project. */
export function ownSnapshot(call: Call): Snapshot {
  const id = param(call, 'id');
  const row = call.state.snapshots.get(id);
  if (row?.projectId === call.projectId) return row;
  throw computeFault(404, `Snapshot ${id} could not be found.`);
}

function setStatus(call: Call, row: Snapshot, status: string): void {
  row.status = status;
  row.updatedAt = `${call.state.time.stamp()}.000000`;
}

function brief(call: Call, row: Snapshot): Record<string, unknown> {
  return {
    id: row.id,
    created_at: row.createdAt,
    updated_at: row.updatedAt,
    name: row.name,
    description: row.description,
    volume_id: row.volumeId,
    status: row.status,
    size: row.size,
    metadata: row.metadata,
    ...(call.microversion >= 14 ? { group_snapshot_id: null } : {}),
    ...(call.microversion >= 41 ? { user_id: row.userId } : {}),
  };
}

function full(call: Call, row: Snapshot): Record<string, unknown> {
  return {
    ...brief(call, row),
    'os-extended-snapshot-attributes:project_id': row.projectId,
    'os-extended-snapshot-attributes:progress': row.status === 'creating' ? '0%' : '100%',
  };
}
