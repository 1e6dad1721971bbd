import type { CaseState } from '../model/result.ts';
import type { Change } from './compareSchema.ts';
import type { RunResult } from './readResult.ts';

export type ReadCase = RunResult['clusters'][number]['suites'][number]['cases'][number];

/** One test in two runs; at least one of them has it. */
export interface Pair {
  readonly name: string;
  readonly then: ReadCase | undefined;
  readonly now: ReadCase | undefined;
}

/** States that are no word on the test itself. */
const SILENT: readonly (CaseState | undefined)[] = ['not run', undefined];

/** Tests of one suite, and the run-unique name of the cluster that it ran on. */
export interface Ran {
  readonly cluster: string;
  readonly cases: readonly ReadCase[];
}

/** Pairs the tests of a suite by lasting name; of several with one name the worst with the worst. Pure. */
export function pairs(then: Ran, now: Ran): readonly Pair[] {
  const [before, after] = [byName(then), byName(now)];
  return [...new Set([...after.keys(), ...before.keys()])].flatMap((name) => {
    const [olds, news] = [before.get(name) ?? [], after.get(name) ?? []];
    const most = Math.max(olds.length, news.length);
    return Array.from({ length: most }, (_none, index) => {
      const [old, fresh] = [olds[index], news[index]];
      return { name: (fresh ?? old)?.name ?? name, then: old, now: fresh };
    });
  });
}

/** Five characters that Kubernetes draws (apimachinery: pkg/util/rand/rand.go). */
const DRAWN = /-[bcdfghjklmnpqrstvwxz2456789]{5}(?=-|$)/g;

const UUID = /\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g;

/**
 * What a test is called on any cluster: without UUIDs, without the run-unique name of the cluster, and without what Kubernetes drew for the names of
 * machines that begin with it, as in `server tabcdefghia-76d59-w8vvs is ACTIVE`.
 */
function lastingName(name: string, cluster: string): string {
  const text = name.replace(UUID, '<uuid>');
  if (cluster === '' || !text.includes(cluster)) return text;
  const words = text.split(' ').map((word) => (word.includes(cluster) ? word.replace(DRAWN, '-*') : word));
  return words.join(' ').replaceAll(cluster, '<cluster>');
}

function byName({ cluster, cases }: Ran): ReadonlyMap<string, readonly ReadCase[]> {
  const found = new Map<string, ReadCase[]>();
  for (const one of cases) {
    const name = lastingName(one.name, cluster);
    const same = found.get(name);
    if (same === undefined) found.set(name, [one]);
    else same.push(one);
  }
  for (const same of found.values()) same.sort((a, b) => rank(a) - rank(b));
  return found;
}

const WORST_FIRST: readonly CaseState[] = ['failed', 'infrastructure', 'not run', 'known', 'passed', 'skipped'];

function rank({ state, flaky }: ReadCase): number {
  return WORST_FIRST.indexOf(state) + (state === 'passed' && flaky !== true ? 0.5 : 0);
}

/**
 * What became of a test. Pure. From the top, the first row that applies:
 *
 * | now | then | it is |
 * | --- | --- | --- |
 * | failed | failed, or known | still failing |
 * | failed | anything else, or nothing: nobody has seen it fail before | new failure |
 * | infrastructure | any | infrastructure: no statement is possible |
 * | known | any | known |
 * | not run, or not there | any | missing |
 * | skipped | anything that it came to an end with | missing: it ran then |
 * | skipped | skipped, not run, or nothing | skipped |
 * | passed when run again | any | flaky |
 * | passed | failed, or known | fixed |
 * | passed | anything else, or nothing | passing |
 */
export function changeOf({ then, now }: Pair): Change {
  const before = then?.state;
  const failedThen = before === 'failed' || before === 'known';
  switch (now?.state) {
    case 'failed':
      return failedThen ? 'still failing' : 'new failure';
    case 'infrastructure':
    case 'known':
      return now.state;
    case 'not run':
    case undefined:
      return 'missing';
    case 'skipped':
      return before === 'skipped' || SILENT.includes(before) ? 'skipped' : 'missing';
    case 'passed':
      if (now.flaky === true) return 'flaky';
      return failedThen ? 'fixed' : 'passing';
  }
}
