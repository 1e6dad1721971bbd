import type { SuiteConfig } from './config.ts';

/** What a suite is called in reports, and in requests. */
export function suiteName(suite: SuiteConfig): string {
  return suite.suite === 'infrastructure' ? suite.suite : suite.name;
}
