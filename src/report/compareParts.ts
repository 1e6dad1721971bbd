import type { Change, Comparison, SuiteChange, TestChange } from './compareSchema.ts';

/** One heading of a comparison with what stands below it, as plain text. */
export interface ComparePart {
  readonly title: string;
  readonly count: number;
  readonly items: readonly { readonly head: string; readonly detail: string | undefined }[];
  /** How many more there are than items. */
  readonly more: number;
}

const TITLES: readonly (readonly [Change, string])[] = [
  ['new failure', 'New failures'],
  ['missing', 'Missing'],
  ['infrastructure', 'No statement possible: the infrastructure failed'],
  ['still failing', 'Still failing'],
  ['flaky', 'Flaky: passed when run again'],
  ['fixed', 'Fixed'],
  ['known', 'Known failures'],
];

/** Longest part of a message that is shown beside a test; the run's own reports have the rest. */
const LONGEST = 160;

/**
 * A comparison in parts, worst first; those with nothing in them are left out. Tests that are missing with their whole suite are
 * told by the suite's own line. Pure.
 * @param most items of one part that are told one by one
 */
export function partsOf({ tests, suites }: Comparison, most: number): readonly ComparePart[] {
  const red = suites.filter((suite) => suite.red);
  const gone = new Set(red.map(keyOf));
  const of = (change: Change): readonly TestChange[] =>
    tests.filter((one) => one.change === change && !(change === 'missing' && gone.has(keyOf(one))));
  const [first, ...others] = TITLES.map(([change, title]) => {
    const found = of(change);
    return { title, count: found.length, ...cut(found, most, (one) => ({ head: nameOf(one), detail: detailOf(one) })) };
  });
  const silent = { title: 'Suites without a result', count: red.length };
  const suitePart = { ...silent, ...cut(red, most, (one) => ({ head: nameOf(one), detail: whyRed(one) })) };
  return [...(first === undefined ? [] : [first]), suitePart, ...others].filter(({ count }) => count > 0);
}

/** What it all comes to, in one line: `2 new failures, 1 suite without a result, 98 as before`. Pure. */
export function countsText({ counts, suites, added }: Comparison): string {
  const red = suites.filter((suite) => suite.red).length;
  const several = (number: number, one: string, many = one): string | false =>
    number > 0 && `${number} ${number === 1 ? one : many}`;
  const told = [
    several(counts['new failure'], 'new failure', 'new failures'),
    several(red, 'suite without a result', 'suites without a result'),
    several(counts.missing, 'missing'),
    several(counts.infrastructure, 'without a statement'),
    several(counts['still failing'], 'still failing'),
    several(counts.flaky, 'flaky'),
    several(counts.fixed, 'fixed'),
    several(counts.known, 'known failure', 'known failures'),
    several(counts.passing, 'passing'),
    several(counts.skipped, 'skipped'),
  ].filter((text) => text !== false);
  return `${told.join(', ')}${added === 0 ? '' : ` (${added} of them not there before)`}`;
}

/** Which runs were compared: `abcdefghi of 2026-01-01T03:00:00Z (passed)`. */
export function runText({ runId, startedAt, ended, verdict }: Comparison['earlier']): string {
  const of = startedAt === null ? '' : ` of ${startedAt}`;
  return `${runId ?? 'a run without an id'}${of} (${ended ? (verdict ?? 'no verdict') : 'did not end'})`;
}

function keyOf({ cluster, suite }: { readonly cluster: string; readonly suite: string | null }): string {
  return JSON.stringify([cluster, suite]);
}

function nameOf(one: { readonly cluster: string; readonly suite: string | null; readonly test?: string }): string {
  const where = one.suite === null ? one.cluster : `${one.cluster}, ${one.suite}`;
  return one.test === undefined ? where : `${where}: ${one.test}`;
}

/** How it was then, where that is not what its part says already, and what it says now. */
function detailOf({ change, then, now, says }: TestChange): string | undefined {
  const before = `${then ?? 'not there'} then`;
  const parts = [
    change === 'new failure' || change === 'missing' || (change === 'still failing' && then === 'known') ? before : '',
    change === 'missing' ? `${now ?? 'not there'} now` : '',
    change === 'new failure' || change === 'infrastructure' || change === 'known' ? firstLine(says) : '',
  ].filter((part) => part !== '');
  return parts.length === 0 ? undefined : parts.join('; ');
}

function firstLine(text = ''): string {
  const [line = ''] = text.trim().split('\n', 1);
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
}

function whyRed({ suite, now, class: broke, says, then, testsThen }: SuiteChange): string {
  const why =
    suite === null
      ? 'no suite ran on this cluster'
      : now === null
        ? 'did not run'
        : `broken${broke === null ? '' : ` (${broke})`}: ${firstLine(says ?? '')}`;
  return then === null ? why : `${why}; ${then} then, with ${testsThen} ${testsThen === 1 ? 'test' : 'tests'}`;
}

function cut<T>(
  all: readonly T[],
  most: number,
  itemOf: (one: T) => ComparePart['items'][number],
): Pick<ComparePart, 'items' | 'more'> {
  return { items: all.slice(0, most).map(itemOf), more: Math.max(0, all.length - most) };
}
