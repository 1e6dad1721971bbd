import type { Account } from '../account.ts';

/** Failed tests are understood by what was printed. @param log its path */
export function withLog<Report extends Account | { readonly broken: string }>(report: Report, log: string): Report {
  if (!('cases' in report)) return report;
  return { ...report, cases: report.cases.map((one) => (one.state === 'failed' ? { ...one, log } : one)) };
}
