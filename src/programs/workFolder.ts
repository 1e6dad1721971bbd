import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { hasEnded, ownMark } from '../io/processes.ts';

const BEGINS = 'new-';
const PROCESS = 'process.json';
const Mark = z.object({ boot: z.string(), namespace: z.string(), pid: z.int(), started: z.int() });

/** Works in a folder of its own inside another, which is gone afterwards; and clears those of processes that were killed. */
export async function inWorkFolder<T>(home: string, deed: (work: string) => Promise<T>): Promise<T> {
  await mkdir(home, { recursive: true });
  for (const name of await readdir(home)) {
    if (name.startsWith(BEGINS) && (await isDead(join(home, name)))) await clear(join(home, name));
  }
  const work = await mkdtemp(join(home, BEGINS));
  try {
    await writeFile(join(work, PROCESS), JSON.stringify(await ownMark()) ?? 'null');
    return await deed(work);
  } finally {
    await clear(work);
  }
}

/** Only where it is proved; a folder without a mark may be somebody's who begins just now. */
async function isDead(work: string): Promise<boolean> {
  try {
    return await hasEnded(Mark.parse(JSON.parse(await readFile(join(work, PROCESS), 'utf8'))));
  } catch {
    return false;
  }
}

function clear(work: string): Promise<void> {
  return rm(work, { recursive: true, force: true });
}
