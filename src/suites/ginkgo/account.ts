import type { TestCase } from '../../model/result.ts';
import type { Account } from '../account.ts';
import { caseOf, type GinkgoReport } from '../e2e/report.ts';
import type { ToldEnd, Transcript } from '../e2e/transcript.ts';

/**
 * The demanded tests as the report has them. Broken: one of them is not in it though the tests began, or one that nobody demanded ran.
 * The thousands that were left out are counted.
 */
export function accountOf(
  report: GinkgoReport,
  demanded: readonly string[],
  told: Transcript,
): Account | { readonly broken: string } {
  const left = byName(report.leaves, (leaf) => leaf.name);
  const flaky = new Set(told.ends.filter((end) => end.flaky).map((end) => end.line));
  const cases: TestCase[] = [];
  for (const name of demanded) {
    const leaf = left.get(name)?.shift();
    if (leaf === undefined && !report.notBegun) return { broken: `the report does not have "${name}"` };
    cases.push(
      leaf === undefined ? notRun(name, BEFORE) : (caseOf(leaf, [...flaky].some(says(name))) ?? notRun(name, AFTER)),
    );
  }
  const others = [...left.values()].flat();
  const foreign = others.find((leaf) => leaf.state !== 'left out' && leaf.state !== 'skipped');
  if (foreign !== undefined) return { broken: `the report has "${foreign.name}", which was not demanded` };
  return { cases, announced: told.announced, deselected: report.notBegun ? told.deselected : others.length };
}

/** The demanded tests as the program told their ends before it was gone, for when it left no report. */
export function accountWithoutReport(demanded: readonly string[], told: Transcript): Account {
  const left = [...told.ends];
  const cases = demanded.map((name): TestCase => {
    const index = left.findIndex((end) => says(name)(end.line));
    const [end] = index < 0 ? [] : left.splice(index, 1);
    return end === undefined ? notRun(name, AFTER) : caseWithoutReport(name, end);
  });
  return { cases, announced: told.announced, deselected: told.deselected };
}

const BEFORE = 'what comes before all tests went wrong';
const AFTER = 'the run was over before it';

function caseWithoutReport(name: string, { state, seconds, flaky }: ToldEnd): TestCase {
  if (state === 'passed') return { name, state, seconds, ...(flaky ? { flaky } : {}) };
  return { name, state, seconds, message: 'the program was gone before it wrote its report; its output says more' };
}

function notRun(name: string, message: string): TestCase {
  return { name, state: 'not run', seconds: 0, message };
}

/** Whether a line is this name, with its labels behind it or without. */
function says(name: string): (line: string) => boolean {
  return (line) => line === name || (line.startsWith(`${name} [`) && /^ \[[^\]]*\]$/.test(line.slice(name.length)));
}

function byName<T>(items: readonly T[], nameOf: (item: T) => string): Map<string, T[]> {
  const found = new Map<string, T[]>();
  for (const item of items) {
    const name = nameOf(item);
    const same = found.get(name);
    if (same === undefined) found.set(name, [item]);
    else same.push(item);
  }
  return found;
}
