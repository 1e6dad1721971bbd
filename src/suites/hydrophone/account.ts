import type { TestCase } from '../../model/result.ts';
import type { Account } from '../account.ts';
import { caseOf, type GinkgoReport } from '../e2e/report.ts';
import type { Transcript } from '../e2e/transcript.ts';
import { withLog } from '../e2e/withLog.ts';

/** Where failed tests are understood from: the log as fetched, or as it was passed on. */
export interface Logs {
  readonly fetched: string;
  readonly passed: string;
}

/**
 * What is known of the tests: from the report where it was fetched, else from the log. Pure.
 * @param read the report; undefined: it was not fetched @param told undefined: nothing began
 */
export function reportOf(
  read: GinkgoReport | { readonly broken: string } | undefined,
  told: Transcript | undefined,
  logs: Logs,
): Account | { readonly broken: string } {
  if (read !== undefined && 'broken' in read) return read;
  if (read !== undefined && told !== undefined) return withLog(accountOf(read, told), logs.fetched);
  if (told?.announced === undefined) return { broken: 'there is no report: the tests never began' };
  return withLog(accountOfLog(told), logs.passed);
}

/**
 * The demanded tests as the report has them. Which of those that did not run were demanded it does not say: of what was announced
 * and is not among those that ran, as many as are missing are `not run`, by number.
 */
function accountOf(report: GinkgoReport, told: Transcript): Account | { readonly broken: string } {
  const flaky = new Set(told.ends.filter((end) => end.flaky).map(({ line }) => nameIn(line)));
  const cases = report.leaves.map((leaf) => caseOf(leaf, flaky.has(leaf.name))).filter((one) => one !== undefined);
  const { announced } = told;
  if (announced !== undefined && cases.length > announced)
    return { broken: `the report has ${cases.length} tests that ran, and ${announced} were announced` };
  const all = filled(cases, announced, report.notBegun ? (report.around[0] ?? BEFORE) : AFTER);
  return { cases: all, announced, deselected: told.deselected ?? report.leaves.length - all.length };
}

/** The tests as the log told their ends, where there is no report. */
function accountOfLog(told: Transcript): Account {
  const ends = new Map(told.ends.map((end) => [end.line, end]));
  const cases = [...ends.values()].map(({ line, state, seconds, flaky }): TestCase => {
    const name = nameIn(line);
    if (state === 'passed') return { name, state, seconds, ...(flaky ? { flaky } : {}) };
    return { name, state, seconds, message: 'there is no report of it; the log says more' };
  });
  return {
    cases: filled(cases, told.announced, AFTER),
    announced: told.announced,
    deselected: told.deselected,
  };
}

const BEFORE = 'what comes before all tests went wrong';
const AFTER = 'the run was over before it; which test it is was not told';

/** Ginkgo puts a test's labels behind its name. The first one of Kubernetes' tests is always that of a SIG. */
const LABELS = / \[sig-[^\]]*\]$/;

function nameIn(line: string): string {
  return line.replace(LABELS, '');
}

function filled(cases: readonly TestCase[], announced: number | undefined, message: string): readonly TestCase[] {
  const missing = Math.max(0, (announced ?? 0) - cases.length);
  const others = Array.from({ length: missing }, (_nothing, index): TestCase => {
    const name = `test ${cases.length + index + 1} of ${announced}`;
    return { name, state: 'not run', seconds: 0, message };
  });
  return [...cases, ...others];
}
