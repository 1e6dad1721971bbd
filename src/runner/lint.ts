import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { RunConfig } from '../config/config.ts';
import { loadConfig, type Problem } from '../config/load.ts';
import { codeOf } from '../io/files.ts';
import { readZuulYaml } from '../io/yaml.ts';
import { says, TroikaError } from '../model/error.ts';
import { exitCode } from '../model/verdict.ts';
import { judgeJobs } from '../zuul/jobs.ts';
import type { Tools } from './tools.ts';

export interface LintRequest {
  readonly file: string;
  /** Files of Zuul's configuration, whose jobs are to leave a run its time. */
  readonly jobs: readonly string[];
  readonly json: boolean;
}

/** The use case of `troika lint`. @returns the exit code */
export async function lint(request: LintRequest, tools: Tools): Promise<number> {
  const loaded = loadConfig(request.file, await readText(request.file, tools));
  const problems = 'problems' in loaded ? loaded.problems : await problemsOfJobs(loaded.config, request, tools);
  if (request.json) tools.stdout.write(`${JSON.stringify({ file: request.file, problems }, null, 2)}\n`);
  else if (problems.length > 0) tools.stderr.write(`${saysProblems(request.file, problems)}\n`);
  else tools.stdout.write(`${request.file}: no problems\n`);
  return exitCode(problems.length > 0 ? 'usage' : 'passed');
}

/**
 * Reads a configuration for a run.
 * @throws TroikaError usage with all its problems
 */
export async function readConfig(file: string, tools: Tools): Promise<RunConfig> {
  const loaded = loadConfig(file, await readText(file, tools));
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

async function problemsOfJobs(
  config: RunConfig,
  { file, jobs }: LintRequest,
  tools: Tools,
): Promise<readonly Problem[]> {
  if (jobs.length === 0) return [];
  const documents = await Promise.all(
    jobs.map(async (name) => {
      const text = await readText(name, tools);
      try {
        return readZuulYaml(text, name);
      } catch (error) {
        throw new TroikaError('usage', `${name}: ${says(error).split('\n', 1)[0] ?? ''}`);
      }
    }),
  );
  return judgeJobs(documents, file, config).map(({ job, says: why }) => ({ path: `job ${job}`, says: why }));
}

async function readText(file: string, tools: Tools): Promise<string> {
  try {
    return await readFile(resolve(tools.cwd, file), 'utf8');
  } catch (error) {
    throw new TroikaError('usage', `cannot read ${file}: ${codeOf(error)}`, {
      hint: 'Name a configuration file; examples/troika.yaml is a start.',
    });
  }
}

function saysProblems(file: string, problems: readonly Problem[]): string {
  const lines = problems.map(
    ({ path, line, says }) =>
      `${file}${line === undefined ? '' : `:${line}`}: ${path === '' ? '' : `${path}: `}${says}`,
  );
  return [`${problems.length} ${problems.length === 1 ? 'problem' : 'problems'}`, ...lines].join('\n  ');
}
