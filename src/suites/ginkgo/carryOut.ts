import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommand, type Argv } from '../../io/command.ts';
import { readGinkgoReport } from '../e2e/report.ts';
import { stoppedBy } from '../e2e/stopped.ts';
import { readTranscript, type Transcript } from '../e2e/transcript.ts';
import { withLog } from '../e2e/withLog.ts';
import { readRedacted } from '../readRedacted.ts';
import type { Told } from '../runner.ts';
import type { SuiteContext } from '../suite.ts';
import { accountOf, accountWithoutReport } from './account.ts';
import { REPORT } from './argv.ts';
import { lastWords } from './demanded.ts';
import { endingOf } from './ending.ts';

/** How long the program may take to end its tests and clean up after SIGTERM. */
const GRACE_MS = 25_000;

/** How much of the end of its output is kept for a message. */
const LAST = 64 * 1024;

/** What it prints, as conformance reports call it. */
const OUTPUT = 'e2e.log';

export interface Work {
  readonly argv: Argv;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly demanded: readonly string[];
  readonly cluster: string;
  readonly timeoutSeconds: number;
}

/** Runs the program to its end, journals its progress, and reads what it left. */
export async function carryOut(
  { argv, cwd, env, demanded, cluster, timeoutSeconds }: Work,
  context: SuiteContext,
): Promise<Omit<Told, 'seconds'>> {
  const { clock, folder, journal, redactor, signal } = context;
  const [output, path] = [join(folder, OUTPUT), join(folder, REPORT)];
  // A report of an earlier run would pass for this one's.
  await rm(path, { force: true });
  const transcript = readTranscript();
  const written: Promise<unknown>[] = [];
  let last = '';
  const heard = (text: string): void => {
    last = (last + text).slice(-LAST);
    if (!transcript.push(text)) return;
    const progress = journal.write({ type: 'progress', cluster, phase: 'suites', ...progressOf(transcript.told) });
    progress.catch(() => undefined); // awaited below
    written.push(progress);
  };
  const limits = { timeoutMs: timeoutSeconds * 1000, graceMs: GRACE_MS, signal, now: context.all };
  const result = await runCommand(argv, { cwd, env, output, ...limits, clock, redactor, heard });
  await Promise.all(written);

  const { told } = transcript;
  const text = await readRedacted(path, redactor);
  const report = text === undefined ? undefined : readGinkgoReport(text);
  const whole = report === undefined || 'broken' in report ? undefined : report;
  const ended = endingOf({
    result,
    told,
    by: stoppedBy(signal),
    around: whole?.around ?? [],
    notBegun: whole?.notBegun ?? false,
    reported: report !== undefined,
    last: lastWords(last),
  });
  const files = report === undefined ? [output] : [output, path];
  if (report !== undefined && !('broken' in report))
    return { ended, report: withLog(accountOf(report, demanded, told), output), files };
  // What came to its end and left no whole report is not believed in what it printed either.
  if (report !== undefined && ended.how === 'completed') return { ended, report, files };
  return { ended, report: withLog(accountWithoutReport(demanded, told), output), files };
}

function progressOf({ announced, ends }: Transcript): { done: number; total: number; says: string } {
  const failed = ends.filter(({ state }) => state === 'failed').length;
  const done = ends.filter(({ state }) => state !== 'not run').length;
  return { done, total: announced ?? 0, says: failed === 0 ? 'none failed so far' : `${failed} failed so far` };
}
