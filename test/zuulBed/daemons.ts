import { execa } from 'execa';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BedFile } from './rest.ts';

export type Daemon = 'executor' | 'scheduler';

/** Ends a daemon and everything it started at once, as when its machine fails. */
export async function kill({ directory }: BedFile, daemon: Daemon): Promise<void> {
  const [pid] = (await readFile(join(directory, 'run', `${daemon}.pid`), 'utf8')).split(' ');
  process.kill(-Number(pid), 'SIGKILL');
}

/** Stops a daemon as an operator does, and starts it again. */
export async function restart(bed: BedFile, daemon: Daemon): Promise<void> {
  await execa('bash', ['test/beds/zuul/down', daemon], { env: environmentOf(bed) });
  await mend(bed);
}

/** Starts what is missing, and hands nodes back that a lost executor held. */
export async function mend(bed: BedFile): Promise<void> {
  await execa('bash', ['test/beds/zuul/up'], { env: environmentOf(bed) });
}

/** How the scripts of test/beds/zuul find this bed. */
export function environmentOf({ directory, python, port }: BedFile): Record<string, string> {
  return { ZUUL_BED_DIR: directory, ZUUL_BED_VENV: python, ZUUL_BED_PORT_BASE: port };
}
