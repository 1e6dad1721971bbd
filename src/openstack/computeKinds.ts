import { z } from 'zod';
import type { Kind, Resource } from '../model/resource.ts';
import type { KindRow } from './kindRow.ts';
import { linksTo, metadata, resourceOf, tags, text } from './reading.ts';

/** Nova's server at the microversion of services.ts (nova/api/openstack/compute/views/servers.py). */
const Server = z.object({
  id: z.string(),
  name: text,
  tenant_id: z.string(),
  status: z.string(),
  created: text,
  updated: text,
  description: text,
  tags,
  metadata,
  locked: z.boolean().default(false),
  key_name: z.string().nullish(),
  image: z.union([z.literal(''), z.object({ id: z.string() })]).nullish(),
  flavor: z.object({ original_name: z.string(), vcpus: z.number(), ram: z.number() }),
  'OS-EXT-STS:task_state': z.string().nullish(),
  'os-extended-volumes:volumes_attached': z
    .array(z.object({ id: z.string(), delete_on_termination: z.boolean().default(false) }))
    .default([]),
  fault: z.object({ message: text }).optional(),
});

const ServerGroup = z.object({
  id: z.string(),
  name: text,
  project_id: z.string(),
  policy: z.string(),
  members: z.array(z.string()),
});

/** Wrapped once more in lists. */
const Keypair = z.object({ keypair: z.object({ name: z.string(), fingerprint: z.string() }) });

const Brief = z.object({ id: z.string(), name: text });

/** All that Nova says of a server just asked for. */
const NewServer = z.object({ id: z.string() });

export const COMPUTE_ROWS = {
  server: {
    service: 'compute',
    list: () => '/servers/detail',
    brief: { path: '/servers', parse: (item) => resourceOf('server', { ...Brief.parse(item), projectId: undefined }) },
    many: 'servers',
    one: 'server',
    paging: 'links',
    item: (_scope, id) => `/servers/${id}`,
    created: (item, { projectId, body }) =>
      resourceOf('server', {
        id: NewServer.parse(item).id,
        name: text.parse(body['name']),
        projectId,
        status: 'BUILD',
      }),
    parse: (item) => {
      const server = Server.parse(item);
      const volumes = server['os-extended-volumes:volumes_attached'];
      return resourceOf('server', {
        id: server.id,
        name: server.name,
        projectId: server.tenant_id,
        status: server.status,
        createdAt: server.created,
        updatedAt: server.updated,
        description: server.description,
        tags: server.tags,
        metadata: server.metadata,
        links: [
          ...linksTo(
            'attachment',
            'volume',
            volumes.map((volume) => volume.id),
          ),
          ...linksTo('image', 'image', [typeof server.image === 'object' ? server.image?.id : undefined]),
          ...linksTo('keypair', 'keypair', [server.key_name]),
        ],
        facts: {
          flavorName: server.flavor.original_name,
          flavorVcpus: server.flavor.vcpus,
          flavorRamMiB: server.flavor.ram,
          locked: server.locked,
          taskState: server['OS-EXT-STS:task_state'],
          keyName: server.key_name,
          fault: server.fault?.message,
          // Goes with the server, without a delete of its own: `deletes:<volume's id>`.
          ...Object.fromEntries(volumes.map((volume) => [`deletes:${volume.id}`, volume.delete_on_termination])),
        },
      });
    },
  },
  serverGroup: {
    service: 'compute',
    list: () => '/os-server-groups',
    many: 'server_groups',
    one: 'server_group',
    paging: 'offset',
    item: (_scope, id) => `/os-server-groups/${id}`,
    parse: (item) => {
      const group = ServerGroup.parse(item);
      return resourceOf('serverGroup', {
        id: group.id,
        name: group.name,
        projectId: group.project_id,
        links: linksTo('member', 'server', group.members),
        facts: { policy: group.policy },
      });
    },
  },
  keypair: {
    service: 'compute',
    list: () => '/os-keypairs',
    many: 'keypairs',
    one: 'keypair',
    paging: 'links',
    item: (_scope, id) => `/os-keypairs/${encodeURIComponent(id)}`,
    created: (item) => keypairOf({ keypair: item }),
    parse: keypairOf,
  },
} satisfies Partial<Record<Kind, KindRow>>;

/** A keypair belongs to a user; its name is its id. */
function keypairOf(item: unknown): Resource {
  const { name, fingerprint } = Keypair.parse(item).keypair;
  return resourceOf('keypair', { id: name, name, projectId: undefined, facts: { fingerprint } });
}
