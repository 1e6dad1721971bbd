import type { RunConfig } from '../config/config.ts';
import type { Problem } from '../config/load.ts';
import { readZuulYaml } from '../io/yaml.ts';
import { says, TroikaError } from '../model/error.ts';
import { exitCode } from '../model/verdict.ts';
import { judgeJobs } from '../zuul/jobs.ts';
import { ConfigProblems, hintOf, lookAtConfig, readConfigText, saysProblems, verdictOf } from './readConfig.ts';
import type { Tools } from './tools.ts';
import { openZuulFolder } from './zuulFolder.ts';
import { returning } from './zuulReturn.ts';

export interface LintRequest {
  readonly file: string;
  /** Files of Zuul's configuration, whose jobs are to leave a run its time. */
  readonly jobs: readonly string[];
  readonly json: boolean;
  /** Folder of a Zuul build, for which the problems are written down. */
  readonly zuul: string | undefined;
}

/**
 * The use case of `troika lint`. @returns the exit code
 * @throws TroikaError usage when a file cannot be read; of a build also with all problems, so that they are written down
 */
export async function lint(request: LintRequest, tools: Tools): Promise<number> {
  const { file, zuul } = request;
  if (zuul === undefined) return exitCode(verdictOf(await told(request, tools)));
  return returning(await openZuulFolder(zuul, tools.cwd), tools, async () => {
    const problems = await told(request, tools);
    if (problems.length > 0) throw new ConfigProblems(file, problems);
    return exitCode('passed');
  });
}

/** All problems, printed; those of a build are said by the error that they end with. */
async function told(request: LintRequest, tools: Tools): Promise<readonly Problem[]> {
  const { file, json, zuul } = request;
  const loaded = await lookAtConfig(file, tools);
  const problems = 'problems' in loaded ? loaded.problems : await problemsOfJobs(loaded.config, request, tools);
  if (json) tools.stdout.write(`${JSON.stringify({ file, problems }, null, 2)}\n`);
  else if (problems.length === 0) tools.stdout.write(`${file}: no problems\n`);
  else if (zuul === undefined) tools.stderr.write(`${saysAll(file, problems)}\n`);
  return problems;
}

/** All problems, and what a guard that said no wants done. */
function saysAll(file: string, problems: readonly Problem[]): string {
  const hint = verdictOf(problems) === 'refused' ? `\n  ${hintOf(file, problems)}` : '';
  return `${saysProblems(file, problems)}${hint}`;
}

async function problemsOfJobs(
  config: RunConfig,
  { file, jobs }: LintRequest,
  tools: Tools,
): Promise<readonly Problem[]> {
  if (jobs.length === 0) return [];
  const documents = await Promise.all(
    jobs.map(async (name) => {
      const text = await readConfigText(name, tools);
      try {
        return readZuulYaml(text, name);
      } catch (error) {
        throw new TroikaError('usage', `${name}: ${says(error).split('\n', 1)[0] ?? ''}`);
      }
    }),
  );
  return judgeJobs(documents, file, config).map(({ job, says: why }) => ({ path: `job ${job}`, says: why }));
}
