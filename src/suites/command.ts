import { mkdir } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import type { CommandConfig } from '../config/config.ts';
import { runCommand } from '../io/command.ts';
import type { Argv } from '../io/command.ts';
import type { TestCase } from '../model/result.ts';
import { judgeCommand } from './judgeCommand.ts';
import { readJUnit } from './junit.ts';
import { readRedacted } from './readRedacted.ts';
import type { Suite, SuiteContext, Subject } from './suite.ts';

/** How long a program may take to end after SIGTERM. */
const GRACE_MS = 10_000;

/**
 * The suite that runs any program against a cluster. The program sees `environment` (Troika's own), what the configuration adds, and
 * TROIKA_CLUSTER, TROIKA_ENDPOINT, TROIKA_SUITE_DIR (where its files belong), and KUBECONFIG where there is one. It runs in `place`: where
 * the user started Troika, so that `./smoke.sh` means what it says. How its exit
 * code and its JUnit report make a result: suites/judgeCommand.ts.
 */
export function commandSuite(
  environment: Readonly<Record<string, string | undefined>>,
  place: string,
): Suite<CommandConfig> {
  return {
    name: 'command',
    async run(spec, subject, context) {
      await mkdir(context.folder, { recursive: true });
      const output = join(context.folder, 'output.log');
      const [program = '', ...args] = spec.run;
      const ended = await runCommand([program, ...args] satisfies Argv, {
        cwd: place,
        env: environmentOf(environment, spec, subject, context.folder),
        output,
        timeoutMs: spec.timeoutSeconds * 1000,
        graceMs: GRACE_MS,
        signal: context.signal,
        clock: context.clock,
        redactor: context.redactor,
      });
      const files = [output];
      const report = spec.junit === undefined ? undefined : join(context.folder, spec.junit);
      const read = report === undefined ? undefined : await readReport(report, context);
      if (report !== undefined && read !== undefined && read.there) files.push(report);
      const run = resolve(context.folder, '../../../..');
      return {
        ...judgeCommand(spec, ended, read?.report),
        seconds: ended.seconds,
        files: files.map((file) => relative(run, file)),
      };
    },
  };
}

function environmentOf(
  environment: Readonly<Record<string, string | undefined>>,
  spec: CommandConfig,
  subject: Subject,
  folder: string,
): Readonly<Record<string, string>> {
  const own = {
    TROIKA_CLUSTER: subject.cluster,
    TROIKA_ENDPOINT: subject.endpoint,
    TROIKA_SUITE_DIR: folder,
    KUBECONFIG: subject.kubeconfig,
  };
  const all = Object.entries({ ...environment, ...spec.env, ...own });
  return Object.fromEntries(all.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}

/** Longest message of a test that is kept; the report itself has the rest. */
const LONGEST_MESSAGE = 4000;

/** The program's report as read, and rewritten where it held a secret. */
async function readReport(
  path: string,
  { redactor }: SuiteContext,
): Promise<{ there: boolean; report: ReturnType<typeof readJUnit> }> {
  const clean = await readRedacted(path, redactor);
  if (clean === undefined) return { there: false, report: { broken: 'it wrote no JUnit report' } };
  const report = readJUnit(clean);
  if ('broken' in report) return { there: true, report };
  const cases = report.cases.map((one): TestCase => {
    const name = redactor.redact(one.name);
    if (one.message === undefined) return { ...one, name };
    return { ...one, name, message: redactor.redact(one.message).slice(0, LONGEST_MESSAGE) };
  });
  return { there: true, report: { cases } };
}
