import { appendFile, copyFile, mkdir, readdir, readFile, stat } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { packInto } from '../io/archive.ts';
import { codeOf, writeWhole } from '../io/files.ts';
import { chooseFiles, diagnosticsName, withoutLinks, type Sized } from '../zuul/collected.ts';
import type { RunDirectory } from './runDirectory.ts';
import type { Tools } from './tools.ts';
import { openZuulFolder } from './zuulFolder.ts';
import { zuulReturnOf } from './zuulReturn.ts';

/** Zuul's executor ends a job whose logs and files take 250 MB (zuul.conf: disk_limit_per_job), so all together less. */
const MOST_BYTES = 100_000_000;

/** What people open from the build's page, by itself. */
const SHOWN = ['summary.md', 'junit.xml', 'result.json', 'journal.ndjson'] as const;

/** Below the folder of a build: its run, and what was cleaned after it. */
const ARCHIVED = ['runs', 'forceclean'] as const;

/**
 * The use case of `troika zuul collect`: the reports of a build, its output, and everything else of its run directory and of
 * its clean-ups in one archive; and zuul-return.json, which names what is there. @returns the exit code
 */
export async function zuulCollect(
  request: { readonly folder: string; readonly into: string },
  tools: Tools,
): Promise<number> {
  const folder = await openZuulFolder(request.folder, tools.cwd);
  const into = resolve(tools.cwd, request.into);
  await mkdir(into, { recursive: true });
  const copied: string[] = [];
  const copy = async (from: string, name: string): Promise<void> => {
    const size = await sizeOf(from);
    if (size === undefined || size > MOST_BYTES / 4) return;
    await copyFile(from, join(into, name));
    copied.push(name);
  };
  for (const name of SHOWN) await copy(join(folder.directory.path, name), name);
  await copy(folder.output, 'output.log');
  copied.push(...(await copyPages(folder.directory, into)));
  await copy(folder.compared.text, 'comparison.md');
  await copy(folder.compared.data, 'comparison.json');
  if (copied.includes('summary.md') && copied.includes('comparison.md'))
    await appendFile(
      join(into, 'summary.md'),
      `\n## Since the build before\n\n${await readFile(folder.compared.text, 'utf8')}`,
    );
  const files = await Promise.all(ARCHIVED.map((name) => filesIn(folder.path, name)));
  const { taken, left } = chooseFiles(files.flat(), MOST_BYTES / 2);
  if (taken.length > 0) {
    await packInto(join(into, 'run.tar.gz'), folder.path, taken);
    copied.push('run.tar.gz');
  }
  if (left.length > 0) {
    const lines = left.map(({ path, bytes }) => `${bytes} ${path}\n`);
    await writeWhole(
      join(into, 'left-out.txt'),
      `Not in run.tar.gz, since all together would be too large:\n${lines.join('')}`,
    );
    copied.push('left-out.txt');
  }
  const returned = await zuulReturnOf(folder, copied);
  await writeWhole(join(into, 'zuul-return.json'), `${tools.redactor.redact(JSON.stringify(returned, null, 2))}\n`);
  tools.stdout.write(`${[...copied, 'zuul-return.json'].map((name) => `${join(into, name)}\n`).join('')}`);
  return 0;
}

/** The index page of each cluster that failed, for whoever opens no archive. @returns their names */
async function copyPages({ path, cluster }: RunDirectory, into: string): Promise<readonly string[]> {
  const names = await readdir(join(path, 'clusters')).catch(() => []);
  const copied: string[] = [];
  for (const name of names.sort()) {
    const page = await readFile(join(cluster(name), 'diagnostics', 'index.html'), 'utf8').catch(() => undefined);
    if (page === undefined) continue;
    const called = diagnosticsName(name);
    await writeWhole(join(into, called), withoutLinks(page));
    copied.push(called);
  }
  return copied;
}

async function sizeOf(path: string): Promise<number | undefined> {
  return stat(path).then(
    ({ size }) => size,
    (error: unknown) => {
      if (codeOf(error) === 'ENOENT') return undefined;
      throw error;
    },
  );
}

/** Every file below a part of a folder, links left out. */
async function filesIn(folder: string, part: string): Promise<readonly Sized[]> {
  const entries = await readdir(join(folder, part), { recursive: true, withFileTypes: true }).catch(
    (error: unknown) => {
      if (codeOf(error) === 'ENOENT') return [];
      throw error;
    },
  );
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const sized = files.map(async (path) => ({ path: relative(folder, path), bytes: (await sizeOf(path)) ?? 0 }));
  return Promise.all(sized);
}
