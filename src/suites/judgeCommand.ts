import type { CommandConfig } from '../config/config.ts';
import type { CommandResult } from '../io/command.ts';
import type { SuiteResult, TestCase } from '../model/result.ts';

/** A report as read, or why it cannot be trusted. */
export type Report = { readonly cases: readonly TestCase[] } | { readonly broken: string };

/** A result but for its time and files. */
type Judged = Pick<SuiteResult, 'suite' | 'state' | 'cases' | 'says'>;

/**
 * What a program's end and its report say together. Pure. From the top, the first that applies:
 *
 * | the program | its report | result |
 * | --- | --- | --- |
 * | did not start, was stopped, or died by a signal | any | broken |
 * | ended | none asked for | its exit code is the one test: 0 passed, else failed |
 * | ended | missing, damaged, empty, or counts do not add up | broken |
 * | ended | every test skipped | broken |
 * | 0 | no test failed | passed |
 * | not 0 | some test failed | failed |
 * | 0 | some test failed | broken: they disagree, so one of them is wrong |
 * | not 0 | no test failed | broken: they disagree, so something beside the tests went wrong |
 */
export function judgeCommand(spec: CommandConfig, ended: CommandResult, report: Report | undefined): Judged {
  const suite = spec.name;
  const cases = report !== undefined && 'cases' in report ? report.cases : [];
  const stopped = reasonOfStop(ended);
  if (stopped !== undefined) return { suite, state: 'broken', cases, says: stopped };
  const passed = ended.exitCode === 0;
  const exit = `exit code ${ended.exitCode}`;
  if (report === undefined) {
    const only: TestCase = { name: suite, state: passed ? 'passed' : 'failed', seconds: ended.seconds, message: exit };
    return { suite, state: passed ? 'passed' : 'failed', cases: [only], says: exit };
  }
  if ('broken' in report) return { suite, state: 'broken', cases, says: `${report.broken} (${exit})` };
  const bad = cases.filter((one) => one.state === 'failed').length;
  const ran = cases.filter((one) => one.state !== 'skipped').length;
  const counts = `${ran} tests ran, ${bad} failed, ${cases.length - ran} were skipped`;
  if (ran === 0)
    return { suite, state: 'broken', cases, says: `no test ran: all ${cases.length} were skipped (${exit})` };
  if (passed !== (bad === 0)) return { suite, state: 'broken', cases, says: `${counts}, yet ${exit}: they disagree` };
  return { suite, state: passed ? 'passed' : 'failed', cases, says: counts };
}

function reasonOfStop(ended: CommandResult): string | undefined {
  if (ended.notStarted !== undefined) return ended.notStarted;
  if (ended.cancelled) return 'stopped, because the run was';
  if (ended.timedOut) return `stopped after ${Math.round(ended.seconds)} s: its own time-out`;
  return ended.exitCode === undefined ? `died by signal ${ended.signal ?? '(unknown)'}` : undefined;
}
