import type { Call } from './call.ts';
import type { Fault } from './fault.ts';

/** A page and whether another may follow. */
export interface Page<T> {
  readonly rows: readonly T[];
  /** Id to go on from; undefined on what the service takes for the last page. */
  readonly next: string | undefined;
}

/**
 * Cuts a sorted list by `limit` and `marker`. All services say "next" when a page is full, also when nothing follows
 * (nova/api/openstack/common.py, ViewBuilder._get_collection_links; octavia/api/common/pagination.py, _make_links).
 * @param most what a page holds at most, and where `limit` is absent
 */
export function cutPage<T extends { readonly id: string }>(
  call: Call,
  rows: readonly T[],
  most: number,
  fault: { limit: () => Fault; marker: (marker: string) => Fault },
): Page<T> {
  const asked = call.query.get('limit');
  const limit = asked === null ? most : Number(asked);
  if (asked !== null && (!Number.isInteger(limit) || limit < 0)) throw fault.limit();
  const size = Math.min(limit, most);
  const marker = call.query.get('marker');
  let start = 0;
  if (marker !== null) {
    start = rows.findIndex((row) => row.id === marker) + 1;
    if (start === 0) throw fault.marker(marker);
  }
  const page = rows.slice(start, start + size);
  const full = size > 0 && page.length === size && size !== Infinity;
  return { rows: page, next: full ? page.at(-1)?.id : undefined };
}

/** The address of a page: the request's own, with limit and marker changed. */
export function pageHref(call: Call, changes: Readonly<Record<string, string>>, root: string = call.base): string {
  const query = new URLSearchParams(call.query);
  for (const [name, value] of Object.entries(changes)) query.set(name, value);
  return `${root}${call.path}?${query.toString()}`;
}

/** Newest first, as Nova, Cinder and Glance list. */
export function newestFirst<T extends { readonly createdAt: string; readonly id: string }>(rows: readonly T[]): T[] {
  return [...rows].reverse().sort((one, other) => compare(other.createdAt, one.createdAt));
}

/** Orders two texts. */
export function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
