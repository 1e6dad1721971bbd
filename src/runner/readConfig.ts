import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { RunConfig } from '../config/config.ts';
import { loadConfig, type Problem } from '../config/load.ts';
import { codeOf } from '../io/files.ts';
import { TroikaError } from '../model/error.ts';
import type { Tools } from './tools.ts';

/**
 * Reads a configuration for a run.
 * @throws TroikaError usage with all its problems
 */
export async function readConfig(file: string, tools: Tools): Promise<RunConfig> {
  const loaded = loadConfig(file, await readConfigText(file, tools));
  if ('config' in loaded) return loaded.config;
  throw new ConfigProblems(file, loaded.problems);
}

/** All that is wrong with a configuration. */
export class ConfigProblems extends TroikaError {
  readonly file: string;
  readonly problems: readonly Problem[];

  constructor(file: string, problems: readonly Problem[]) {
    super('usage', saysProblems(file, problems), { hint: `Check again with: troika lint ${file}` });
    this.file = file;
    this.problems = problems;
  }
}

/** @throws TroikaError usage when the file cannot be read */
export async function readConfigText(file: string, tools: Tools): Promise<string> {
  try {
    return await readFile(resolve(tools.cwd, file), 'utf8');
  } catch (error) {
    throw new TroikaError('usage', `cannot read ${file}: ${codeOf(error)}`, {
      hint: 'Name a configuration file; examples/troika.yaml is a start.',
    });
  }
}

/** All problems of a file, with their lines. */
export function saysProblems(file: string, problems: readonly Problem[]): string {
  const lines = problems.map(
    ({ path, line, says }) =>
      `${file}${line === undefined ? '' : `:${line}`}: ${path === '' ? '' : `${path}: `}${says}`,
  );
  return [`${problems.length} ${problems.length === 1 ? 'problem' : 'problems'}`, ...lines].join('\n  ');
}
