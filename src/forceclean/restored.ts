import type { Resource } from '../model/resource.ts';

/**
 * True for a volume that Cinder restored from a backup of another one: it notes the backup's id, and copies the metadata of
 * the volume that was backed up, and its name and description where the new one had none (cinder/backup/manager.py,
 * restore_backup; cinder/backup/driver.py, BackupMetadataAPI). Its texts tell what is on it, not who made it. Pure.
 */
export function isRestored({ kind, metadata }: Resource): boolean {
  return kind === 'volume' && metadata['src_backup_id'] !== undefined;
}
