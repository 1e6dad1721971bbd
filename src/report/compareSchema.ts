import * as z from 'zod';
import { CASE_STATES } from '../model/result.ts';
import { BROKEN_CLASSES, VERDICTS } from '../model/verdict.ts';

/** What became of a test between two runs, worst first. Which states make which: docs/compare.md. */
export const CHANGES = [
  'new failure',
  'missing',
  'infrastructure',
  'still failing',
  'flaky',
  'fixed',
  'known',
  'skipped',
  'passing',
] as const;
export type Change = (typeof CHANGES)[number];

const count = z.int().min(0);
const caseState = z.enum(CASE_STATES);
const suiteState = z.enum(['passed', 'failed', 'broken']);

const run = z.strictObject({
  runId: z.string().nullable(),
  startedAt: z.string().nullable(),
  ended: z.boolean().describe('false: it was killed, or went on when its result was written.'),
  verdict: z.enum(VERDICTS.map((row) => row.verdict)).nullable(),
});

const test = z.strictObject({
  change: z.enum(CHANGES),
  cluster: z.string().describe("The cluster's label."),
  suite: z.string(),
  test: z.string(),
  then: caseState.nullable().describe('In the earlier run; null: it has no such test.'),
  now: caseState.nullable(),
  says: z.string().exactOptional().describe('What the test said now.'),
});

const suite = z.strictObject({
  cluster: z.string(),
  suite: z.string().nullable().describe('null: no suite of this cluster ran.'),
  then: suiteState.nullable().describe('null: it did not run.'),
  now: suiteState.nullable(),
  red: z.boolean().describe('It is broken now, or did not run.'),
  class: z.enum(BROKEN_CLASSES).nullable(),
  says: z.string().nullable(),
  testsThen: count,
  testsNow: count,
});

/** The shape of what `troika compare --json` prints, version 1. */
export const compareFile = z
  .strictObject({
    version: z.literal(1),
    earlier: run,
    later: run,
    verdict: z
      .enum(['passed', 'failed', 'broken'])
      .describe('failed: there are new failures. broken: something has no result now. Else passed.'),
    exit: z.int(),
    counts: z.record(z.enum(CHANGES), count).describe('Numbers of tests.'),
    added: count.describe('Tests among them that the earlier run did not have.'),
    suites: z.array(suite).describe('Every suite of either run.'),
    tests: z.array(test).describe('Worst first; without those that go on passing or being skipped.'),
    notes: z.array(z.string()).describe('What the two runs do not have in common.'),
  })
  .describe('What became of tests between two runs.');

export type Comparison = z.output<typeof compareFile>;
export type TestChange = Comparison['tests'][number];
export type SuiteChange = Comparison['suites'][number];

/** The JSON Schema (2020-12) of the output of `troika compare --json`. */
export function compareSchema(): Readonly<Record<string, unknown>> {
  return { ...z.toJSONSchema(compareFile), title: 'troika compare' };
}
