import type { ClusterNames } from '../../src/creators/clusterNames.ts';
import { recognise, textsOf } from '../../src/creators/recognise.ts';
import type { Field, TextRow } from '../../src/creators/row.ts';
import { ROWS } from '../../src/creators/tables.ts';
import { KINDS } from '../../src/model/resource.ts';
import { KIND_ROWS } from '../../src/openstack/kinds.ts';
import { at, listAt } from '../support/json.ts';
import type { Item } from '../clusters/listing.ts';

/** Under this name an item bears what reads its texts. */
export const READERS = 'readers';

/** For each text that nobody reads. */
export const NOBODY = 'nobody';

/**
 * Which row of `creators/` reads each text of an item, by field (`name`, `description`, `tags`, `metadata KEY`), as seen from
 * the cluster of these names; NOBODY where none does, and in so many words where a row takes it for another cluster's. Pure.
 */
export function readersOf(collection: string, item: Item, names: ClusterNames): Readonly<Record<string, string>> {
  if (collection === 'members') return memberReaders(item, names);
  const kind = KINDS.find((one) => KIND_ROWS[one].many === collection);
  if (kind === undefined) return {};
  const resource = KIND_ROWS[kind].parse(item);
  const fields: readonly Field[] = [
    'name',
    'description',
    'tag',
    ...Object.keys(resource.metadata).map((key): Field => `metadata:${key}`),
  ];
  const all = recognise(resource, names);
  const said = fields.flatMap((field) => {
    const texts = textsOf(resource, field).filter((text) => text !== '');
    const readers = texts.map((text) => best(all.filter((claim) => claim.field === field && claim.text === text)));
    return readers.length === 0 ? [] : [[wordOf(field), [...new Set(readers)].sort().join(', ')] as const];
  });
  return Object.fromEntries(said);
}

function wordOf(field: Field): string {
  return field === 'tag' ? 'tags' : field.replace(/^metadata:/, 'metadata ');
}

type Claims = ReturnType<typeof recognise>;

/** Of several rows that read a text the one that leaves least to a machine deployment's name. */
function best(claims: Claims): string {
  const sure = claims.filter((claim) => claim.mine || !claim.foreign);
  const [first] = (sure.length > 0 ? sure : claims).toSorted((a, b) => looseness(a.row) - looseness(b.row));
  if (first === undefined) return NOBODY;
  return sure.length > 0 ? labelOf(first.row) : `${labelOf(first.row)} as that of ${first.cluster ?? ''}`;
}

function looseness({ template: { tokens } }: TextRow): number {
  const count = (matches: (token: string) => boolean): number => tokens.filter(matches).length;
  return 10 * count((token) => token === 'md') - count((token) => /^S\d$/.test(token));
}

function labelOf({ creator, template }: TextRow): string {
  return `${creator} \`${template.text}\``;
}

/** Members are parts of pools, which `recognise` does not look at. */
function memberReaders(item: Item, names: ClusterNames): Readonly<Record<string, string>> {
  const tags = listAt(item, 'tags').map((tag) => memberReader('tag', String(tag), names));
  return {
    name: memberReader('name', String(item['name']), names),
    ...(tags.length === 0 ? {} : { tags: tags.join(', ') }),
  };
}

function memberReader(field: Field, text: string, { cluster: C, prefix: P, namespaces }: ClusterNames): string {
  const rows = ROWS.filter((row) => row.kind === 'member' && row.field === field);
  const found = rows.find((row) => namespaces.some((N) => row.template.reader({ C, N, P })(text) !== undefined));
  return found === undefined ? NOBODY : labelOf(found);
}

/** What an item says of a field's reader. */
export function readerOf(item: Item, field: string): string {
  const reader = at(item, READERS, field);
  return typeof reader === 'string' ? reader : '';
}
