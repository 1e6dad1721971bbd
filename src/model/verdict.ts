/**
 * The closed set of endings, worst first. The worst that applied decides the exit code; the report lists all.
 * One table for all commands (docs/design.md §5).
 */
export const VERDICTS = [
  { verdict: 'harmed', exit: 8, meaning: 'a call of ours hit something that is not ours' },
  { verdict: 'leaked', exit: 5, meaning: 'something of ours is left' },
  { verdict: 'unknown', exit: 6, meaning: 'a listing failed or was partial: nothing may be concluded' },
  { verdict: 'interrupted', exit: 130, meaning: 'stopped by a signal or a lost lease' },
  { verdict: 'unauthorised', exit: 7, meaning: 'credential or permission' },
  { verdict: 'failed', exit: 1, meaning: 'demanded tests ran and some failed' },
  { verdict: 'broken', exit: 3, meaning: 'the infrastructure or the cloud failed; the tests are innocent' },
  { verdict: 'refused', exit: 4, meaning: 'a guard said no' },
  { verdict: 'usage', exit: 2, meaning: 'command line or configuration' },
  { verdict: 'passed', exit: 0, meaning: 'the demanded tests ran and passed, and everything of ours is gone' },
] as const;

export type Verdict = (typeof VERDICTS)[number]['verdict'];

/** What broke, when the tests are innocent. */
export const BROKEN_CLASSES = ['provision', 'quota', 'timeout', 'suite-infrastructure'] as const;
export type BrokenClass = (typeof BROKEN_CLASSES)[number];

/** One ending that applied, with the sentence that explains it and, where there is one, the cluster. */
export interface Finding {
  readonly verdict: Verdict;
  readonly why: string;
  readonly cluster?: string;
  readonly class?: BrokenClass;
  /** What to do next. */
  readonly hint?: string;
}

/** The worst of the findings; `passed` when there are none. */
export function worst(findings: readonly Finding[]): Verdict {
  const found = new Set(findings.map((finding) => finding.verdict));
  return VERDICTS.find((row) => found.has(row.verdict))?.verdict ?? 'passed';
}

export function exitCode(verdict: Verdict): number {
  const row = VERDICTS.find((candidate) => candidate.verdict === verdict);
  return row === undefined ? 70 : row.exit;
}
