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
}

function use(call: Call): Use {
  const volumes = where(call.state.volumes, (row) => row.projectId === call.projectId);
  const snapshots = where(call.state.snapshots, (row) => row.projectId === call.projectId);
  const gigabytes = [...volumes, ...snapshots].reduce((sum, row) => sum + row.size, 0);
  return { volumes: volumes.length, snapshots: snapshots.length, gigabytes };
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
    backups: row(100, 0),
    backup_gigabytes: row(1000, 0),
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
    maxTotalBackups: 100,
    maxTotalBackupGigabytes: 1000,
    totalVolumesUsed: used.volumes,
    totalGigabytesUsed: used.gigabytes,
    totalSnapshotsUsed: used.snapshots,
    totalBackupsUsed: 0,
    totalBackupGigabytesUsed: 0,
  };
  return { status: 200, body: { limits: { rate: [], absolute } } };
}
