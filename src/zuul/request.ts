import * as z from 'zod';
import { breachesIn, part as fieldOf } from '../config/breaches.ts';
import type { RunConfig } from '../config/config.ts';
import { strict } from '../config/fields.ts';
import { lineOf, linesOf, pathText } from '../config/lines.ts';
import { suiteName } from '../config/suiteName.ts';
import { readPlainYaml } from '../io/yaml.ts';
import { says } from '../model/error.ts';
import type { Block } from './fence.ts';
import { testPattern } from './testPattern.ts';

const shape = {
  kubernetes: z.string({ error: 'expected a version in quotes' }).exactOptional(),
  clusters: z.int().min(1).max(3).exactOptional(),
  suites: z.array(z.string()).min(1).max(20).exactOptional(),
  focus: testPattern().exactOptional(),
  skip: testPattern().exactOptional(),
};
const schema = strict(shape);

/** What a change asks for. Every value in it is one that the configuration allows. */
export type Request = Readonly<z.output<typeof schema>>;

/** A part of a request that is not granted. */
export interface Refused {
  /** Of the message, from 1. */
  readonly line: number;
  readonly says: string;
}

/** Where a message is from: of the commit, which was reviewed, or the description, which may change after the review. */
export type Source = 'commit' | 'description';

/** What does no harm whoever asks for it: it never lets a test out. */
const HARMLESS: readonly (keyof Request)[] = ['kubernetes'];

/** Reads a request block: a few allowed values in plain YAML, and nothing else. */
export function readRequest(
  block: Block,
  source: Source,
  config: RunConfig,
): { readonly request: Request } | { readonly refused: readonly Refused[] } {
  let value: unknown;
  try {
    value = block.text.trim() === '' ? {} : readPlainYaml(block.text, 'request');
  } catch (error) {
    return { refused: [{ line: block.line + lineIn(error), says: says(error).split('\n', 1)[0] ?? '' }] };
  }
  const read = schema.safeParse(value);
  // Every part is looked at, also beside one that is wrong in itself.
  const wrong = read.success ? [] : breachesIn(read.error, value);
  const breaches = [...wrong, ...notAllowed(read.success ? read.data : wellFormed(value), source, config)];
  if (read.success && breaches.length === 0) return { request: read.data };
  const lines = linesOf(block.text);
  const refused = breaches.map(({ path, says: why }) => ({
    line: block.line + (lineOf(lines, path) ?? 1) - 1,
    says: path.length === 0 ? why : `${pathText(path)}: ${why}`,
  }));
  return { refused: refused.sort((a, b) => a.line - b.line) };
}

/** The parts of a request that are right in themselves. */
function wellFormed(value: unknown): Request {
  const parts = Object.entries(shape).filter(([key, part]) => part.safeParse(fieldOf(value, key)).success);
  return Object.fromEntries(parts.map(([key]) => [key, fieldOf(value, key)])) as Request;
}

type NotAllowed = readonly { readonly path: readonly PropertyKey[]; readonly says: string }[];

function notAllowed(request: Request, source: Source, config: RunConfig): NotAllowed {
  const { kubernetes, suites, clusters, tests } = config.request;
  const asked = Object.keys(request) as (keyof Request)[];
  const allowed = { kubernetes: kubernetes.length > 0, suites, clusters, focus: tests, skip: tests };
  const known = new Set(config.clusters.flatMap((cluster) => cluster.suites.map(suiteName)));
  return [
    ...asked
      .filter((key) => !allowed[key])
      .map((key) => ({ path: [key], says: 'the configuration does not let a change ask for this' })),
    ...asked
      .filter((key) => source === 'description' && !HARMLESS.includes(key))
      .map((key) => ({
        path: [key],
        says: 'is read from the commit message only: a description may change after review',
      })),
    ...(request.kubernetes === undefined || kubernetes.length === 0 || kubernetes.includes(request.kubernetes)
      ? []
      : [{ path: ['kubernetes'], says: `is none of ${kubernetes.join(', ')}` }]),
    ...(request.clusters === undefined || request.clusters <= config.clusters.length
      ? []
      : [{ path: ['clusters'], says: `the configuration has ${config.clusters.length}` }]),
    ...(request.suites ?? []).flatMap((name, index) =>
      known.has(name) ? [] : [{ path: ['suites', index], says: `is none of ${[...known].join(', ')}` }],
    ),
  ];
}

function lineIn(error: unknown): number {
  const line = (error as { mark?: { line?: unknown } }).mark?.line;
  return typeof line === 'number' ? line : 0;
}
