import * as z from 'zod';
import { CASE_STATES } from '../model/result.ts';
import { BROKEN_CLASSES, VERDICTS } from '../model/verdict.ts';
import type { ResultFile } from './resultSchema.ts';

const VERSION = 2 satisfies ResultFile['version'];

const testCase = z.object({
  name: z.string(),
  state: z.enum(CASE_STATES),
  message: z.string().exactOptional(),
  flaky: z.literal(true).exactOptional(),
});

const suite = z.object({
  suite: z.string(),
  state: z.enum(['passed', 'failed', 'broken']),
  says: z.string(),
  class: z.enum(BROKEN_CLASSES).nullable(),
  counts: z.object({ total: z.int() }),
  cases: z.array(testCase),
});

/** What is read of a result.json. Fields that a later Troika added to this version are left alone. */
const readable = z.object({
  version: z.literal(VERSION),
  runId: z.string().nullable(),
  troika: z.string().nullable(),
  cloud: z.string().nullable(),
  projectId: z.string().nullable(),
  startedAt: z.string().nullable(),
  ended: z.boolean(),
  verdict: z.enum(VERDICTS.map((row) => row.verdict)).nullable(),
  clusters: z.array(z.object({ cluster: z.string(), label: z.string(), suites: z.array(suite) })),
});

/** What a comparison reads of a run's result. */
export type RunResult = z.output<typeof readable>;

/** Reads a result.json that may come from anywhere. Pure. @returns the result, or in a few words what is wrong with the text */
export function readResult(text: string): RunResult | { readonly wrong: string } {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    return { wrong: text.trim() === '' ? 'is empty' : 'is no whole JSON: it was cut off, or is something else' };
  }
  const head = z.object({ version: z.unknown(), clusters: z.unknown() }).safeParse(data);
  if (!head.success || head.data.version === undefined || head.data.clusters === undefined)
    return { wrong: 'is no result.json of a run: it says neither version nor clusters as one does' };
  const { version } = head.data;
  if (version !== VERSION)
    return {
      wrong: `is a result.json of version ${JSON.stringify(version)}, and this Troika reads version ${VERSION}`,
    };
  const read = readable.safeParse(data);
  if (!read.success) {
    const [first] = read.error.issues;
    return { wrong: `is a damaged result.json: ${first?.path.join('.') ?? ''}: ${first?.message ?? 'cannot be read'}` };
  }
  const mismatch = mismatchIn(read.data);
  return mismatch === undefined ? read.data : { wrong: `is a damaged result.json: ${mismatch}` };
}

/** A file that somebody shortened or joined by hand is whole JSON, and still not the truth. */
function mismatchIn({ clusters }: RunResult): string | undefined {
  const label = repeatedIn(clusters.map((one) => one.label));
  if (label !== undefined) return `two clusters are called ${label}`;
  for (const cluster of clusters) {
    const name = repeatedIn(cluster.suites.map((one) => one.suite));
    if (name !== undefined) return `cluster ${cluster.label} has two suites called ${name}`;
    const short = cluster.suites.find((one) => one.counts.total !== one.cases.length);
    if (short !== undefined)
      return `suite ${short.suite} of cluster ${cluster.label} counts ${short.counts.total} tests and has ${short.cases.length}`;
  }
  return undefined;
}

function repeatedIn(names: readonly string[]): string | undefined {
  return names.find((name, index) => names.indexOf(name) !== index);
}
