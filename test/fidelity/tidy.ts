import type { ClusterNames } from '../../src/creators/clusterNames.ts';
import { readable, sorted, type Item, type Known, type Listing } from '../clusters/listing.ts';
import { READERS, readersOf } from './readers.ts';

/** Made by Troika for the controllers, or by V1's scripts: no controller writes any. */
const NOBODYS = ['application_credentials', 'keypairs'];

/**
 * What a project holds, with the cluster's name and all that is random in tokens: `{C}`, `{S}` for a suffix, `{U}` for a
 * UUID, `{nodePort}`. With each item, under READERS, what in `creators/` reads its texts. Pure.
 * @param ground names of what was there before the controllers, left out
 */
export function tidy(listing: Listing, names: ClusterNames, known: Known, ground: ReadonlySet<string>): Listing {
  const told = map(listing, (item, collection) => ({
    ...item,
    ...(collection === 'volumes' ? { type: item['volume_type'] } : {}),
    [READERS]: readersOf(collection, item, names),
  }));
  const kept = Object.entries(readable(told, known))
    .filter(([collection]) => !NOBODYS.includes(collection))
    .map(([collection, items]) => [collection, items.filter((item) => !isGround(item, ground))] as const);
  const numbered = map(Object.fromEntries(kept), withoutNodePorts);
  const servers = (listing['servers'] ?? []).map((server) => String(server['name']));
  return JSON.parse(tokenised(JSON.stringify(numbered), names.cluster, servers), inOrder) as Listing;
}

/** Lists in these APIs are sets, and what was drawn decided their order. */
function inOrder(_key: string, value: unknown): unknown {
  return Array.isArray(value) ? sorted(value) : value;
}

function isGround(item: Item, ground: ReadonlySet<string>): boolean {
  const router = String(item['device_id'] ?? '').replace(/^router /, '');
  return [item['name'], item['description'], router].some((text) => ground.has(String(text)));
}

/** Suffixes stand at the end of servers' names only, and wherever a server is named. */
export function tokenised(text: string, cluster: string, servers: readonly string[]): string {
  let said = text;
  for (const server of servers.toSorted((a, b) => b.length - a.length))
    said = said.replaceAll(server, server.replace(/(-[bcdfghjklmnpqrstvwxz2456789]{5})+$/, suffixes));
  return said.replace(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '{U}').replaceAll(cluster, '{C}');
}

function suffixes(found: string): string {
  return '-{S}'.repeat(found.length / 6);
}

/** Kubernetes draws a Service's ports on the nodes (its default range; kubernetes pkg/kubeapiserver/options/options.go). */
function withoutNodePorts(item: Item, collection: string): Item {
  const drawn = (value: unknown): boolean => typeof value === 'number' && value >= 30_000 && value <= 32_767;
  if (collection === 'members' && drawn(item['protocol_port'])) return { ...item, protocol_port: '{nodePort}' };
  const rules = item['security_group_rules'];
  if (!Array.isArray(rules)) return item;
  return {
    ...item,
    security_group_rules: rules.map((rule: Item) =>
      drawn(rule['port_range_min']) && rule['port_range_min'] === rule['port_range_max']
        ? { ...rule, port_range_min: '{nodePort}', port_range_max: '{nodePort}' }
        : rule,
    ),
  };
}

function map(listing: Listing, change: (item: Item, collection: string) => Item): Listing {
  return Object.fromEntries(
    Object.entries(listing).map(([collection, items]) => [collection, items.map((item) => change(item, collection))]),
  );
}
