import type { CaseState, TestCase } from '../../src/model/result.ts';
import type { KnownFailure } from '../../src/suites/knownFile.ts';
import type { Observation, Trouble } from '../../src/suites/observed.ts';
import type { Ending } from '../../src/suites/runner.ts';
import type { Attempt } from '../../src/suites/trial.ts';

/** What a suite is, and the exit code of a run of which it was all. */
export const ENDS = {
  passed: { state: 'passed', class: undefined, exit: 0 },
  failed: { state: 'failed', class: undefined, exit: 1 },
  'broken: provision': { state: 'broken', class: 'provision', exit: 3 },
  'broken: quota': { state: 'broken', class: 'quota', exit: 3 },
  'broken: suite-infrastructure': { state: 'broken', class: 'suite-infrastructure', exit: 3 },
  'broken: timeout': { state: 'broken', class: 'timeout', exit: 3 },
  interrupted: { state: 'broken', class: undefined, exit: 130 },
} as const;

/** Something that happened to somebody, or is documented to happen: what a suite is told, and what it has to make of it. */
export interface Situation {
  readonly what: string;
  /** An issue with its repository, or where the behaviour is documented. */
  readonly source: string;
  readonly ended: Ending;
  readonly report: Attempt['report'];
  readonly seen?: readonly Observation[];
  readonly unwatched?: readonly string[];
  readonly known?: readonly KnownFailure[];
  readonly reruns?: readonly Attempt[];
  readonly kubernetes?: string;
  readonly ends: keyof typeof ENDS;
  /** How many cases of states that are not `passed` there are. */
  readonly cases?: Partial<Record<CaseState | 'flaky', number>>;
  /** What its sentence, or one of its evidence, has to say. */
  readonly says: RegExp;
}

/** All of it happens on 1 December 2026 between noon and one o'clock, in UTC. */
export const FROM = Date.UTC(2026, 11, 1, 12, 0, 0);
export const UNTIL = Date.UTC(2026, 11, 1, 13, 0, 0);
export const TODAY = '2026-12-01';

export const completed = (says: string, passed?: boolean): Ending => ({
  how: 'completed',
  says,
  ...(passed === undefined ? {} : { passed }),
});
export const died = (says: string): Ending => ({ how: 'died', says });
export const neverStarted = (says: string): Ending => ({ how: 'never started', says });
export const stoppedBy = (by: 'own limit' | 'deadline' | 'run', says: string): Ending => ({ how: 'stopped', by, says });

/** Tests that passed, and others. */
export function account(
  passed: number,
  others: readonly TestCase[] = [],
  announced = passed + others.length,
): Attempt['report'] {
  const green = Array.from({ length: passed }, (_, index): TestCase => ({
    name: `passes ${index}`,
    state: 'passed',
    seconds: 1,
  }));
  return { cases: [...green, ...others], announced, deselected: 7000 };
}

export const failedTest = (name: string, message: string, seconds = 60): TestCase => ({
  name,
  state: 'failed',
  seconds,
  message,
});
export const notRun = (count: number): readonly TestCase[] => inState('not run', count);
export const skipped = (count: number): readonly TestCase[] => inState('skipped', count);

function inState(state: CaseState, count: number): readonly TestCase[] {
  return Array.from({ length: count }, (_, index) => ({ name: `${state} ${index}`, state, seconds: 0 }));
}

/** What Ginkgo writes behind a failure at so many minutes past noon. */
export function at(minute: number): string {
  return `\nIn [It] at: k8s.io/kubernetes/test/e2e/some.go:1 @ 12/01/26 12:${String(minute).padStart(2, '0')}:00.5`;
}

/** Trouble from one minute past noon to another; without the other: to the end. */
export function seen(trouble: Trouble, about: string, says: string, from: number, until?: number): Observation {
  const moment = (minute: number): number => FROM + minute * 60_000;
  return { trouble, about, says, from: moment(from), until: until === undefined ? undefined : moment(until) };
}

export function knownEntry(source: string, reason: string, more: Partial<KnownFailure> = {}): KnownFailure {
  return {
    place: 'known.yaml:2',
    regex: new RegExp(source, 'u'),
    reason,
    suites: [],
    kubernetes: [],
    clusters: [],
    ...more,
  };
}
