import type { RunResult } from './readResult.ts';

/** What two runs do not have in common, a sentence each: who reads the comparison has to know it. Pure. */
export function notesOn(earlier: RunResult, later: RunResult): readonly string[] {
  const notes: (string | false)[] = [
    earlier.runId !== null && earlier.runId === later.runId && 'Both are results of the same run.',
    isBefore(later, earlier) && 'The run named first is the later one of the two.',
    !earlier.ended && 'The earlier run did not end: what it did not come to counts as not there.',
    !later.ended && 'The later run did not end: what it did not come to is missing.',
    differs(earlier.cloud, later.cloud) && `The clouds differ: ${earlier.cloud} then, ${later.cloud} now.`,
    differs(earlier.projectId, later.projectId) && 'The projects differ.',
    differs(earlier.troika, later.troika) && `Troika’s versions differ: ${earlier.troika} then, ${later.troika} now.`,
    ...selectionNotes(earlier, later),
  ];
  return notes.filter((note) => note !== false);
}

function isBefore(one: RunResult, other: RunResult): boolean {
  return Date.parse(one.startedAt ?? '') < Date.parse(other.startedAt ?? '');
}

function differs(then: string | null, now: string | null): boolean {
  return then !== null && now !== null && then !== now;
}

/** Clusters and suites that only one of the runs has, and suites of which it demanded another number of tests. */
function selectionNotes(earlier: RunResult, later: RunResult): readonly string[] {
  const [then, now] = [sizesOf(earlier), sizesOf(later)];
  const only = (one: Sizes, other: Sizes): string => [...one.keys()].filter((key) => !other.has(key)).join('; ');
  const [lost, added] = [only(then, now), only(now, then)];
  const resized = [...now].flatMap(([key, size]) => {
    const before = then.get(key);
    return before === undefined || size === undefined || before === size
      ? []
      : [`${key} (${before} then, ${size} now)`];
  });
  return [
    ...(lost === '' ? [] : [`Only the earlier run has: ${lost}.`]),
    ...(added === '' ? [] : [`Only the later run has: ${added}.`]),
    ...(resized.length === 0 ? [] : [`Other numbers of tests were demanded: ${resized.join('; ')}.`]),
  ];
}

/** How many tests each suite of each cluster has; undefined: it is broken, and nobody knows. */
type Sizes = ReadonlyMap<string, number | undefined>;

function sizesOf({ clusters }: RunResult): Sizes {
  return new Map(
    clusters.flatMap(({ label, suites }) =>
      suites.map(
        ({ suite, state, cases }) => [`${label}, ${suite}`, state === 'broken' ? undefined : cases.length] as const,
      ),
    ),
  );
}
