import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { readYaml } from '../../src/io/yaml.ts';
import type { Inventory, Kind, Link, PartKind, Resource } from '../../src/model/resource.ts';
import { NOW } from './world.ts';

const KIND_OF: Readonly<Record<string, Kind>> = {
  server: 'server',
  server_group: 'serverGroup',
  keypair: 'keypair',
  network: 'network',
  subnet: 'subnet',
  router: 'router',
  port: 'port',
  floating_ip: 'floatingIp',
  security_group: 'securityGroup',
  loadbalancer: 'loadBalancer',
  listener: 'listener',
  pool: 'pool',
  healthmonitor: 'healthMonitor',
  volume: 'volume',
  snapshot: 'snapshot',
  application_credential: 'applicationCredential',
  image: 'image',
};

const text = z.string().nullish();
const Item = z.object({
  type: z.string().optional(),
  id: z.string().optional(),
  name: z.string().default(''),
  description: z.string().default(''),
  status: z.string().default('ACTIVE'),
  tags: z.array(z.string()).default([]),
  metadata: z.record(z.string(), z.string()).default({}),
  network_id: text,
  device_id: text,
  device_owner: z.string().default(''),
  fixed_ips: z.array(z.object({ subnet_id: z.string() })).default([]),
  security_group_ids: z.array(z.string()).default([]),
  port_id: text,
  key_name: text,
  members: z.array(z.string()).default([]),
  loadbalancer_id: text,
  listener_id: text,
  pool_id: text,
  vip_network_id: text,
  vip_subnet_id: text,
  vip_port_id: text,
  volume_id: text,
  attachments: z.array(z.object({ server_id: z.string() })).default([]),
  volumes_attached: z.array(z.object({ id: z.string(), delete_on_termination: z.boolean() })).default([]),
  expect: z.object({ scope: z.enum(['cluster', 'management', 'shared', 'foreign']), strength: z.string() }),
});
type Item = z.infer<typeof Item>;

const Fixture = z.object({
  cluster: z.object({ name: z.string(), namespace: z.string(), project_id: z.string(), prefix: z.string().optional() }),
  resources: z.record(z.string(), z.array(Item)),
  variants: z.array(Item),
  decoys: z.array(Item),
});

/** The cluster's name in the files. */
const NAME = 'pr123-ab12cd';

/** One resource of the list, and what must be said about it. */
export interface Expected {
  readonly resource: Resource;
  readonly scope: Item['expect']['scope'];
}

export interface OwnershipFixture {
  readonly cluster: { readonly name: string; readonly namespace: string };
  readonly expected: readonly Expected[];
  readonly inventory: Inventory;
}

/**
 * Reads one of the lists of `test/fixtures/ownership-*.yaml`, with its variants and decoys.
 * @param name for the cluster, instead of the one in the file
 */
export function readOwnership(generation: 'v1' | 'v2', name: string): OwnershipFixture {
  const path = new URL(`../fixtures/ownership-${generation}.yaml`, import.meta.url);
  const fixture = Fixture.parse(readYaml(readFileSync(path, 'utf8').replaceAll(NAME, name), path.pathname));
  const { project_id: projectId } = fixture.cluster;
  const listed = Object.entries(fixture.resources).flatMap(([type, items]) => items.map((item) => ({ ...item, type })));
  const expected = [...listed, ...fixture.variants, ...fixture.decoys].flatMap((item) => {
    const kind = KIND_OF[item.type ?? ''];
    return kind === undefined ? [] : [{ resource: resourceOf(kind, item, projectId), scope: item.expect.scope }];
  });
  const resources = expected.map((one) => one.resource);
  return {
    cluster: fixture.cluster,
    expected,
    inventory: { at: NOW, projectId, resources, gaps: [], notLookedAt: [] },
  };
}

function resourceOf(kind: Kind, item: Item, projectId: string): Resource {
  return {
    kind,
    id: item.id ?? item.name,
    name: item.name,
    projectId: kind === 'keypair' ? undefined : projectId,
    status: item.status,
    description: item.description,
    tags: item.tags,
    metadata: item.metadata,
    links: linksOf(kind, item),
    facts: {
      deviceOwner: item.device_owner,
      deviceId: item.device_id ?? '',
      ...Object.fromEntries(item.volumes_attached.map((one) => [`deletes:${one.id}`, one.delete_on_termination])),
    },
  };
}

function linksOf(kind: Kind, item: Item): readonly Link[] {
  const device: Kind = item.device_owner.startsWith('compute:') ? 'server' : 'router';
  const rows: readonly (readonly [string, Kind | PartKind, readonly (string | null | undefined)[]])[] = [
    ['network', 'network', [item.network_id]],
    ['device', device, kind === 'port' && /^(compute:|network:router)/.test(item.device_owner) ? [item.device_id] : []],
    ['subnet', 'subnet', item.fixed_ips.map((one) => one.subnet_id)],
    ['securityGroup', 'securityGroup', item.security_group_ids],
    ['port', 'port', [item.port_id]],
    ['keypair', 'keypair', [item.key_name]],
    ['member', 'server', item.members],
    ['loadBalancer', 'loadBalancer', [item.loadbalancer_id]],
    ['listener', 'listener', [item.listener_id]],
    ['pool', 'pool', [item.pool_id]],
    ['vipNetwork', 'network', [item.vip_network_id]],
    ['vipSubnet', 'subnet', [item.vip_subnet_id]],
    ['vipPort', 'port', [item.vip_port_id]],
    ['volume', 'volume', [item.volume_id]],
    ['attachment', 'server', item.attachments.map((one) => one.server_id)],
    ['attachment', 'volume', item.volumes_attached.map((one) => one.id)],
  ];
  return rows.flatMap(([rel, to, ids]) =>
    ids.flatMap((id) => (id === undefined || id === null ? [] : [{ rel, kind: to, id }])),
  );
}
