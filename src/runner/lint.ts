import type { RunConfig } from '../config/config.ts';
import { loadConfig, type Problem } from '../config/load.ts';
import { readZuulYaml } from '../io/yaml.ts';
import { says, TroikaError } from '../model/error.ts';
import { exitCode } from '../model/verdict.ts';
import { judgeJobs } from '../zuul/jobs.ts';
import { ConfigProblems, readConfigText, saysProblems } from './readConfig.ts';
import type { Tools } from './tools.ts';
import { openZuulFolder } from './zuulFolder.ts';
import { writeReturn } from './zuulReturn.ts';

export interface LintRequest {
  readonly file: string;
  /** Files of Zuul's configuration, whose jobs are to leave a run its time. */
  readonly jobs: readonly string[];
  readonly json: boolean;
  /** Folder of a Zuul build, for which the problems are written down. */
  readonly zuul: string | undefined;
}

/** The use case of `troika lint`. @returns the exit code */
export async function lint(request: LintRequest, tools: Tools): Promise<number> {
  const loaded = loadConfig(request.file, await readConfigText(request.file, tools));
  const problems = 'problems' in loaded ? loaded.problems : await problemsOfJobs(loaded.config, request, tools);
  if (request.json) tools.stdout.write(`${JSON.stringify({ file: request.file, problems }, null, 2)}\n`);
  else if (problems.length > 0) tools.stderr.write(`${saysProblems(request.file, problems)}\n`);
  else tools.stdout.write(`${request.file}: no problems\n`);
  if (problems.length > 0 && request.zuul !== undefined)
    await writeReturn(await openZuulFolder(request.zuul, tools.cwd), new ConfigProblems(request.file, problems), tools);
  return exitCode(problems.length > 0 ? 'usage' : 'passed');
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
