import { says, TroikaError } from '../model/error.ts';
import type { SuiteResult } from '../model/result.ts';
import type { Finding } from '../model/verdict.ts';

/** What a thrown error means for the verdict. An error that is not ours to name is `broken`, never a test's failure. */
export function findingOf(error: unknown, cluster?: string): Finding {
  const where = cluster === undefined ? {} : { cluster };
  if (!(error instanceof TroikaError))
    return { verdict: 'broken', why: `unexpected: ${says(error)}`, class: 'provision', ...where };
  return {
    verdict: error.verdict,
    why: error.message,
    ...where,
    ...(error.verdict === 'broken' ? { class: error.class ?? 'provision' } : {}),
    ...(error.hint === undefined ? {} : { hint: error.hint }),
  };
}

/** A stop is a finding of its own, whatever was found besides. */
export function stopped(signal: AbortSignal): readonly Finding[] {
  if (!signal.aborted) return [];
  return [findingOf(signal.reason instanceof TroikaError ? signal.reason : new TroikaError('interrupted', 'stopped'))];
}

/** What a suite's result means. A suite that could not tell is `broken`, class suite-infrastructure. */
export function findingOfSuite(result: SuiteResult, cluster: string): Finding | undefined {
  if (result.state === 'passed') return undefined;
  if (result.state === 'broken')
    return {
      verdict: 'broken',
      class: result.class ?? 'suite-infrastructure',
      cluster,
      why: `${result.suite}: ${result.says}`,
    };
  const failed = result.cases.filter((one) => one.state === 'failed');
  const first = failed.slice(0, 3).map((one) => one.name);
  const more = failed.length > first.length ? ` and ${failed.length - first.length} more` : '';
  return {
    verdict: 'failed',
    cluster,
    why: `${result.suite}: ${failed.length} of ${result.cases.length} failed: ${first.join(', ')}${more}`,
  };
}
