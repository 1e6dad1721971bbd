import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { RunConfig } from '../config/config.ts';
import { loadConfig, type Problem } from '../config/load.ts';
import { codeOf } from '../io/files.ts';
import { TroikaError } from '../model/error.ts';
import type { Verdict } from '../model/verdict.ts';
import { STEP_WISE } from '../stacks/refusal.ts';
import type { Tools } from './tools.ts';
import { upgradeGuard } from './upgradeGuard.ts';

/**
 * Reads a configuration for a run.
 * @throws TroikaError with all its problems: usage, or refused where a guard said no
 */
export async function readConfig(file: string, tools: Tools): Promise<RunConfig> {
  const loaded = await lookAtConfig(file, tools);
  if ('config' in loaded) return loaded.config;
  throw new ConfigProblems(file, loaded.problems);
}

/** A configuration, or all that is wrong with it, also by the guards of rooms that the configuration does not know. */
export async function lookAtConfig(file: string, tools: Tools): Promise<ReturnType<typeof loadConfig>> {
  return loadConfig(file, await readConfigText(file, tools), [upgradeGuard]);
}

/** All that is wrong with a configuration. */
export class ConfigProblems extends TroikaError {
  readonly file: string;
  readonly problems: readonly Problem[];

  constructor(file: string, problems: readonly Problem[]) {
    super(verdictOf(problems), saysProblems(file, problems), { hint: hintOf(file, problems) });
    this.file = file;
    this.problems = problems;
  }
}

/** How a command ends that meets these problems. */
export function verdictOf(problems: readonly Problem[]): Verdict {
  if (problems.length === 0) return 'passed';
  return problems.some(({ refused }) => refused !== undefined) ? 'refused' : 'usage';
}

/** What to do about them: what the first guard says, the one about skipped minors before all others. */
export function hintOf(file: string, problems: readonly Problem[]): string {
  const hints = problems.flatMap(({ refused }) => (refused === undefined ? [] : [refused.hint]));
  return hints.find((hint) => hint === STEP_WISE) ?? hints[0] ?? `Check again with: troika lint ${file}`;
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
