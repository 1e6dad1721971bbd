import type { Resource } from '../model/resource.ts';

/** One state of a volume, a snapshot or a backup, and what is to be done in it. */
export interface StorageState {
  readonly kind: 'volume' | 'snapshot' | 'backup';
  /** As Cinder writes it (cinder/objects/fields.py). */
  readonly status: string;
  /** Of a volume: only when Cinder shows (or does not show) a server that holds it. */
  readonly attached?: boolean;
  /** What Cinder answers to a DELETE. Where others say 409, it says 400. */
  readonly answer: 202 | 400;
  /**
   * `delete`: send it. `wait`: the state ends by itself, or with the server that holds it. `going`: Cinder is at it.
   * `protect`: somebody wants it. `report`: only an operator ends the state.
   */
  readonly do: 'delete' | 'wait' | 'going' | 'protect' | 'report';
}

type Row = Omit<StorageState, 'kind' | 'answer'>;

/** Volumes (cinder/volume/api.py, delete). States of a deletion that failed are in no state that `delete` names. */
const VOLUME: readonly Row[] = [
  { status: 'available', do: 'delete' },
  { status: 'error', do: 'delete' },
  { status: 'error_restoring', do: 'delete' },
  { status: 'error_extending', do: 'delete' },
  { status: 'error_managing', do: 'delete' },
  { status: 'in-use', do: 'wait' },
  { status: 'reserved', do: 'wait' },
  { status: 'attaching', do: 'wait' },
  { status: 'detaching', attached: true, do: 'wait' },
  { status: 'detaching', attached: false, do: 'report' },
  { status: 'creating', do: 'wait' },
  { status: 'downloading', do: 'wait' },
  { status: 'uploading', do: 'wait' },
  { status: 'extending', do: 'wait' },
  { status: 'retyping', do: 'wait' },
  { status: 'backing-up', do: 'wait' },
  { status: 'restoring-backup', do: 'wait' },
  { status: 'migrating', do: 'wait' },
  { status: 'awaiting-transfer', do: 'protect' },
  { status: 'deleting', do: 'going' },
  { status: 'error_managing_deleting', do: 'going' },
  { status: 'error_deleting', do: 'report' },
  { status: 'error_backing-up', do: 'report' },
  { status: 'maintenance', do: 'report' },
  { status: 'managing', do: 'report' },
  { status: 'unmanaging', do: 'report' },
];

/** Snapshots (cinder/volume/api.py, delete_snapshot). */
const SNAPSHOT: readonly Row[] = [
  { status: 'available', do: 'delete' },
  { status: 'error', do: 'delete' },
  { status: 'creating', do: 'wait' },
  { status: 'updating', do: 'wait' },
  { status: 'backing-up', do: 'wait' },
  { status: 'restoring', do: 'wait' },
  { status: 'deleting', do: 'going' },
  { status: 'error_deleting', do: 'report' },
  { status: 'unmanaging', do: 'report' },
];

/** Backups (cinder/backup/api.py, delete). */
const BACKUP: readonly Row[] = [
  { status: 'available', do: 'delete' },
  { status: 'error', do: 'delete' },
  { status: 'creating', do: 'wait' },
  { status: 'restoring', do: 'wait' },
  { status: 'deleting', do: 'going' },
  { status: 'error_deleting', do: 'report' },
];

/** Every state of Cinder's things that we know. */
export const STORAGE_STATES: readonly StorageState[] = [
  ...VOLUME.map((row) => stateOf('volume', row)),
  ...SNAPSHOT.map((row) => stateOf('snapshot', row)),
  ...BACKUP.map((row) => stateOf('backup', row)),
];

function stateOf(kind: StorageState['kind'], row: Row): StorageState {
  return { kind, ...row, answer: row.do === 'delete' ? 202 : 400 };
}

/** The row of a resource's state; undefined for other kinds, and for a state that we do not know. */
export function storageState(resource: Resource): StorageState | undefined {
  const attached = resource.links.some((link) => link.rel === 'attachment');
  return STORAGE_STATES.find(
    (row) =>
      row.kind === resource.kind &&
      row.status === resource.status &&
      (row.attached === undefined || row.attached === attached),
  );
}
