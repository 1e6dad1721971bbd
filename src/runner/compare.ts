import { readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { codeOf } from '../io/files.ts';
import { TroikaError } from '../model/error.ts';
import { isRunId } from '../model/names.ts';
import { compare } from '../report/compare.ts';
import { compareText } from '../report/compareText.ts';
import { folded } from '../report/folded.ts';
import { readResult } from '../report/readResult.ts';
import type { RunResult } from '../report/readResult.ts';
import { columnsOf } from '../report/screen.ts';
import { holdsJournal, runDirectory } from './runDirectory.ts';
import type { Tools } from './tools.ts';

export interface CompareRequest {
  /** A result.json, a run directory, or a run's id. */
  readonly earlier: string;
  readonly later: string;
  readonly runs: string;
  readonly json: boolean;
}

/** The use case of `troika compare`. @returns the exit code: 1 new failures, 3 something has no result now, else 0 */
export async function compareRuns({ earlier, later, runs, json }: CompareRequest, tools: Tools): Promise<number> {
  const then = await resultAt(earlier, runs, tools.cwd);
  const now = await resultAt(later, runs, tools.cwd);
  const comparison = compare(then, now);
  const { stdout } = tools;
  if (json) stdout.write(`${JSON.stringify(comparison, null, 2)}\n`);
  else stdout.write(`${folded(compareText(comparison), columnsOf(stdout))}\n`);
  return comparison.exit;
}

/** @throws TroikaError usage where there is no result.json that this Troika reads */
async function resultAt(given: string, runs: string, cwd: string): Promise<RunResult> {
  const file = await fileOf(given, runs, cwd);
  const text = await readFile(file, 'utf8').catch(async (error: unknown) => {
    const folder = runDirectory(join(file, '..'));
    const unwritten = codeOf(error) === 'ENOENT' && (await holdsJournal(folder));
    throw new TroikaError('usage', `cannot read ${file}: ${codeOf(error)}`, {
      hint: unwritten
        ? `The run was killed before it wrote one; from its journal: troika report ${folder.path}`
        : 'Name a result.json, a run directory that has one, or the id of a run.',
    });
  });
  const read = readResult(text);
  if (!('wrong' in read)) return read;
  throw new TroikaError('usage', `${file} ${read.wrong}`, {
    hint: 'From the journal beside it, if there is one, troika report writes it again.',
  });
}

async function fileOf(given: string, runs: string, cwd: string): Promise<string> {
  const path = resolve(cwd, given);
  const isFolder = await stat(path).then(
    (found) => found.isDirectory(),
    () => undefined,
  );
  if (isFolder === undefined && isRunId(given)) return join(resolve(cwd, runs, given), 'result.json');
  return isFolder === true ? join(path, 'result.json') : path;
}
