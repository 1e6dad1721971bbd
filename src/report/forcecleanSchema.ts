import * as z from 'zod';
import { QUOTAS } from '../model/demand.ts';
import { KINDS } from '../model/resource.ts';
import { VERDICTS } from '../model/verdict.ts';

const count = z.int().min(0);
const kind = z.enum(KINDS);
const verdict = z.enum(VERDICTS.map((row) => row.verdict));
const ref = z.strictObject({ kind, id: z.string() });
const counts = z.partialRecord(kind, count).describe("Whoever's they are. A kind of which there are none is absent.");

const evidence = z.strictObject({
  side: z.enum(['for', 'against']),
  strength: z.enum(['strong', 'structural', 'weak', 'veto']),
  source: z.string().describe('The rule that found it.'),
  says: z.string(),
  value: z.string(),
});

const item = z.strictObject({
  kind,
  id: z.string(),
  name: z.string(),
  outcome: z
    .enum(['deleted', 'detached', 'stripped', 'left', 'handed over', 'kept'])
    .describe(
      'left: ours, and still there against our will. handed over: ours, and kept by policy; from then on a ' +
        "neighbour's. kept: not proved to be ours.",
    ),
  why: z.string(),
  behind: ref.nullable().describe('Left only because this one is.'),
  todo: z.string().nullable().describe('What somebody has to do about what is left, where that is known.'),
  evidence: z.array(evidence).describe('On both sides. What was deleted, stripped or detached shows what was for it.'),
});

const volume = z.strictObject({
  id: z.string(),
  name: z.string(),
  claim: z.strictObject({ namespace: z.string(), name: z.string() }).exactOptional(),
  sizeGiB: z.number().exactOptional(),
  createdAt: z.string().exactOptional(),
  attachedAt: z.string().exactOptional(),
  attachedTo: z.array(z.strictObject({ id: z.string(), name: z.string() })),
  policy: z.enum(['delete', 'report', 'keep', 'retain', 'none']),
  verdict: z.enum(['delete', 'left', 'handed over', 'undecided', 'neighbour', 'gone', 'unknown']),
  why: z.string(),
});

const cluster = z.strictObject({
  cluster: z.string(),
  ended: z.boolean().describe('false: its clean-up did not come to its end; the findings say why.'),
  rounds: count,
  deleted: count,
  items: z.array(item).describe('Everything that was done, and everything that looked like ours and stayed.'),
  volumes: z.array(volume).describe('Every volume that was considered.'),
  unknown: z.array(kind).describe('Kinds whose listing failed: whether anything is left of them is not known.'),
  notLookedAt: z.array(z.string()).describe('Services of the catalogue that Troika does not look at.'),
});

const quota = z.strictObject({
  quota: z.enum(QUOTAS),
  limit: z.int().nullable().describe('null: none.'),
  before: count.nullable().describe('What was used; null: the service did not say.'),
  after: count.nullable(),
});

const finding = z.strictObject({
  verdict,
  why: z.string(),
  cluster: z.string().exactOptional(),
  class: z.enum(['provision', 'quota', 'timeout', 'suite-infrastructure']).exactOptional(),
  hint: z.string().exactOptional(),
});

/** The shape of what `troika forceclean --yes --json`, `apply --json` and `down --yes --json` print, version 1. */
export const forcecleanFile = z
  .strictObject({
    version: z.literal(1),
    cloud: z.string().describe("'' where a run made nothing and did not get as far as naming it."),
    projectId: z.string(),
    directory: z.string().describe('Where journal, requests and plans are.'),
    verdict: verdict.describe('The worst finding; it decides the exit code.'),
    exit: z.int(),
    findings: z.array(finding),
    counts: z
      .strictObject({ before: counts, after: counts })
      .nullable()
      .describe('Resources of the project at the first look and at the last; null: there was none.'),
    quotas: z.array(quota).describe('Use of every quota that the services tell.'),
    requests: z
      .strictObject({ reads: count, writes: count, refused: count, unanswered: count })
      .describe('Sent for the clean-up, without the lease book. Refused: writes answered with 400 or more.'),
    seconds: z.number().min(0),
    clusters: z.array(cluster),
  })
  .describe('What became of a clean-up.');

export type ForcecleanFile = z.output<typeof forcecleanFile>;

/** The JSON Schema (2020-12) of the output of `troika forceclean --yes --json`. */
export function forcecleanSchema(): Readonly<Record<string, unknown>> {
  return { ...z.toJSONSchema(forcecleanFile), title: 'troika forceclean' };
}
