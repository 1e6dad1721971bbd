import { access, constants, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import { TroikaError } from '../model/error.ts';
import type { ProgramName } from '../model/programName.ts';
import { pinsOf, type Pin } from './pins.ts';

/** Where programs are looked for. */
export interface Where {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where Troika was started: a given path is meant from there. */
  readonly cwd: string;
  /** The version of Kubernetes to be tested, where it is known already. */
  readonly kubernetes?: string;
}

/**
 * The program to run: the given one, else the newest in the cache that fits.
 * @throws TroikaError usage when it is not there or not executable, with what to do
 */
export async function findProgram(name: ProgramName, given: string | undefined, where: Where): Promise<string> {
  if (given !== undefined) {
    const path = resolve(where.cwd, given);
    const wrong = await wrongWith(path);
    if (wrong === undefined) return path;
    throw new TroikaError('usage', `${name}: ${path} ${wrong}`, {
      hint: `program: is a path from where Troika was started; without it, what troika tools install ${name} made is taken.`,
    });
  }
  const { kubernetes } = where;
  const pins = pinsOf(name, kubernetes);
  for (const pin of pins) {
    const path = programPath(pin, where.env);
    if (await isProgram(path)) return path;
  }
  const of = kubernetes === undefined ? '' : ` for Kubernetes ${kubernetes}`;
  if (pins.length === 0)
    throw new TroikaError('usage', `${name}: Troika knows no version${of}`, {
      hint: 'Give the path of one with program:.',
    });
  const option = kubernetes === undefined || pins[0]?.kubernetes === undefined ? '' : ` --kubernetes ${kubernetes}`;
  throw new TroikaError('usage', `${name} is not installed${of}`, {
    hint: `troika tools install ${name}${option}, or give the path of one with program:.`,
  });
}

/** Where `troika tools install` puts a program. */
export function programPath({ name, version }: Pin, env: Where['env']): string {
  return join(programsFolder(env), `${name}-${version}`, name);
}

/** Everything that is installed. XDG's base directories have to be absolute; one that is not is as good as none. */
export function programsFolder(env: Where['env']): string {
  const cache = env['XDG_CACHE_HOME'] ?? '';
  return join(isAbsolute(cache) ? cache : join(env['HOME'] ?? homedir(), '.cache'), 'troika', 'tools');
}

/** Whether a program is there that can be run. */
export async function isProgram(path: string): Promise<boolean> {
  return (await wrongWith(path)) === undefined;
}

/** What is wrong with a program, behind its path; undefined: nothing. */
async function wrongWith(path: string): Promise<string | undefined> {
  const file = await stat(path).catch(() => undefined);
  if (file === undefined) return 'is not there';
  if (!file.isFile()) return 'is not a file';
  return access(path, constants.X_OK).then(
    () => undefined,
    () => 'is not executable',
  );
}
