import type { TestCase } from '../../model/result.ts';

/** Ginkgo's own steps around the tests, which it reports like tests. */
const STEP = /^\[(Synchronized)?(Before|After)Suite\]|^\[Report(Before|After)(Suite|Each)\]|^\[DeferCleanup/;

/**
 * The tests of a report of e2e.test that were asked for. What the focus left out is skipped without a reason, or pending; a test that
 * skips itself says why (onsi/ginkgo, reporters/junit_report.go). A step around the tests is none, unless it failed. Pure.
 */
export function demandedOf(all: readonly TestCase[]): {
  readonly cases: readonly TestCase[];
  readonly deselected: number;
} {
  const cases = new Map<string, TestCase>();
  const left = new Set<string>();
  for (const one of all) {
    const name = one.name.replace(/^\[It\] /, '');
    if (STEP.test(name) && one.state !== 'failed') continue;
    if (one.state === 'skipped' && isLeftOut(one.message)) left.add(name);
    else cases.set(free(name, cases), { ...one, name: free(name, cases) });
  }
  // Several processes report each: what one has left out another one ran.
  return { cases: [...cases.values()], deselected: [...left].filter((name) => !cases.has(name)).length };
}

function isLeftOut(message: string | undefined): boolean {
  return message === undefined || message === 'skipped' || message === 'pending';
}

function free(name: string, taken: ReadonlyMap<string, unknown>): string {
  if (!taken.has(name)) return name;
  for (let number = 2; ; number += 1) if (!taken.has(`${name} (${number})`)) return `${name} (${number})`;
}
