import { z } from 'zod';
import type { Kind } from '../model/resource.ts';
import type { KindRow } from './kindRow.ts';
import { linksTo, metadata, resourceOf, text } from './reading.ts';

/** What a volume, a snapshot and a backup have in common. */
const Common = z.object({
  id: z.string(),
  name: text,
  status: z.string(),
  created_at: text,
  updated_at: text,
  description: text,
  metadata,
  size: z.number(),
});

/** Cinder (cinder/api/v3/views/volumes.py and snapshots.py); `bootable` is a text there. */
const Volume = Common.extend({
  'os-vol-tenant-attr:tenant_id': z.string(),
  bootable: z.enum(['true', 'false']),
  multiattach: z.boolean().default(false),
  encrypted: z.boolean().default(false),
  attachments: z.array(z.object({ server_id: z.string().nullish(), attached_at: z.string().nullish() })).default([]),
  snapshot_id: z.string().nullish(),
  source_volid: z.string().nullish(),
  group_id: z.string().nullish(),
  consistencygroup_id: z.string().nullish(),
  volume_image_metadata: z.object({ image_id: z.string().optional() }).optional(),
});

const Snapshot = Common.extend({
  'os-extended-snapshot-attributes:project_id': z.string(),
  volume_id: z.string(),
});

/**
 * Cinder (cinder/api/v3/views/backups.py): the project is told from 3.18 on and only where the policy lets one see it, the
 * metadata from 3.43 on. The list is the project's own either way (cinder/backup/api.py, get_all).
 */
const Backup = Common.extend({
  'os-backup-project-attr:project_id': z.string().nullish(),
  volume_id: z.string(),
  is_incremental: z.boolean().default(false),
  has_dependent_backups: z.boolean().default(false),
});

/** Cinder (cinder/api/v3/views/attachments.py). What else is in it, how to reach the disk with which password, is not read. */
const Attachment = z.object({
  id: z.string(),
  volume_id: z.string(),
  instance: z.string().nullish(),
  status: z.string(),
  attached_at: text,
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
        encrypted: volume.encrypted || undefined,
        attachedAt: volume.attachments[0]?.attached_at,
        groupId: volume.group_id ?? volume.consistencygroup_id,
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
  backup: {
    ...row('backups', 'backup', 'os-backup-project-attr:project_id', (item) => {
      const backup = Backup.parse(item);
      return resourceOf('backup', {
        ...common(backup, backup['os-backup-project-attr:project_id'] ?? undefined),
        links: linksTo('volume', 'volume', [backup.volume_id]),
        facts: {
          sizeGiB: backup.size,
          incremental: backup.is_incremental,
          hasDependents: backup.has_dependent_backups,
        },
      });
    }),
    lacking: { 404: 'backup (Cinder has no backups here)' },
    // The answer to a create has only id and name (cinder/api/views/backups.py, summary).
    created: (item, { projectId, body }) => {
      const { id, name } = z.object({ id: z.string(), name: text }).parse(item);
      const links = linksTo('volume', 'volume', [z.string().optional().parse(body['volume_id'])]);
      return resourceOf('backup', { id, name, projectId, status: 'creating', links });
    },
  },
  volumeAttachment: {
    service: 'volume',
    list: () => '/attachments/detail',
    many: 'attachments',
    one: 'attachment',
    // No link leads on (cinder/api/v3/views/attachments.py, list).
    paging: 'offset',
    item: (_scope, id) => `/attachments/${id}`,
    lacking: { 404: 'volumeAttachment (Cinder shows them from microversion 3.27 on)' },
    parse: (item) => {
      const attachment = Attachment.parse(item);
      return resourceOf('volumeAttachment', {
        id: attachment.id,
        name: '',
        projectId: undefined,
        status: attachment.status,
        links: [
          ...linksTo('volume', 'volume', [attachment.volume_id]),
          ...linksTo('server', 'server', [attachment.instance]),
        ],
        facts: { attachedAt: attachment.attached_at === '' ? undefined : attachment.attached_at },
      });
    },
  },
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

function common(item: z.infer<typeof Common>, projectId: string | undefined) {
  const { id, name, status, description, metadata: pairs, created_at: createdAt, updated_at: updatedAt } = item;
  return { id, name, projectId, status, description, metadata: pairs, createdAt, updatedAt };
}
