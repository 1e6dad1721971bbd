import { open, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { flushFolder } from '../io/files.ts';
import { TroikaError } from '../model/error.ts';
import { ask, type MakeTools } from './goCommand.ts';
import { programPath } from './find.ts';
import type { Pin } from './pins.ts';
import {
  compileArgv,
  goSumOf,
  publishedGoMod,
  readDownloads,
  wrongSiblings,
  wrongSum,
  type Fetched,
} from './recipe.ts';
import { inWorkFolder } from './workFolder.ts';

/**
 * Makes a program out of its pinned module and puts it into the cache: whole, or not at all. Another one that makes it meanwhile is not
 * disturbed: the later of the two puts the same thing there once more.
 * @returns its path
 * @throws TroikaError refused for a module with another checksum; broken where one is not to be had or does not compile; usage without
 *   a Go compiler; interrupted
 */
export async function makeProgram(pin: Pin, tools: MakeTools): Promise<string> {
  const path = programPath(pin, tools.env);
  const home = dirname(path);
  return inWorkFolder(home, async (work) => {
    const made = await compiled(pin, work, tools);
    await flush(made);
    await rename(made, path);
    await flushFolder(home);
    return path;
  });
}

async function compiled(pin: Pin, work: string, tools: MakeTools): Promise<string> {
  const { folder, goMod } = await source(pin, work, tools);
  const output = join(work, pin.name);
  const { exitCode, text } = await ask('compiling', compileArgv(pin, folder, goMod, output), work, tools);
  if (exitCode !== 0) throw broken(`${pin.name} ${pin.version} does not compile:\n${lastOf(text)}`);
  if (pin.asks === undefined) return output;
  const said = await ask('asking for its version', [output, ...pin.asks], work, tools);
  if (said.exitCode === 0 && said.text.includes(pin.version.slice(1))) return output;
  throw broken(`${pin.name} ${pin.version} was compiled, but says of itself:\n${lastOf(said.text)}`);
}

/** The module's folder, and the go.mod to compile it by where that is not its own. */
async function source(
  pin: Pin,
  work: string,
  tools: MakeTools,
): Promise<{ readonly folder: string; readonly goMod: string | undefined }> {
  const [module] = await fetch('fetching the module', [`${pin.module}@${pin.moduleVersion}`], work, tools);
  if (module === undefined) throw broken(`go does not tell where it has ${pin.module} ${pin.moduleVersion}`);
  refuse(wrongSum(pin, module.sum));
  const { folder } = module;
  if (pin.siblings === undefined) return { folder, goMod: undefined };
  const { text, siblings } = publishedGoMod(await readFile(join(folder, 'go.mod'), 'utf8'), pin.moduleVersion);
  const sums = goSumOf(await fetch('fetching the modules beside it', siblings, work, tools));
  refuse(wrongSiblings(pin, sums));
  const goMod = join(work, 'go.mod');
  await writeFile(goMod, text);
  await writeFile(join(work, 'go.sum'), (await readFile(join(folder, 'go.sum'), 'utf8')) + sums);
  return { folder, goMod };
}

async function fetch(
  step: string,
  modules: readonly string[],
  work: string,
  tools: MakeTools,
): Promise<readonly Fetched[]> {
  const { exitCode, text } = await ask(step, ['go', 'mod', 'download', '-json', ...modules], work, tools);
  const downloads = readDownloads(text);
  for (const one of downloads) {
    if (!('wrong' in one)) continue;
    const message = `the module ${one.path} ${one.version} is not to be had: ${one.wrong}`;
    // Go's own words where its checksum database, or go.sum, knows another module of that version.
    if (/SECURITY ERROR|checksum mismatch/.test(one.wrong)) refuse(message);
    throw broken(message, REACH);
  }
  if (exitCode === 0) return downloads.flatMap((one) => ('wrong' in one ? [] : [one]));
  throw broken(`the modules are not to be had:\n${lastOf(text)}`, REACH);
}

const REACH = 'Is there a way to the module proxy? See: go env GOPROXY. Or give the path of a program with program:.';

function broken(message: string, hint?: string): TroikaError {
  return new TroikaError('broken', message, { class: 'suite-infrastructure', ...(hint === undefined ? {} : { hint }) });
}

function refuse(wrong: string | undefined): void {
  if (wrong === undefined) return;
  throw new TroikaError('refused', wrong, {
    hint: 'Nothing was compiled. Somebody changes modules on their way here, or the place they come from: see go env GOPROXY.',
  });
}

/** The end of what a program printed, for a message. */
function lastOf(text: string): string {
  return text
    .trimEnd()
    .split('\n')
    .slice(-10)
    .map((line) => `  ${line}`)
    .join('\n');
}

/** Puts a file's bytes on the disk before its name. */
async function flush(path: string): Promise<void> {
  const file = await open(path, 'r');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}
