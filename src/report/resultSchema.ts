import * as z from 'zod';
import { PHASES, WAITS_FOR } from '../model/event.ts';
import { CASE_STATES } from '../model/result.ts';
import { BROKEN_CLASSES, VERDICTS } from '../model/verdict.ts';

const count = z.int().min(0);
const verdict = z.enum(VERDICTS.map((row) => row.verdict));
const brokenClass = z.enum(BROKEN_CLASSES);
const counts = z
  .strictObject({
    total: count,
    passed: count,
    failed: count,
    skipped: count,
    known: count.describe('Failed as a list of known failures says they may.'),
    infrastructure: count.describe('Failed, and the cloud or the runner is at fault.'),
    notRun: count.describe('Demanded, and did not come to their end.'),
    flaky: count.describe('Of those that passed: failed at first, and passed when run again.'),
  })
  .describe('Numbers of tests. The total is the sum of the others, flaky ones aside.');

const testCase = z.strictObject({
  name: z.string(),
  state: z.enum(CASE_STATES),
  seconds: z.number().min(0),
  message: z.string().exactOptional(),
  log: z.string().exactOptional().describe('Relative to the run directory.'),
  flaky: z.literal(true).exactOptional(),
});

const suite = z.strictObject({
  suite: z.string(),
  state: z
    .enum(['passed', 'failed', 'broken'])
    .describe('broken: the suite could not tell. It never counts as passed.'),
  says: z.string(),
  class: brokenClass.nullable().describe('Of a broken one: what broke.'),
  evidence: z.array(z.string()).describe('What the state rests on.'),
  deselected: count.nullable().describe('Tests that the runner has beside the demanded ones; null: it does not say.'),
  seconds: z.number().min(0),
  counts,
  cases: z.array(testCase),
  files: z.array(z.string()).describe('Relative to the run directory.'),
});

const phase = z.strictObject({
  phase: z.enum(PHASES),
  startedAt: z.string(),
  ok: z.boolean().nullable().describe('null: it did not end.'),
  seconds: z.number().min(0).nullable(),
  says: z.string().exactOptional(),
});

const cluster = z.strictObject({
  cluster: z.string().describe("The cluster's run-unique name."),
  label: z.string(),
  provisioner: z.string(),
  slot: count.nullable().describe('null: it was never admitted.'),
  phases: z.array(phase),
  waited: z
    .partialRecord(z.enum(WAITS_FOR), z.number().min(0))
    .describe('Seconds it waited for its admission, by what for: the lease book, its turn, a slot, quota, the cloud.'),
  suites: z.array(suite),
  verified: z.boolean().describe('Whether a listing after the clean-up was made at all.'),
  released: z.enum(['no', 'released', 'kept']),
  keptUntil: z.string().nullable().describe("When its lease ends, by the cloud's clock; null: it is not kept."),
});

/** The shape of result.json, version 2. A version may gain fields; one that goes or changes its meaning raises it. */
export const resultFile = z
  .strictObject({
    version: z.literal(2),
    runId: z.string().nullable(),
    troika: z.string().nullable().describe('Version of Troika.'),
    cloud: z.string().nullable(),
    projectId: z.string().nullable(),
    startedAt: z.string().nullable(),
    lastEventAt: z.string().nullable(),
    ended: z.boolean().describe('false: the run was killed, or goes on; then there is no verdict.'),
    verdict: verdict.nullable(),
    exit: z.int().nullable(),
    seconds: z.number().min(0).nullable(),
    signals: z.array(z.string()),
    findings: z.array(
      z.strictObject({
        verdict,
        why: z.string(),
        cluster: z.string().exactOptional(),
        class: brokenClass.exactOptional(),
        hint: z.string().exactOptional(),
      }),
    ),
    tests: counts,
    suites: z
      .strictObject({ total: count, passed: count, failed: count, broken: count })
      .describe('Numbers of suites. The total is the sum of the others.'),
    effects: z
      .strictObject({ sent: count, succeeded: count, failed: count, unanswered: count })
      .describe('Creates, changes and deletions sent. sent is the sum of the others.'),
    clusters: z.array(cluster),
    left: z
      .array(z.strictObject({ kind: z.string(), id: z.string() }))
      .describe('Resources of ours which the last listing still saw.'),
    handedOver: z
      .array(z.strictObject({ kind: z.string(), id: z.string(), name: z.string(), why: z.string() }))
      .describe("Left standing by policy, and from then on a neighbour's."),
    unknown: z.array(z.string()).describe('Kinds whose listing failed.'),
    notLookedAt: z.array(z.string()).describe('Services of the catalogue that Troika does not look at.'),
    plans: z
      .array(z.strictObject({ clusters: z.array(z.string()), steps: count, kept: count, file: z.string() }))
      .describe('Clean-up plans; their files say what was kept, and why.'),
  })
  .describe('What became of a run of Troika.');

export type ResultFile = z.output<typeof resultFile>;

/** The JSON Schema (2020-12) of result.json. */
export function resultSchema(): Readonly<Record<string, unknown>> {
  return { ...z.toJSONSchema(resultFile), title: 'result.json' };
}
