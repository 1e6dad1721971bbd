import type { Call, Reply } from '../core/call.ts';
import { computeFault } from '../core/fault.ts';
import { cutPage, newestFirst, pageHref } from '../core/paging.ts';

interface Row {
  readonly id: string;
  readonly createdAt: string;
  readonly name: string;
  readonly status: string;
  readonly metadata: Readonly<Record<string, string>>;
}

const CONTROLS = new Set(['limit', 'marker', 'offset', 'sort', 'sort_key', 'sort_dir', 'all_tenants', 'with_count']);

const ONE: Readonly<Record<string, string>> = { volumes: 'Volume', snapshots: 'Snapshot', backups: 'Backup' };

/**
 * Answers a listing: newest first, a thousand a page (cinder/api/common.py). A filter that Cinder does not know is refused from
 * 3.31 on and silently dropped below: then the whole list comes (cinder/api/common.py, process_general_filters).
 */
export function listReply<T extends Row>(
  call: Call,
  collection: string,
  rows: readonly T[],
  view: (row: T) => Record<string, unknown>,
  more: Readonly<Record<string, (row: T) => string>> = {},
): Reply {
  const readers: Record<string, (row: T) => string> = {
    name: (row) => row.name,
    status: (row) => row.status,
    id: (row) => row.id,
    ...more,
  };
  const names = [...new Set(call.query.keys())].filter((name) => !CONTROLS.has(name));
  const strange = names.filter((name) => !(name in readers) && name !== 'metadata');
  if (strange.length > 0 && call.microversion >= 31 && !call.ignoreFilters) {
    throw computeFault(400, `Invalid filters ${strange.join(', ')} are found in query options.`);
  }
  const fits = (row: T): boolean => call.ignoreFilters || names.every((name) => holds(call, row, name, readers));
  const page = cutPage(call, newestFirst(rows.filter(fits)), 1000, {
    limit: () => computeFault(400, 'limit param must be an integer'),
    marker: (marker) => computeFault(404, `${ONE[collection] ?? ''} ${marker} could not be found.`),
  });
  const next =
    page.next === undefined
      ? {}
      : { [`${collection}_links`]: [{ rel: 'next', href: pageHref(call, { marker: page.next }) }] };
  return { status: 200, body: { [collection]: page.rows.map(view), ...next } };
}

function holds<T extends Row>(
  call: Call,
  row: T,
  name: string,
  readers: Readonly<Record<string, (row: T) => string>>,
): boolean {
  const wanted = call.query.get(name) ?? '';
  if (name === 'metadata') return metadataHolds(row.metadata, wanted);
  const reader = readers[name];
  return reader === undefined || reader(row) === wanted;
}

/** `{'key': 'value'}`, as Python writes it. */
function metadataHolds(metadata: Readonly<Record<string, string>>, wanted: string): boolean {
  const pairs = [...wanted.matchAll(/['"]([^'"]*)['"]\s*:\s*['"]([^'"]*)['"]/g)];
  return pairs.every(([, key = '', value]) => metadata[key] === value);
}
