import type { Call, Reply } from '../core/call.ts';
import { loadBalancerFault } from '../core/fault.ts';
import { compare, cutPage, pageHref } from '../core/paging.ts';
import { isObject } from '../core/read.ts';

const CONTROLS = new Set(['limit', 'marker', 'sort', 'sort_key', 'sort_dir', 'fields', 'page_reverse']);
const FIELDS = new Set([
  'id',
  'name',
  'description',
  'provisioning_status',
  'operating_status',
  'admin_state_up',
  'project_id',
  'tenant_id',
  'created_at',
  'updated_at',
  'vip_address',
  'vip_port_id',
  'vip_subnet_id',
  'vip_network_id',
  'provider',
  'flavor_id',
  'availability_zone',
  'protocol',
  'protocol_port',
  'default_pool_id',
  'lb_algorithm',
  'loadbalancer_id',
  'listener_id',
  'pool_id',
  'address',
  'subnet_id',
  'weight',
  'type',
]);
const TAGS = new Set(['tags', 'tags-any', 'not-tags', 'not-tags-any']);

/** Answers a listing: oldest first, one page unless a limit is asked for (octavia/api/common/pagination.py). */
export function listReply<T extends { readonly id: string; readonly createdAt: string }>(
  call: Call,
  collection: string,
  rows: readonly T[],
  view: (row: T) => Record<string, unknown>,
): Reply {
  const names = [...new Set(call.query.keys())].filter((name) => !CONTROLS.has(name));
  if (!call.ignoreFilters && names.some((name) => !FIELDS.has(name) && !TAGS.has(name))) {
    throw loadBalancerFault(400, 'One or more arguments are either duplicate or invalid');
  }
  const kept = rows.filter((row) => {
    if (call.ignoreFilters || names.length === 0) return true;
    const shown = view(row);
    return names.every((name) => fits(shown, name, call.query.get(name) ?? ''));
  });
  const sorted = [...kept].sort((one, other) => compare(one.createdAt, other.createdAt));
  const page = cutPage(call, sorted, Infinity, {
    limit: () => loadBalancerFault(400, `Supplied pagination limit '${call.query.get('limit') ?? ''}' is not valid.`),
    marker: (marker) => loadBalancerFault(400, `Supplied pagination marker '${marker}' is not valid.`),
  });
  const next = page.next === undefined ? [] : [{ rel: 'next', href: pageHref(call, { marker: page.next }) }];
  return { status: 200, body: { [collection]: page.rows.map(view), [`${collection}_links`]: next } };
}

/** `loadbalancer_id` means one of `loadbalancers`. */
function fits(view: Record<string, unknown>, name: string, wanted: string): boolean {
  if (TAGS.has(name)) return fitsTags(view['tags'], name, wanted.split(','));
  const plural = `${name.replace(/_id$/, '')}s`;
  const parents = view[plural];
  if (name.endsWith('_id') && Array.isArray(parents))
    return parents.some((parent) => isObject(parent) && parent['id'] === wanted);
  return String(view[name]).toLowerCase() === wanted.toLowerCase();
}

function fitsTags(tags: unknown, name: string, wanted: readonly string[]): boolean {
  const has = (tag: string): boolean => Array.isArray(tags) && tags.includes(tag);
  if (name === 'tags') return wanted.every(has);
  if (name === 'tags-any') return wanted.some(has);
  return name === 'not-tags' ? !wanted.every(has) : !wanted.some(has);
}
