import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '../../io/clock.ts';
import { runCommand, type Argv } from '../../io/command.ts';
import type { Redactor } from '../../io/redact.ts';
import { TroikaError } from '../../model/error.ts';
import { listArgv, REPORT } from './argv.ts';
import { readGinkgoReport } from '../e2e/report.ts';
import type { Selection } from './selections.ts';

/** A program that only lists its tests needs seconds. */
const LONGEST_MS = 300_000;

export interface AskTools {
  readonly env: Readonly<Record<string, string>>;
  readonly clock: Clock;
  readonly redactor: Redactor;
  readonly signal: AbortSignal;
}

/**
 * The names of the tests that a program would run of a selection: it walks through all of them, and runs none.
 * @throws TroikaError usage when it does not say, or says that there is none; the signal's reason
 */
export async function demandedTests(
  program: string,
  selection: Selection,
  tools: AskTools,
): Promise<readonly string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'troika-ginkgo-'));
  try {
    const said = await ask(listArgv(program, selection, folder), folder, tools);
    const text = await readFile(join(folder, REPORT), 'utf8').catch(() => '');
    const report = text === '' ? { broken: `it lists no tests: ${said.says}` } : readGinkgoReport(text);
    if ('broken' in report) throw unusable(program, report.broken);
    const names = report.leaves.filter(({ state }) => state === 'passed').map(({ name }) => name);
    if (names.length > 0) return names;
    throw new TroikaError('usage', `none of the ${report.leaves.length} tests of ${program} is selected`, {
      hint: `A test must match focus (${selection.focus.join(' | ')}), and not skip (${selection.skip.join(' | ')}).`,
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What a program of Kubernetes answers to `--version`; undefined where it is another sort of program. */
export async function versionOf(program: string, tools: AskTools): Promise<string | undefined> {
  const folder = await mkdtemp(join(tmpdir(), 'troika-ginkgo-'));
  try {
    return /^v\d+\.\d+\S*$/m.exec((await ask([program, '--version'], folder, tools)).output)?.[0];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function ask(
  argv: Argv,
  folder: string,
  { env, clock, redactor, signal }: AskTools,
): Promise<{ readonly output: string; readonly says: string }> {
  const path = join(folder, 'output.log');
  const own = { cwd: folder, env, output: path, timeoutMs: LONGEST_MS, graceMs: 1000 };
  const ended = await runCommand(argv, { ...own, signal, clock, redactor });
  signal.throwIfAborted();
  const output = await readFile(path, 'utf8');
  const last = lastWords(output);
  return { output, says: ended.notStarted ?? (last === '' ? `exit code ${ended.exitCode ?? 'none'}` : last) };
}

function unusable(program: string, why: string): TroikaError {
  return new TroikaError('usage', `${program} cannot be used: ${why}`, {
    hint: 'program: must be an e2e.test of Kubernetes, or one built with its framework; focus and skip are regular expressions of Go.',
  });
}

/** What a program said last, short enough for a message: why Go gave it up, or its last lines. */
export function lastWords(text: string): string {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const panic = lines.find((line) => line.startsWith('panic: '));
  return (panic ?? lines.slice(-3).join(' / ')).slice(-500);
}
