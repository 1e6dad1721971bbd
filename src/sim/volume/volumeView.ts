import type { Call } from '../core/call.ts';
import type { Attachment, Volume } from './rows.ts';

/** Id, name and links: all that GET /volumes gives. */
export function volumeBrief(call: Call, row: Volume): Record<string, unknown> {
  return { id: row.id, name: row.name, links: links(call, row) };
}

/** A volume as its owner sees it, by microversion (cinder/api/v3/views/volumes.py). */
export function volumeView(call: Call, row: Volume, attachments: readonly Attachment[]): Record<string, unknown> {
  const since = (minor: number, fields: Record<string, unknown>): Record<string, unknown> =>
    call.microversion >= minor ? fields : {};
  return {
    id: row.id,
    status: row.status,
    size: row.size,
    availability_zone: 'nova',
    created_at: row.createdAt,
    updated_at: row.updatedAt,
    name: row.name,
    description: row.description,
    volume_type: row.type,
    snapshot_id: row.snapshotId,
    source_volid: row.sourceVolumeId,
    metadata: row.metadata,
    links: links(call, row),
    user_id: row.userId,
    bootable: String(row.bootable),
    encrypted: false,
    replication_status: null,
    consistencygroup_id: null,
    multiattach: row.multiattach,
    attachments: attachments.filter((entry) => entry.status === 'attached').map(attachmentOf),
    ...since(13, { group_id: row.groupId ?? null }),
    ...since(48, { shared_targets: false, service_uuid: null }),
    'os-vol-tenant-attr:tenant_id': row.projectId,
    ...imageOf(call, row),
  };
}

/** An attachment inside a volume; its `id` is the volume's. */
function attachmentOf(entry: Attachment): Record<string, unknown> {
  return {
    id: entry.volumeId,
    attachment_id: entry.id,
    volume_id: entry.volumeId,
    server_id: entry.serverId,
    host_name: null,
    device: entry.device,
    attached_at: entry.attachedAt,
  };
}

function imageOf(call: Call, row: Volume): Record<string, unknown> {
  const image = call.state.images.get(row.imageId ?? '');
  if (image === undefined || row.status === 'creating') return {};
  const volume_image_metadata = {
    image_id: image.id,
    image_name: image.name,
    checksum: image.checksum,
    container_format: 'bare',
    disk_format: 'raw',
    min_disk: String(image.minDisk),
    min_ram: String(image.minRam),
    size: String(image.size),
  };
  return { volume_image_metadata };
}

function links(call: Call, row: Volume): unknown[] {
  const root = `${call.base}/volume`;
  return [
    { rel: 'self', href: `${root}/v3/${row.projectId}/volumes/${row.id}` },
    { rel: 'bookmark', href: `${root}/${row.projectId}/volumes/${row.id}` },
  ];
}
