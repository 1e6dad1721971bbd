import { exitCode } from '../model/verdict.ts';
import { CHANGES } from './compareSchema.ts';
import type { Change, Comparison, SuiteChange, TestChange } from './compareSchema.ts';
import { notesOn } from './compareNotes.ts';
import { changeOf, pairs } from './compareTests.ts';
import type { Pair, Ran } from './compareTests.ts';
import type { RunResult } from './readResult.ts';

type Suites = RunResult['clusters'][number]['suites'];

/** Whose tests are told one by one; of the others there is only a number. */
const TOLD: ReadonlySet<Change> = new Set(CHANGES.filter((one) => one !== 'passing' && one !== 'skipped'));

/**
 * What became of every test between two runs, matched by the cluster's label, suite and name. Pure. `failed` when there is a new
 * failure; else `broken` when the later run did not end, or something of it has no result: a suite that is broken or did not run, a
 * test that is missing or that the infrastructure failed. Tests that fail as before change nothing here: the run's own verdict has them.
 */
export function compare(earlier: RunResult, later: RunResult): Comparison {
  const labels = new Set([...later.clusters, ...earlier.clusters].map(({ label }) => label));
  const met = [...labels].flatMap((label) => suitesOf(label, earlier, later));
  const suites = met.map(({ suite }) => suite);
  const all = met.flatMap(({ suite: { cluster, suite }, tests }) =>
    suite === null ? [] : tests.map((pair) => ({ change: changeOf(pair), cluster, suite, pair })),
  );
  const counts = Object.fromEntries(
    CHANGES.map((change) => [change, all.filter((one) => one.change === change).length]),
  ) as Record<Change, number>;
  const verdict = verdictOf(later, counts, suites);
  return {
    version: 1,
    earlier: headOf(earlier),
    later: headOf(later),
    verdict,
    exit: exitCode(verdict),
    counts,
    added: all.filter(({ pair }) => pair.then === undefined).length,
    suites,
    tests: all
      .filter(({ change }) => TOLD.has(change))
      .sort((a, b) => CHANGES.indexOf(a.change) - CHANGES.indexOf(b.change))
      .map(({ change, cluster, suite, pair }) => testOf(change, cluster, suite, pair)),
    notes: [...notesOn(earlier, later)],
  };
}

function verdictOf(
  later: RunResult,
  counts: Readonly<Record<Change, number>>,
  suites: readonly SuiteChange[],
): Comparison['verdict'] {
  if (counts['new failure'] > 0) return 'failed';
  const silent = counts.missing + counts.infrastructure > 0 || suites.some(({ red }) => red) || suites.length === 0;
  return silent || !later.ended ? 'broken' : 'passed';
}

function headOf({ runId, startedAt, ended, verdict }: RunResult): Comparison['earlier'] {
  return { runId, startedAt, ended, verdict };
}

function testOf(change: Change, cluster: string, suite: string, { name, then, now }: Pair): TestChange {
  return {
    change,
    cluster,
    suite,
    test: name,
    then: then?.state ?? null,
    now: now?.state ?? null,
    ...(now?.message === undefined ? {} : { says: now.message }),
  };
}

/** Every suite of a cluster in either run; a cluster without any has one row of its own, which is red. */
function suitesOf(
  label: string,
  earlier: RunResult,
  later: RunResult,
): readonly { readonly suite: SuiteChange; readonly tests: readonly Pair[] }[] {
  const [before, after] = [suitesIn(earlier, label), suitesIn(later, label)];
  const names = [...new Set([...after, ...before].map(({ suite }) => suite))];
  if (names.length === 0) return [{ suite: suiteOf(label, null, undefined, undefined), tests: [] }];
  const ranOn = ({ clusters }: RunResult, suite: Suites[number] | undefined): Ran => ({
    cluster: clusters.find((one) => one.label === label)?.cluster ?? '',
    cases: suite?.cases ?? [],
  });
  return names.map((name) => {
    const [then, now] = [before, after].map((all) => all.find(({ suite }) => suite === name));
    return { suite: suiteOf(label, name, then, now), tests: pairs(ranOn(earlier, then), ranOn(later, now)) };
  });
}

function suitesIn({ clusters }: RunResult, label: string): Suites {
  return clusters.find((one) => one.label === label)?.suites ?? [];
}

function suiteOf(
  cluster: string,
  suite: string | null,
  then: Suites[number] | undefined,
  now: Suites[number] | undefined,
): SuiteChange {
  return {
    cluster,
    suite,
    then: then?.state ?? null,
    now: now?.state ?? null,
    red: now === undefined || now.state === 'broken',
    class: now?.class ?? null,
    says: now?.says ?? null,
    testsThen: then?.cases.length ?? 0,
    testsNow: now?.cases.length ?? 0,
  };
}
