import { z } from 'zod';
import type { Kind } from '../model/resource.ts';
import type { KindRow } from './kindRow.ts';
import { linksTo, metadata, resourceOf, text } from './reading.ts';

/** Cinder (cinder/api/v3/views/volumes.py and snapshots.py); `bootable` is a text there. */
const Volume = z.object({
  id: z.string(),
  name: text,
  'os-vol-tenant-attr:tenant_id': z.string(),
  status: z.string(),
  created_at: text,
  updated_at: text,
  description: text,
  metadata,
  size: z.number(),
  bootable: z.enum(['true', 'false']),
  multiattach: z.boolean().default(false),
  attachments: z.array(z.object({ server_id: z.string().nullish(), attached_at: z.string().nullish() })).default([]),
  snapshot_id: z.string().nullish(),
  source_volid: z.string().nullish(),
  volume_image_metadata: z.object({ image_id: z.string().optional() }).optional(),
});

const Snapshot = z.object({
  id: z.string(),
  name: text,
  'os-extended-snapshot-attributes:project_id': z.string(),
  status: z.string(),
  created_at: text,
  updated_at: text,
  description: text,
  metadata,
  size: z.number(),
  volume_id: z.string(),
});

export const VOLUME_ROWS = {
  volume: row('volumes', 'volume', 'os-vol-tenant-attr:tenant_id', (item) => {
    const volume = Volume.parse(item);
    return resourceOf('volume', {
      ...common(volume, volume['os-vol-tenant-attr:tenant_id']),
      links: [
        ...linksTo(
          'attachment',
          'server',
          volume.attachments.map((attachment) => attachment.server_id),
        ),
        ...linksTo('snapshot', 'snapshot', [volume.snapshot_id]),
        ...linksTo('sourceVolume', 'volume', [volume.source_volid]),
        ...linksTo('image', 'image', [volume.volume_image_metadata?.image_id]),
      ],
      facts: {
        sizeGiB: volume.size,
        bootable: volume.bootable === 'true',
        multiattach: volume.multiattach,
        attachedAt: volume.attachments[0]?.attached_at,
      },
    });
  }),
  snapshot: row('snapshots', 'snapshot', 'os-extended-snapshot-attributes:project_id', (item) => {
    const snapshot = Snapshot.parse(item);
    return resourceOf('snapshot', {
      ...common(snapshot, snapshot['os-extended-snapshot-attributes:project_id']),
      links: linksTo('volume', 'volume', [snapshot.volume_id]),
      facts: { sizeGiB: snapshot.size },
    });
  }),
} satisfies Partial<Record<Kind, KindRow>>;

/** @param owner the field that names the project, which the answer to a create lacks */
function row(path: string, one: string, owner: string, parse: KindRow['parse']): KindRow {
  return {
    service: 'volume',
    list: () => `/${path}/detail`,
    many: path,
    one,
    paging: 'links',
    item: (_scope, id) => `/${path}/${id}`,
    parse,
    created: (item, { projectId }) => parse({ ...z.looseObject({}).parse(item), [owner]: projectId }),
  };
}

function common(item: z.infer<typeof Volume> | z.infer<typeof Snapshot>, projectId: string) {
  const { id, name, status, description, metadata: pairs, created_at: createdAt, updated_at: updatedAt } = item;
  return { id, name, projectId, status, description, metadata: pairs, createdAt, updatedAt };
}
