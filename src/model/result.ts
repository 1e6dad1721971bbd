import type { BrokenClass } from './verdict.ts';

/**
 * The state of one leaf test. `skipped`: it ran and said that it does not apply. `known`: it failed as a list of known failures says it
 * may. `infrastructure`: it failed, and the cloud or the runner is at fault. `not run`: it was demanded, and did not come to its end.
 */
export const CASE_STATES = ['passed', 'failed', 'skipped', 'known', 'infrastructure', 'not run'] as const;
export type CaseState = (typeof CASE_STATES)[number];

export interface TestCase {
  readonly name: string;
  readonly state: CaseState;
  readonly seconds: number;
  readonly message?: string;
  /** The file that says most about it, relative to the run directory. */
  readonly log?: string;
  /** It failed at first, and passed when it was run again. */
  readonly flaky?: true;
}

/**
 * What one suite said about one cluster. `broken` means that the suite itself could not tell: it did not start, its
 * report is truncated or empty, or it ran none of the demanded tests. It never counts as passed.
 */
export interface SuiteResult {
  readonly suite: string;
  readonly state: 'passed' | 'failed' | 'broken';
  /** The demanded tests: none that a focus left out. */
  readonly cases: readonly TestCase[];
  /** How many tests the runner has beside the demanded ones; undefined: it does not say. */
  readonly deselected?: number;
  readonly seconds: number;
  /** Why it is broken, or a one-line summary. */
  readonly says: string;
  /** Of a broken one: what broke. */
  readonly class?: BrokenClass;
  /** What the state rests on, a sentence each. */
  readonly evidence?: readonly string[];
  /** Files of the suite, relative to the run directory. */
  readonly files: readonly string[];
}
