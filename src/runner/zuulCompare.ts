import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf, writeWhole } from '../io/files.ts';
import { exitCode } from '../model/verdict.ts';
import { compare } from '../report/compare.ts';
import type { Comparison } from '../report/compareSchema.ts';
import { compareMarkdown, compareText } from '../report/compareText.ts';
import { markdownText } from '../report/markdown.ts';
import { readResult } from '../report/readResult.ts';
import type { RunResult } from '../report/readResult.ts';
import { fetchText } from '../zuul/http.ts';
import { listingOf, previousIn } from '../zuul/previous.ts';
import type { Previous } from '../zuul/previous.ts';
import type { Tools } from './tools.ts';
import { openZuulFolder, type ZuulFolder } from './zuulFolder.ts';

/**
 * The use case of `troika zuul compare`: the result of a build's run beside that of the last build of the same job on the same branch,
 * which Zuul's REST API and its artifacts give. What it comes to is kept in the build's folder, for `zuul collect`.
 * @returns the exit code of the comparison; 0 where there is nothing to compare with; 3 where the run has no result of its own
 */
export async function zuulCompare(
  request: { readonly folder: string; readonly zuulUrl: string | undefined },
  tools: Tools,
): Promise<number> {
  const folder = await openZuulFolder(request.folder, tools.cwd);
  const now = await resultOfRun(folder);
  if ('wrong' in now) return notCompared(folder, `this run has no result: ${now.wrong}`, 'broken', tools);
  const found = await findPrevious(folder, request.zuulUrl, tools);
  if ('none' in found) return notCompared(folder, found.none, 'passed', tools);
  const { previous, then } = found;
  const comparison = compare(then, now);
  const { since } = previous;
  const gap = since.length === 0 ? '' : `Builds since then that left no result: ${since.join(', ')}.`;
  await keep(folder, [compareMarkdown(comparison), markdownText(gap)], comparison);
  tools.stdout.write(
    `Build ${previous.build} is the one before.${gap === '' ? '' : ` ${gap}`}\n${compareText(comparison)}\n`,
  );
  return comparison.exit;
}

async function notCompared(
  folder: ZuulFolder,
  why: string,
  verdict: 'passed' | 'broken',
  { stdout }: Tools,
): Promise<number> {
  await keep(folder, [`Not compared with an earlier build: ${markdownText(why)}.`], undefined);
  stdout.write(`Not compared with an earlier build: ${why}.\n`);
  return exitCode(verdict);
}

async function keep(folder: ZuulFolder, parts: readonly string[], comparison: Comparison | undefined): Promise<void> {
  await writeWhole(folder.compared.text, `${parts.filter((part) => part !== '').join('\n\n')}\n`);
  if (comparison !== undefined) await writeWhole(folder.compared.data, `${JSON.stringify(comparison, null, 2)}\n`);
}

async function resultOfRun({ directory }: ZuulFolder): Promise<RunResult | { readonly wrong: string }> {
  try {
    return readResult(await readFile(join(directory.path, 'result.json'), 'utf8'));
  } catch (error) {
    return { wrong: codeOf(error) === 'ENOENT' ? 'it did not begin, or was killed' : codeOf(error) };
  }
}

/** The result to compare with, or why there is none: never a reason for a build to fail. */
async function findPrevious(
  { build }: ZuulFolder,
  zuulUrl: string | undefined,
  { interrupts }: Tools,
): Promise<{ readonly previous: Previous; readonly then: RunResult } | { readonly none: string }> {
  if (build.item.is !== 'branch') return { none: 'only builds of a branch follow one another' };
  if (zuulUrl === undefined) return { none: 'nothing says where Zuul is (troika_zuul_url)' };
  const { branch } = build.item;
  const listing = await fetchText(listingOf(zuulUrl, build, branch), interrupts.work);
  if ('wrong' in listing) return { none: `Zuul at ${zuulUrl} cannot be asked: ${listing.wrong}` };
  const found = previousIn(listing.text, build, branch);
  if ('none' in found) return found;
  const { previous } = found;
  const file = await fetchText(previous.url, interrupts.work);
  if ('wrong' in file) return { none: `the result of build ${previous.build} cannot be fetched: ${file.wrong}` };
  const then = readResult(file.text);
  return 'wrong' in then ? { none: `what build ${previous.build} left ${then.wrong}` } : { previous, then };
}
