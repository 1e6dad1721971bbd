import type { TestCase } from '../model/result.ts';

/** A runner's own report as read: what ran, and what it said it would run. */
export interface Account {
  /** The demanded tests, each once: passed, failed, skipped, or not run. */
  readonly cases: readonly TestCase[];
  /** How many tests it said it would run; undefined: it does not say. */
  readonly announced: number | undefined;
  /** How many more it has, that the focus left out; undefined: it does not say. */
  readonly deselected: number | undefined;
}
