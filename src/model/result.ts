/** The state of one leaf test. */
export type CaseState = 'passed' | 'failed' | 'skipped' | 'error';

export interface TestCase {
  readonly name: string;
  readonly state: CaseState;
  readonly seconds: number;
  readonly message?: string;
}

/**
 * What one suite said about one cluster. `broken` means that the suite itself could not tell: it did not start, its
 * report is truncated or empty, or it ran none of the demanded tests. It never counts as passed.
 */
export interface SuiteResult {
  readonly suite: string;
  readonly state: 'passed' | 'failed' | 'broken';
  readonly cases: readonly TestCase[];
  readonly seconds: number;
  /** Why it is broken, or a one-line summary. */
  readonly says: string;
  /** Files of the suite, relative to the run directory. */
  readonly files: readonly string[];
}
