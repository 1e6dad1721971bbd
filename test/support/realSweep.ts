import { setTimeout as delay } from 'node:timers/promises';
import { at, listAt, textAt } from './json.ts';
import type { Wire, WireService } from './wire.ts';

/** One kind of resource a project may hold: how to list it and how to delete one. In the order of deletion. */
interface Row {
  readonly kind: string;
  readonly service: WireService;
  readonly list: string;
  readonly key: string;
  readonly remove: (id: string) => string;
  readonly mine?: (item: unknown) => boolean;
}

const notDefault = (item: unknown): boolean => at(item, 'name') !== 'default';
const ordinary = (item: unknown): boolean => !textAt(item, 'device_owner').startsWith('network:');

const ROWS: readonly Row[] = [
  {
    kind: 'load balancer',
    service: 'loadBalancer',
    list: '/lbaas/loadbalancers',
    key: 'loadbalancers',
    remove: (id) => `/lbaas/loadbalancers/${id}?cascade=true`,
  },
  { kind: 'server', service: 'compute', list: '/servers/detail', key: 'servers', remove: (id) => `/servers/${id}` },
  {
    kind: 'snapshot',
    service: 'volume',
    list: '/snapshots/detail',
    key: 'snapshots',
    remove: (id) => `/snapshots/${id}`,
  },
  { kind: 'volume', service: 'volume', list: '/volumes/detail', key: 'volumes', remove: (id) => `/volumes/${id}` },
  {
    kind: 'floating IP',
    service: 'network',
    list: '/floatingips',
    key: 'floatingips',
    remove: (id) => `/floatingips/${id}`,
  },
  { kind: 'trunk', service: 'network', list: '/trunks', key: 'trunks', remove: (id) => `/trunks/${id}` },
  { kind: 'port', service: 'network', list: '/ports', key: 'ports', remove: (id) => `/ports/${id}`, mine: ordinary },
  { kind: 'router', service: 'network', list: '/routers', key: 'routers', remove: (id) => `/routers/${id}` },
  { kind: 'network', service: 'network', list: '/networks', key: 'networks', remove: (id) => `/networks/${id}` },
  {
    kind: 'security group',
    service: 'network',
    list: '/security-groups',
    key: 'security_groups',
    remove: (id) => `/security-groups/${id}`,
    mine: notDefault,
  },
  {
    kind: 'server group',
    service: 'compute',
    list: '/os-server-groups',
    key: 'server_groups',
    remove: (id) => `/os-server-groups/${id}`,
  },
  { kind: 'image', service: 'image', list: '/images', key: 'images', remove: (id) => `/images/${id}` },
];

/**
 * Deletes everything of the caller's own project, round after round, until two looks find nothing.
 * @throws when something is left after three minutes, naming it with the last refusal
 */
export async function sweepProject(wire: Wire): Promise<void> {
  const deadline = performance.now() + 180_000;
  for (;;) {
    const left = await sweepOnce(wire);
    if (left.length === 0) return;
    if (performance.now() > deadline) throw new Error(`left in project ${wire.projectId}: ${left.join('; ')}`);
    await delay(500);
  }
}

/** One round: asks for the deletion of all that is there and says what was there. */
async function sweepOnce(wire: Wire): Promise<readonly string[]> {
  const left: string[] = [];
  for (const row of ROWS) {
    const items = await own(wire, row);
    if (row.kind === 'router') await Promise.all(items.map((item) => stripRouter(wire, textAt(item, 'id'))));
    const said = await Promise.all(
      items.map(async (item) => {
        const id = textAt(item, 'id');
        const reply = await wire.send(row.service, 'DELETE', row.remove(id));
        return `${row.kind} ${id}: ${reply.status} ${JSON.stringify(reply.body ?? '')}`;
      }),
    );
    left.push(...said);
  }
  return left;
}

async function own(wire: Wire, row: Row): Promise<readonly unknown[]> {
  const reply = await wire.send(row.service, 'GET', row.list);
  return listAt(reply.body, row.key).filter((item) => {
    const owner =
      at(item, 'project_id') ?? at(item, 'tenant_id') ?? at(item, 'os-vol-tenant-attr:tenant_id') ?? at(item, 'owner');
    const project = owner ?? at(item, 'os-extended-snapshot-attributes:project_id');
    return project === wire.projectId && (row.mine?.(item) ?? true);
  });
}

/** Takes routes and interfaces off a router, so that it and its networks can go. */
async function stripRouter(wire: Wire, id: string): Promise<void> {
  await wire.send('network', 'PUT', `/routers/${id}`, { router: { routes: [] } });
  const ports = await wire.send('network', 'GET', `/ports?device_id=${id}`);
  for (const port of listAt(ports.body, 'ports')) {
    if (at(port, 'device_id') !== id) continue;
    await wire.send('network', 'PUT', `/routers/${id}/remove_router_interface`, { port_id: textAt(port, 'id') });
  }
}
