import type { Item, Listing } from '../clusters/listing.ts';
import { at } from '../support/json.ts';
import { KINDS } from './kinds.ts';
import { READERS, readerOf } from './readers.ts';
import { ruleText, said } from './words.ts';

/** One field of one object; undefined where that side has none. */
export interface Line {
  readonly kind: string;
  readonly object: string;
  readonly field: string;
  readonly real: string | undefined;
  readonly footprint: string | undefined;
  /** The row that reads the real text; '' where it is no text. */
  readonly reader: string;
}

const RULES = 'security_group_rules';
const METADATA = 'metadata';

/**
 * Compares two listings that were made tidy, object by object and field by field. What a service fills in by itself stands in
 * one line for each object, or, where it differs, in a line of its own. Pure.
 */
export function compare(real: Listing, footprint: Listing): readonly Line[] {
  return Object.keys({ ...real, ...footprint }).flatMap((collection) => {
    const [kind, chosen] = KINDS[collection] ?? [collection, []];
    const left = named(collection, real[collection] ?? []);
    const right = named(collection, footprint[collection] ?? []);
    return [...new Set([...left.keys(), ...right.keys()])].sort().flatMap((object) => {
      const about = { kind, object };
      const [one, other] = [left.get(object), right.get(object)];
      return [
        ...chosen
          .map((field) => line(about, field, one, other))
          .filter((each) => each.real !== undefined || each.footprint !== undefined),
        ...metadata(about, one, other),
        ...rules(about, one, other),
        ...others(about, chosen, one, other),
      ];
    });
  });
}

type About = Pick<Line, 'kind' | 'object'>;

function line(about: About, field: string, one: Item | undefined, other: Item | undefined): Line {
  const reader = one === undefined ? '' : readerOf(one, field);
  return { ...about, field, real: shown(one, field), footprint: shown(other, field), reader };
}

function shown(item: Item | undefined, field: string): string | undefined {
  return item === undefined || item[field] === undefined ? undefined : said(item[field]);
}

function metadata(about: About, one: Item | undefined, other: Item | undefined): readonly Line[] {
  const [left, right] = [one, other].map((item) => ({ ...((at(item, METADATA) as Item | undefined) ?? {}) }));
  return [...new Set([...Object.keys(left ?? {}), ...Object.keys(right ?? {})])].sort().map((key) => {
    const field = `${METADATA} ${key}`;
    const reader = one === undefined ? '' : readerOf(one, field);
    return { ...about, field, real: shown(left, key), footprint: shown(right, key), reader };
  });
}

/** Rules have no names: one that both have is one line. */
function rules(about: About, one: Item | undefined, other: Item | undefined): readonly Line[] {
  const [left = [], right = []] = [one, other].map((item) => ruleTexts(item));
  const left2 = [...left];
  const both = right.map((rule) => {
    const index = left2.indexOf(rule);
    return { real: index < 0 ? undefined : left2.splice(index, 1)[0], footprint: rule };
  });
  return [...both, ...left2.map((rule) => ({ real: rule, footprint: undefined }))].map((pair) => ({
    ...about,
    field: 'rule',
    ...pair,
    reader: '',
  }));
}

function ruleTexts(item: Item | undefined): readonly string[] {
  const list: unknown = item?.[RULES];
  return Array.isArray(list) ? list.map((rule: Item) => ruleText(rule)).sort() : [];
}

function others(
  about: About,
  chosen: readonly string[],
  one: Item | undefined,
  other: Item | undefined,
): readonly Line[] {
  if (one === undefined || other === undefined) return [];
  const left = new Set([...chosen, METADATA, RULES, READERS]);
  const fields = [...new Set([...Object.keys(one), ...Object.keys(other)])].filter((field) => !left.has(field)).sort();
  const lines = fields.map((field) => line(about, field, one, other));
  const equal = lines.filter(({ real, footprint }) => real === footprint);
  if (equal.length === 0) return lines;
  const names = equal.map(({ field }) => field).join(', ');
  return [
    ...lines.filter((each) => !equal.includes(each)),
    { ...about, field: `${equal.length} more`, real: names, footprint: names, reader: '' },
  ];
}

/** Items by what tells them apart; those of one name are numbered. */
function named(collection: string, items: readonly Item[]): ReadonlyMap<string, Item> {
  const found = new Map<string, Item>();
  for (const item of items) {
    const name = nameOf(collection, item);
    let key = name;
    for (let number = 2; found.has(key); number += 1) key = `${name} (${number})`;
    found.set(key, item);
  }
  return found;
}

function nameOf(collection: string, item: Item): string {
  const name = String(item['name'] ?? '');
  const claim = at(item, METADATA, 'csi.storage.k8s.io/pvc/name');
  if (collection === 'floatingips') return String(item['description']);
  if (collection === 'members') return `${name} in ${String(item['pool_id'])}`;
  if (typeof claim === 'string') return `${name} of claim ${claim}`;
  return name === '' ? `${String(item['device_owner'])} of ${String(item['device_id'])}` : name;
}
