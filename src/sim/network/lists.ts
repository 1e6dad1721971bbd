import type { Call, Reply } from '../core/call.ts';
import { networkFault } from '../core/fault.ts';
import { compare, pageHref } from '../core/paging.ts';
import { isObject } from '../core/read.ts';

type View = Readonly<Record<string, unknown>>;

const CONTROLS = new Set(['limit', 'marker', 'page_reverse', 'sort_key', 'sort_dir', 'fields']);
const TAG_FILTERS = new Set(['tags', 'tags-any', 'not-tags', 'not-tags-any']);

/**
 * Answers a listing: filters, sorts by id when it pages, cuts, and links on
 * (neutron/api/api_common.py, get_filters and get_pagination_links).
 */
export function listReply(call: Call, collection: string, views: readonly View[], known: readonly string[]): Reply {
  const kept = call.ignoreFilters ? views : filtered(call.query, views, known);
  const asked = call.query.get('limit');
  const limit = asked === null || Number(asked) === 0 ? Infinity : Number(asked);
  if (Number.isNaN(limit) || limit < 0)
    throw networkFault(400, 'HTTPBadRequest', `Limit must be an integer 0 or greater and not '${asked ?? ''}'`);
  if (limit === Infinity) return { status: 200, body: { [collection]: narrowed(call, kept) } };
  const sorted = [...kept].sort((one, other) => compare(String(one['id']), String(other['id'])));
  const marker = call.query.get('marker');
  const start = marker === null ? 0 : sorted.findIndex((view) => view['id'] === marker) + 1;
  if (marker !== null && start === 0) throw networkFault(404, 'NotFound', `Resource ${marker} could not be found.`);
  const page = sorted.slice(start, start + limit);
  return {
    status: 200,
    body: { [collection]: narrowed(call, page), [`${collection}_links`]: links(call, page, limit) },
  };
}

function links(call: Call, page: readonly View[], limit: number): unknown[] {
  const first = page[0];
  const last = page.at(-1);
  if (first === undefined || last === undefined) return [];
  const next = { rel: 'next', href: pageHref(call, { marker: String(last['id']) }) };
  const back = { rel: 'previous', href: pageHref(call, { marker: String(first['id']), page_reverse: 'True' }) };
  return page.length === limit ? [next, back] : [back];
}

function narrowed(call: Call, views: readonly View[]): readonly View[] {
  const fields = call.query.getAll('fields');
  if (fields.length === 0) return views;
  return views.map((view) =>
    Object.fromEntries(fields.filter((field) => field in view).map((field) => [field, view[field]])),
  );
}

/** Unknown names are refused, since the extension filter-validation is loaded; several values of one name are alternatives. */
function filtered(query: URLSearchParams, views: readonly View[], known: readonly string[]): readonly View[] {
  const names = [...new Set(query.keys())].filter((name) => !CONTROLS.has(name));
  const strange = names.filter((name) => !known.includes(name) && !TAG_FILTERS.has(name));
  if (strange.length > 0) {
    const list = strange.map((name) => `'${name}'`).join(', ');
    throw networkFault(400, 'HTTPBadRequest', `[${list}] is invalid attribute for filtering`);
  }
  return views.filter((view) => names.every((name) => fits(view, name, query.getAll(name))));
}

function fits(view: View, name: string, wanted: readonly string[]): boolean {
  if (TAG_FILTERS.has(name)) return fitsTags(view['tags'], name, wanted.join(',').split(','));
  const value = view[name];
  if (name === 'fixed_ips') return wanted.some((text) => fitsAddress(value, text));
  if (name === 'security_groups' && Array.isArray(value)) return wanted.some((text) => value.includes(text));
  return wanted.some((text) => String(value ?? '').toLowerCase() === text.toLowerCase());
}

function fitsTags(tags: unknown, name: string, wanted: readonly string[]): boolean {
  const has = (tag: string): boolean => Array.isArray(tags) && tags.includes(tag);
  if (name === 'tags') return wanted.every(has);
  if (name === 'tags-any') return wanted.some(has);
  return name === 'not-tags' ? !wanted.every(has) : !wanted.some(has);
}

/** `ip_address=10.0.0.5` or `subnet_id=…` */
function fitsAddress(addresses: unknown, text: string): boolean {
  const [key = '', value = ''] = text.split('=');
  return Array.isArray(addresses) && addresses.some((address) => isObject(address) && address[key] === value);
}
