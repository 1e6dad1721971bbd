import { z } from 'zod';
import { readPlainYaml } from '../../io/yaml.ts';
import { says } from '../../model/error.ts';

/** A leaf of the tree in which Sonobuoy sums a plugin up: a test, a file, or an error of the plugin itself. */
export interface Leaf {
  readonly name: string;
  /** `passed`, `failed`, `skipped`, `unknown`, `timeout`, empty, or a plugin's own word. */
  readonly status: string;
  /** The file it was read from, relative to the plugin's folder; undefined where none is named. */
  readonly file: string | undefined;
  /** What could not be read of that file. */
  readonly unread: string | undefined;
  readonly message: string | undefined;
}

const Item = z.looseObject({
  name: z.string(),
  status: z.string().default(''),
  meta: z.record(z.string(), z.string()).default({}),
  details: z.record(z.string(), z.unknown()).default({}),
  items: z.array(z.unknown()).default([]),
});

const DEEPEST = 100;

/**
 * Reads a `sonobuoy_results.yaml`: its leaves, in their order, at any depth. Between a file and its tests stands a suite in some versions,
 * a node in daemon sets, and none in others (vmware-tanzu/sonobuoy, pkg/client/results/item.go, junit.go, processing.go). Pure.
 */
export function readResults(yaml: string): { readonly leaves: readonly Leaf[] } | { readonly broken: string } {
  let root: unknown;
  try {
    root = readPlainYaml(yaml, 'sonobuoy_results.yaml');
  } catch (error) {
    return { broken: `sonobuoy_results.yaml cannot be read: ${says(error).split('\n')[0] ?? ''}` };
  }
  const leaves: Leaf[] = [];
  const open: { value: unknown; file: string | undefined; depth: number }[] = [
    { value: root, file: undefined, depth: 0 },
  ];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next.depth > DEEPEST) return { broken: `sonobuoy_results.yaml is more than ${DEEPEST} items deep` };
    const read = Item.safeParse(next.value);
    if (!read.success)
      return { broken: `sonobuoy_results.yaml has an item that is none: ${z.prettifyError(read.error)}` };
    const { name, status, meta, details, items } = read.data;
    const file = meta['file'] ?? next.file;
    const { depth } = next;
    if (items.length === 0) leaves.push({ name, status, file, unread: meta['error'], message: messageOf(details) });
    // The last one pushed is the next one read.
    for (const value of items.toReversed()) open.push({ value, file, depth: depth + 1 });
  }
  return { leaves };
}

function messageOf(details: Readonly<Record<string, unknown>>): string | undefined {
  return ['failure', 'error'].map((key) => details[key]).find((text) => typeof text === 'string' && text !== '') as
    string | undefined;
}
