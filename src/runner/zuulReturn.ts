import { readFile } from 'node:fs/promises';
import { codeOf, writeWhole } from '../io/files.ts';
import { readJournal } from '../io/journal.ts';
import { says, TroikaError } from '../model/error.ts';
import { exitCode } from '../model/verdict.ts';
import { commentOf } from '../report/comment.ts';
import type { Comparison } from '../report/compareSchema.ts';
import { markdownText } from '../report/markdown.ts';
import { storyOf } from '../report/story.ts';
import { diagnosticsName } from '../zuul/collected.ts';
import { outcomeIn, returnOf, type Outcome, type ZuulReturn } from '../zuul/returned.ts';
import { ConfigProblems } from './readConfig.ts';
import { holdsJournal } from './runDirectory.ts';
import type { Tools } from './tools.ts';
import type { ZuulFolder } from './zuulFolder.ts';

/** What stands behind the build's page, where it is there. The job keeps these below the folder `troika` of its logs. */
const ARTIFACTS = [
  { file: 'summary.md', name: 'Troika: summary', type: 'troika_summary' },
  { file: 'comparison.md', name: 'Troika: comparison', type: 'troika_comparison' },
  { file: 'junit.xml', name: 'Troika: JUnit', type: 'junit' },
  { file: 'result.json', name: 'Troika: result', type: 'troika_result' },
  { file: 'journal.ndjson', name: 'Troika: journal', type: 'troika_journal' },
  { file: 'run.tar.gz', name: 'Troika: everything', type: 'troika_run' },
] as const;

/** Does a deed of a build, and writes down for zuul_return what it came to, whichever way it ended. @returns its exit code */
export async function returning(folder: ZuulFolder, tools: Tools, deed: () => Promise<number>): Promise<number> {
  let failure: unknown;
  try {
    return await deed();
  } catch (error) {
    failure = error;
    throw error;
  } finally {
    if (await holdsJournal(folder.directory)) await write(folder, await returnOfRun(folder, []), tools);
    else if (failure !== undefined) await write(folder, returnOfError(folder, failure), tools);
  }
}

async function write(folder: ZuulFolder, value: ZuulReturn, { redactor }: Tools): Promise<void> {
  await writeWhole(folder.returned, `${redactor.redact(JSON.stringify(value, null, 2))}\n`);
}

/** What a build came to, with the files of it that are at hand by their names: by its journal, else by what the run said at its end. */
export async function zuulReturnOf(folder: ZuulFolder, files: readonly string[]): Promise<ZuulReturn> {
  if (await holdsJournal(folder.directory)) return returnOfRun(folder, files);
  const said = await readFile(folder.returned, 'utf8').catch(() => '');
  if (outcomeIn(said) !== undefined) return JSON.parse(said) as ZuulReturn;
  return returnOfError(folder, new TroikaError('broken', 'the run did not begin', { class: 'provision' }));
}

/** What a run came to by its journal, also of one that has no last word. */
async function returnOfRun({ directory, runId, compared }: ZuulFolder, files: readonly string[]): Promise<ZuulReturn> {
  const { events } = await readJournal(directory.journal);
  const story = storyOf(events);
  const { verdict, exit } = story.ended ?? { verdict: 'interrupted', exit: exitCode('interrupted') };
  const pages = [...story.clusters.values()].map(({ cluster, label }) => ({
    file: diagnosticsName(cluster),
    name: `Troika: diagnostics of ${label}`,
    type: 'troika_diagnostics',
  }));
  const there = [...ARTIFACTS, ...pages].filter(({ file }) => files.includes(file));
  return returnOf({
    outcome: { run: runId, verdict, exit, ...(await comparedIn(compared.data)) },
    comment: commentOf(story, await textOf(compared.text)),
    artifacts: there.map(({ file, name, type }) => ({ name, url: `troika/${file}`, metadata: { type } })),
    problems: [],
  });
}

/** What `zuul compare` came to, for who depends on this build. */
async function comparedIn(path: string): Promise<Pick<Outcome, 'compared'>> {
  const text = await textOf(path);
  if (text === '') return {};
  const { earlier, verdict, exit, counts } = JSON.parse(text) as Comparison;
  return { compared: { run: earlier.runId, verdict, exit, counts } };
}

/** A file that `zuul compare` wrote; empty where it was not called. */
async function textOf(path: string): Promise<string> {
  return readFile(path, 'utf8').catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return '';
    throw error;
  });
}

/** What keeps a run from beginning: of a configuration also where. */
function returnOfError({ runId }: ZuulFolder, error: unknown): ZuulReturn {
  const { verdict, hint } = error instanceof TroikaError ? error : { verdict: 'broken' as const, hint: undefined };
  const lines = says(error).split('\n').map(markdownText);
  const comment = [`**${verdict}**: ${lines.join('\n- ')}`, ...(hint === undefined ? [] : ['', markdownText(hint)])];
  return returnOf({
    outcome: { run: runId, verdict, exit: exitCode(verdict) },
    comment: comment.join('\n'),
    artifacts: [],
    problems:
      error instanceof ConfigProblems
        ? error.problems.map(({ path, line, says: why }) => ({
            file: error.file,
            line,
            says: markdownText(path === '' ? why : `${path}: ${why}`),
          }))
        : [],
  });
}
