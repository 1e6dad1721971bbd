import { connectWire, type Wire, type WireService } from '../support/wire.ts';
import { at, listAt } from '../support/json.ts';
import type { World } from '../support/world.ts';
import type { Item, Listing } from './listing.ts';
import { rawContainers, rawEc2Credentials } from './rawOwn.ts';

const COLLECTIONS: readonly (readonly [string, WireService, string, string?])[] = [
  ['networks', 'network', '/networks'],
  ['subnets', 'network', '/subnets'],
  ['routers', 'network', '/routers'],
  ['ports', 'network', '/ports'],
  ['floatingips', 'network', '/floatingips'],
  ['security_groups', 'network', '/security-groups'],
  ['trunks', 'network', '/trunks'],
  ['loadbalancers', 'loadBalancer', '/lbaas/loadbalancers'],
  ['listeners', 'loadBalancer', '/lbaas/listeners'],
  ['pools', 'loadBalancer', '/lbaas/pools'],
  ['healthmonitors', 'loadBalancer', '/lbaas/healthmonitors'],
  ['servers', 'compute', '/servers/detail', 'compute 2.72'],
  ['server_groups', 'compute', '/os-server-groups', 'compute 2.64'],
  ['keypairs', 'compute', '/os-keypairs', 'compute 2.10'],
  ['volumes', 'volume', '/volumes/detail', 'volume 3.0'],
  ['snapshots', 'volume', '/snapshots/detail', 'volume 3.0'],
  // Their metadata are shown from 3.43 on, attachments as such from 3.27 on.
  ['backups', 'volume', '/backups/detail', 'volume 3.43'],
  ['attachments', 'volume', '/attachments/detail', 'volume 3.27'],
  // Without a limit Glance shows the first 25, whoever's they are.
  ['images', 'image', '/images?limit=1000'],
];

/** Everything in a world's project as the APIs say it, without a line of Troika's own client. */
export async function rawListing(world: World): Promise<Listing> {
  const wire = await connectWire(world.cloudsYaml, world.cloud);
  const entries = await Promise.all(
    COLLECTIONS.map(async ([key, service, path, version]) => {
      const items = await get(wire, service, path, key, version);
      const own = (item: Item): boolean => (item['project_id'] ?? item['owner'] ?? wire.projectId) === wire.projectId;
      return [key, items.filter(own)] as const;
    }),
  );
  const listing = Object.fromEntries(entries);
  const members = await Promise.all(
    (listing['pools'] ?? []).map(async (pool) => {
      const found = await get(wire, 'loadBalancer', `/lbaas/pools/${String(pool['id'])}/members`, 'members');
      return found.map((member) => ({ ...member, pool_id: pool['id'] }));
    }),
  );
  const credentials = await get(
    wire,
    'identity',
    `/users/${wire.userId}/application_credentials`,
    'application_credentials',
  );
  return {
    ...listing,
    members: members.flat(),
    application_credentials: credentials,
    containers: await rawContainers(wire),
    ec2_credentials: await rawEc2Credentials(() => connectWire(world.cloudsYaml, 'test-password')),
  };
}

/** A listing without what another one shows. */
export function added(listing: Listing, earlier: Listing): Listing {
  const old = new Set(Object.values(earlier).flatMap((items) => items.map((item) => item['id'])));
  const news = Object.entries(listing).map(([collection, items]) => [
    collection,
    items.filter((item) => item['id'] === undefined || !old.has(item['id'])),
  ]);
  return Object.fromEntries(news) as Listing;
}

async function get(
  wire: Wire,
  service: WireService,
  path: string,
  key: string,
  version?: string,
): Promise<readonly Item[]> {
  const reply = await wire.send(
    service,
    'GET',
    path,
    undefined,
    version === undefined ? {} : { 'OpenStack-API-Version': version },
  );
  if (reply.status !== 200) throw new Error(`GET ${path}: ${reply.status}`);
  return listAt(reply.body, key).filter((item): item is Item => at(item) !== null && typeof item === 'object');
}
