import { param, userOf, type Call, type Reply } from '../core/call.ts';
import { computeFault } from '../core/fault.ts';
import { flagOr, metadataAt, numberOr, objectAt, textOr } from '../core/read.ts';
import { grouped, where } from '../core/state.ts';
import { addVolume, removeVolume, setStatus } from './life.ts';
import { listReply } from './lists.ts';
import { mayHaveVolume } from './quota.ts';
import type { Snapshot, Volume } from './rows.ts';
import { volumeBrief, volumeView } from './volumeView.ts';

const CREATING = 500;
const DELETING = 600;
const DELETABLE = ['available', 'error', 'error_restoring', 'error_extending', 'error_managing'];

/** POST /volumes: empty, from an image, from a snapshot, or from a volume. */
export function createVolume(call: Call): Reply {
  const { state } = call;
  const body = objectAt(call.body, 'volume');
  const snapshot = snapshotWanted(call, body);
  const source = sourceWanted(call, body);
  const imageId = textOr(body, 'imageRef', undefined) ?? snapshot?.imageId ?? source?.imageId;
  if (imageId !== undefined && !state.images.has(imageId))
    throw computeFault(400, `Invalid image identifier or unable to access requested image.`);
  const size = numberOr(body, 'size', snapshot?.row.size ?? source?.size ?? 0);
  if (!Number.isInteger(size) || size < 1)
    throw computeFault(400, `Invalid input received: Volume size '${size}' must be an integer and greater than 0`);
  mayHaveVolume(call, size);
  const volume = addVolume(state, {
    projectId: call.projectId,
    userId: userOf(call),
    name: textOr(body, 'name', ''),
    description: textOr(body, 'description', null),
    size,
    imageId,
    metadata: metadataAt(body, 'metadata'),
    snapshotId: snapshot?.row.id ?? null,
    sourceVolumeId: source?.id ?? null,
    multiattach: flagOr(body, 'multiattach', false),
  });
  state.time.later(CREATING, () => {
    if (volume.status === 'creating') setStatus(state, volume.id, call.ending === 'error' ? 'error' : 'available');
  });
  const { 'os-vol-tenant-attr:tenant_id': _, ...view } = volumeView(call, volume, []);
  return { status: 202, body: { volume: { ...view, bootable: 'false' } } };
}

/** GET /volumes and GET /volumes/detail */
export function listVolumes(call: Call): Reply {
  const rows = where(call.state.volumes, (row) => row.projectId === call.projectId);
  const attachments = grouped(call.state.attachments, (row) => row.volumeId);
  const brief = !call.path.endsWith('/detail');
  const view = (row: Volume): Record<string, unknown> => {
    return brief ? volumeBrief(call, row) : volumeView(call, row, attachments.get(row.id) ?? []);
  };
  return listReply(call, 'volumes', rows, view, {
    bootable: (row) => String(row.bootable),
    volume_type: (row) => row.type,
  });
}

/** GET /volumes/{id} */
export function showVolume(call: Call): Reply {
  const row = ownVolume(call);
  const attachments = where(call.state.attachments, (entry) => entry.volumeId === row.id);
  return { status: 200, body: { volume: volumeView(call, row, attachments) } };
}

/** PUT /volumes/{id}: name, description, metadata. */
export function updateVolume(call: Call): Reply {
  const row = ownVolume(call);
  const body = objectAt(call.body, 'volume');
  row.name = textOr(body, 'name', row.name);
  if ('description' in body) row.description = textOr(body, 'description', null);
  if ('metadata' in body) row.metadata = metadataAt(body, 'metadata');
  return showVolume(call);
}

/**
 * DELETE /volumes/{id}: 202, gone later. Cinder refuses by status with 400 where others say 409 (cinder/volume/api.py, delete).
 * `cascade` takes the snapshots along.
 */
export function deleteVolume(call: Call): Reply {
  const { state } = call;
  const row = ownVolume(call);
  const snapshots = where(state.snapshots, (entry) => entry.volumeId === row.id);
  const attached = where(state.attachments, (entry) => entry.volumeId === row.id).length > 0;
  const cascade = call.query.get('cascade')?.toLowerCase() === 'true';
  if (attached || row.groupId !== undefined || !DELETABLE.includes(row.status) || (snapshots.length > 0 && !cascade)) {
    const states = DELETABLE.join(' or ');
    const rest =
      'must not be migrating, attached, belong to a group, have snapshots, awaiting a transfer, or be disassociated from snapshots after volume transfer';
    throw computeFault(400, `Invalid volume: Volume status must be ${states} and ${rest}.`);
  }
  setStatus(state, row.id, 'deleting');
  state.time.later(
    DELETING,
    () => {
      if (call.ending === 'well') {
        for (const entry of snapshots) state.snapshots.delete(entry.id);
        removeVolume(state, row.id);
      } else {
        // A busy back end: back to `available` without a word, or stuck (cinder/volume/manager.py, delete_volume).
        setStatus(state, row.id, call.ending === 'back' ? 'available' : 'error_deleting');
      }
    },
    'volume',
  );
  return { status: 202 };
}

/** A volume of the caller's project. */
export function ownVolume(call: Call, id = param(call, 'id')): Volume {
  const row = call.state.volumes.get(id);
  if (row?.projectId === call.projectId) return row;
  throw computeFault(404, `Volume ${id} could not be found.`);
}

function snapshotWanted(
  call: Call,
  body: Record<string, unknown>,
): { row: Snapshot; imageId: string | undefined } | undefined {
  const id = textOr(body, 'snapshot_id', undefined);
  if (id === undefined) return undefined;
  const row = call.state.snapshots.get(id);
  if (row?.projectId !== call.projectId) throw computeFault(404, `Snapshot ${id} could not be found.`);
  return { row, imageId: call.state.volumes.get(row.volumeId)?.imageId };
}

function sourceWanted(call: Call, body: Record<string, unknown>): Volume | undefined {
  const id = textOr(body, 'source_volid', undefined);
  return id === undefined ? undefined : ownVolume(call, id);
}
