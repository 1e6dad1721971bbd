import { param, userOf, type Call, type Reply } from '../core/call.ts';
import { computeFault } from '../core/fault.ts';
import { flagOr, metadataAt, objectAt, text, textOr } from '../core/read.ts';
import { where } from '../core/state.ts';
import { setStatus } from './life.ts';
import { listReply } from './lists.ts';
import { mayHaveBackup } from './quota.ts';
import type { Backup, Volume } from './rows.ts';
import { ownVolume } from './volumes.ts';

const CREATING = 800;
const DELETING = 400;

/** POST /backups: of a volume in use only with `force` (cinder/backup/api.py, create). */
export function createBackup(call: Call): Reply {
  const { state } = call;
  const body = objectAt(call.body, 'backup');
  const volume = ownVolume(call, text(body, 'volume_id'));
  mayBeBackedUp(volume, flagOr(body, 'force', false));
  const parent = flagOr(body, 'incremental', false) ? parentOf(call, volume) : undefined;
  mayHaveBackup(call, volume.size);
  const before = volume.status;
  setStatus(state, volume.id, 'backing-up');
  const row: Backup = {
    id: state.random.uuid(),
    projectId: call.projectId,
    userId: userOf(call),
    volumeId: volume.id,
    parentId: parent?.id ?? null,
    name: textOr(body, 'name', ''),
    description: textOr(body, 'description', null),
    status: 'creating',
    failReason: null,
    size: volume.size,
    // Older versions know none (cinder/api/contrib/backups.py, create).
    metadata: call.microversion >= 43 ? metadataAt(body, 'metadata') : {},
    createdAt: state.time.now().toISOString().replace('Z', '000'),
    updatedAt: null,
  };
  state.backups.set(row.id, row);
  state.time.later(CREATING, () => {
    setStatus(state, volume.id, before);
    row.failReason = call.ending === 'error' ? 'the backup driver gave up' : null;
    change(call, row, call.ending === 'error' ? 'error' : 'available');
  });
  return { status: 202, body: { backup: brief(call, row) } };
}

/** GET /backups and GET /backups/detail */
export function listBackups(call: Call): Reply {
  const rows = where(call.state.backups, (row) => row.projectId === call.projectId);
  const detail = call.path.endsWith('/detail');
  const view = (row: Backup): Record<string, unknown> => (detail ? full(call, row) : brief(call, row));
  return listReply(call, 'backups', rows, view, { volume_id: (row) => row.volumeId });
}

/** GET /backups/{id} */
export function showBackup(call: Call): Reply {
  return { status: 200, body: { backup: full(call, find(call)) } };
}

/** DELETE /backups/{id}: only from available or error, and not while another builds on it (cinder/backup/api.py, delete). */
export function deleteBackup(call: Call): Reply {
  const row = find(call);
  if (row.status !== 'available' && row.status !== 'error')
    throw computeFault(400, 'Invalid backup: Backup status must be available or error');
  if (dependents(call, row).length > 0)
    throw computeFault(400, 'Invalid backup: Incremental backups exist for this backup.');
  change(call, row, 'deleting');
  call.state.time.later(DELETING, () => {
    if (call.ending === 'well') call.state.backups.delete(row.id);
    else change(call, row, call.ending === 'back' ? 'available' : 'error_deleting');
  });
  return { status: 202 };
}

function mayBeBackedUp({ status }: Volume, force: boolean): void {
  if (status !== 'available' && status !== 'in-use') {
    const says = `Volume to be backed up must be available or in-use, but the current status is "${status}".`;
    throw computeFault(400, `Invalid volume: ${says}`);
  }
  if (status === 'in-use' && !force)
    throw computeFault(400, 'Invalid volume: Backing up an in-use volume must use the force flag.');
}

/** The latest backup of the volume, which must be available. */
function parentOf(call: Call, volume: Volume): Backup {
  const latest = where(call.state.backups, (row) => row.volumeId === volume.id).at(-1);
  if (latest === undefined)
    throw computeFault(400, 'Invalid backup: No backups available to do an incremental backup.');
  if (latest.status !== 'available')
    throw computeFault(400, 'Invalid backup: The parent backup must be available for incremental backup.');
  return latest;
}

function dependents(call: Call, row: Backup): readonly Backup[] {
  return where(call.state.backups, (other) => other.parentId === row.id);
}

function find(call: Call): Backup {
  const id = param(call, 'id');
  const row = call.state.backups.get(id);
  if (row?.projectId === call.projectId) return row;
  throw computeFault(404, `Backup ${id} could not be found.`);
}

function change(call: Call, row: Backup, status: string): void {
  row.status = status;
  row.updatedAt = `${call.state.time.stamp()}.000000`;
}

/** cinder/api/views/backups.py, summary */
function brief(call: Call, row: Backup): Record<string, unknown> {
  const href = `${call.base}/volume/v3/${row.projectId}/backups/${row.id}`;
  return { id: row.id, name: row.name, links: [{ rel: 'self', href }] };
}

/** cinder/api/v3/views/backups.py, detail; the project is shown to administrators alone. */
function full(call: Call, row: Backup): Record<string, unknown> {
  return {
    ...brief(call, row),
    status: row.status,
    size: row.size,
    object_count: 0,
    availability_zone: null,
    container: null,
    created_at: row.createdAt,
    updated_at: row.updatedAt,
    description: row.description,
    fail_reason: row.failReason,
    volume_id: row.volumeId,
    is_incremental: row.parentId !== null,
    has_dependent_backups: dependents(call, row).length > 0,
    snapshot_id: null,
    data_timestamp: row.createdAt,
    ...(call.microversion >= 43 ? { metadata: row.metadata } : {}),
  };
}
