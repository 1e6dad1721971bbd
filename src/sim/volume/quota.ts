import { param, type Call, type Reply } from '../core/call.ts';
import { computeFault } from '../core/fault.ts';
import { wireLimit } from '../core/limits.ts';
import { limitsOf, where } from '../core/state.ts';
import { VOLUME_TYPE } from './life.ts';

interface Use {
  readonly volumes: number;
  readonly snapshots: number;
  /** Snapshots count too (cinder/conf: no_snapshot_gb_quota is off). */
  readonly gigabytes: number;
  readonly backups: number;
  readonly backupGigabytes: number;
}

function use(call: Call): Use {
  const volumes = where(call.state.volumes, (row) => row.projectId === call.projectId);
  const snapshots = where(call.state.snapshots, (row) => row.projectId === call.projectId);
  const backups = where(call.state.backups, (row) => row.projectId === call.projectId);
  return {
    volumes: volumes.length,
    snapshots: snapshots.length,
    gigabytes: sizeOf([...volumes, ...snapshots]),
    backups: backups.length,
    backupGigabytes: sizeOf(backups),
  };
}

function sizeOf(rows: readonly { readonly size: number }[]): number {
  return rows.reduce((sum, row) => sum + row.size, 0);
}

/** Refuses a backup that does not fit; backups have gigabytes of their own (cinder/quota_utils.py). */
export function mayHaveBackup(call: Call, size: number): void {
  const limits = limitsOf(call.state, call.projectId);
  const used = use(call);
  if (used.backups >= limits.backups)
    throw computeFault(413, `BackupLimitExceeded: Maximum number of backups allowed (${limits.backups}) exceeded`);
  if (used.backupGigabytes + size <= limits.backupGigabytes) return;
  const sum = `Requested ${size}G, quota is ${limits.backupGigabytes}G and ${used.backupGigabytes}G has been consumed.`;
  throw computeFault(
    413,
    `VolumeBackupSizeExceedsAvailableQuota: Requested backup exceeds allowed Backup gigabytes quota. ${sum}`,
  );
}

/** Refuses a volume that does not fit: 413 (cinder/quota_utils.py, process_reserve_over_quota). */
export function mayHaveVolume(call: Call, size: number): void {
  const limits = limitsOf(call.state, call.projectId);
  const used = use(call);
  mayHaveGigabytes(call, size, used);
  if (used.volumes < limits.volumes) return;
  throw computeFault(
    413,
    `VolumeLimitExceeded: Maximum number of volumes allowed (${limits.volumes}) exceeded for quota 'volumes'.`,
  );
}

/** Refuses a snapshot that does not fit. */
export function mayHaveSnapshot(call: Call, size: number): void {
  const limits = limitsOf(call.state, call.projectId);
  const used = use(call);
  mayHaveGigabytes(call, size, used);
  if (used.snapshots < limits.snapshots) return;
  throw computeFault(413, `SnapshotLimitExceeded: Maximum number of snapshots allowed (${limits.snapshots}) exceeded`);
}

function mayHaveGigabytes(call: Call, size: number, used: Use): void {
  const limit = limitsOf(call.state, call.projectId).gigabytes;
  if (used.gigabytes + size <= limit) return;
  const what = 'Requested volume or snapshot exceeds allowed gigabytes quota.';
  const sum = `Requested ${size}G, quota is ${limit}G and ${used.gigabytes}G has been consumed.`;
  throw computeFault(413, `VolumeSizeExceedsAvailableQuota: ${what} ${sum}`);
}

/** GET /os-quota-sets/{project}; with `usage=true` also what is in use. */
export function showQuotaSet(call: Call): Reply {
  if (param(call, 'project') !== param(call, 'target')) {
    throw computeFault(403, "Policy doesn't allow volume_extension:quotas:show to be performed.");
  }
  const limits = limitsOf(call.state, call.projectId);
  const used = use(call);
  const usage = call.query.get('usage')?.toLowerCase() === 'true';
  const row = (limit: number, inUse: number): unknown =>
    usage ? { limit: wireLimit(limit), in_use: inUse, reserved: 0 } : wireLimit(limit);
  const quota_set = {
    volumes: row(limits.volumes, used.volumes),
    per_volume_gigabytes: row(Infinity, 0),
    snapshots: row(limits.snapshots, used.snapshots),
    gigabytes: row(limits.gigabytes, used.gigabytes),
    backups: row(limits.backups, used.backups),
    backup_gigabytes: row(limits.backupGigabytes, used.backupGigabytes),
    [`volumes_${VOLUME_TYPE}`]: row(Infinity, used.volumes),
    [`gigabytes_${VOLUME_TYPE}`]: row(Infinity, used.gigabytes),
    [`snapshots_${VOLUME_TYPE}`]: row(Infinity, used.snapshots),
    groups: row(10, 0),
    id: call.projectId,
  };
  return { status: 200, body: { quota_set } };
}

/** GET /limits: the same as absolute numbers. */
export function showLimits(call: Call): Reply {
  const limits = limitsOf(call.state, call.projectId);
  const used = use(call);
  const absolute = {
    maxTotalVolumes: wireLimit(limits.volumes),
    maxTotalSnapshots: wireLimit(limits.snapshots),
    maxTotalVolumeGigabytes: wireLimit(limits.gigabytes),
    maxTotalBackups: wireLimit(limits.backups),
    maxTotalBackupGigabytes: wireLimit(limits.backupGigabytes),
    totalVolumesUsed: used.volumes,
    totalGigabytesUsed: used.gigabytes,
    totalSnapshotsUsed: used.snapshots,
    totalBackupsUsed: used.backups,
    totalBackupGigabytesUsed: used.backupGigabytes,
  };
  return { status: 200, body: { limits: { rate: [], absolute } } };
}
