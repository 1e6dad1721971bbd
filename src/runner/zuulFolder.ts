import { readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { codeOf } from '../io/files.ts';
import { readAnsibleYaml } from '../io/yaml.ts';
import { says, TroikaError } from '../model/error.ts';
import { readBuild, type ZuulBuild } from '../zuul/build.ts';
import { runIdOfBuild } from '../zuul/runId.ts';
import { runDirectory, type RunDirectory } from './runDirectory.ts';

/** The folder of one build, in which the job's playbooks and Troika meet. Both sides know its files by these names. */
export interface ZuulFolder {
  readonly path: string;
  readonly build: ZuulBuild;
  /** When the job wrote its variables down, its first deed: milliseconds, this machine's clock. */
  readonly beganAt: number;
  /** Where the runs of this build are; those of its clean-ups stand beside it. */
  readonly runs: string;
  /** Of the one run that this build has. */
  readonly runId: string;
  readonly directory: RunDirectory;
  /** Which process the run is: a ProcessMark as JSON, written before anything else. */
  readonly process: string;
  /** The job touches it for as long as it follows the run. */
  readonly alive: string;
  /** What the run printed. */
  readonly output: string;
  /** What became of its tests since the build before it, where that was looked at: for people, and as JSON. */
  readonly compared: { readonly text: string; readonly data: string };
  /** For zuul_return. */
  readonly returned: string;
}

/** Zuul's variables as JSON, as a playbook can write them, or the inventory that Zuul's executor wrote. */
const VARIABLES = ['zuul.json', 'inventory.yaml'] as const;

/** @throws TroikaError usage when the folder holds no variables of a build */
export async function openZuulFolder(path: string, cwd: string): Promise<ZuulFolder> {
  const folder = resolve(cwd, path);
  for (const name of VARIABLES) {
    const file = join(folder, name);
    const text = await readFile(file, 'utf8').catch((error: unknown) => {
      if (codeOf(error) === 'ENOENT') return undefined;
      throw new TroikaError('usage', `cannot read ${file}: ${codeOf(error)}`, { hint: 'Let it be read.' });
    });
    if (text === undefined) continue;
    const runs = join(folder, 'runs');
    const build = buildIn(text, file);
    const runId = runIdOfBuild(build.build);
    return {
      path: folder,
      build,
      beganAt: (await stat(file)).mtimeMs,
      runs,
      runId,
      directory: runDirectory(join(runs, runId)),
      process: join(folder, 'process.json'),
      alive: join(folder, 'alive'),
      output: join(folder, 'output.log'),
      compared: { text: join(folder, 'comparison.md'), data: join(folder, 'comparison.json') },
      returned: join(folder, 'zuul-return.json'),
    };
  }
  throw new TroikaError('usage', `there is no ${VARIABLES.join(' or ')} in ${folder}`, {
    hint: 'A playbook writes it: copy content="{{ {\'zuul\': zuul} | to_json }}" dest=…/zuul.json (docs/zuul.md).',
  });
}

function buildIn(text: string, file: string): ZuulBuild {
  const wrong = (what: string): TroikaError =>
    new TroikaError('usage', `${file} holds no variables of a Zuul build: ${what}`, { hint: 'See docs/zuul.md.' });
  let data: unknown;
  try {
    data = file.endsWith('.json') ? JSON.parse(text) : readAnsibleYaml(text, file);
  } catch (error) {
    throw wrong(says(error).split('\n', 1)[0] ?? '');
  }
  const build = readBuild(data);
  if ('wrong' in build) throw wrong(build.wrong);
  return build;
}
