import { randomBytes } from 'node:crypto';
import { open, readdir, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { TroikaError } from '../model/error.ts';
import type { ProcessMark } from '../model/processMark.ts';
import { codeOf } from './files.ts';
import { hasEnded, mayLive, ownMark } from './processes.ts';

/**
 * Holds a journal for this process: an empty file beside it whose name is the process's mark. It is made before others
 * are looked for, so that of two who come at once at most one goes on. A process that is proved dead, or ran elsewhere,
 * holds nothing.
 * @returns lets go
 * @throws TroikaError refused when a living process of this machine holds it
 */
export async function holdJournal(path: string): Promise<() => Promise<void>> {
  const mark = await ownMark();
  if (mark === undefined) return () => Promise.resolve();
  const own = `${path}${HELD}${textOf(mark)}.${randomBytes(4).toString('hex')}`;
  await (await open(own, 'wx')).close();
  const release = (): Promise<void> => unlink(own).catch(() => undefined);
  const holder = await livingHolder(path, own);
  if (holder === undefined) return release;
  await release();
  throw new TroikaError('refused', `${path} is being written by process ${holder.pid} of this machine`, {
    hint: 'Wait for its end, or stop it: a run that is stopped cleans up by itself. A cluster that it keeps on purpose goes by its name: troika down CLUSTER --yes.',
  });
}

const HELD = '.held.';

/** The process of this machine that writes a journal and may be alive. */
export async function holderOfJournal(path: string): Promise<ProcessMark | undefined> {
  return livingHolder(path, '').catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  });
}

async function livingHolder(path: string, own: string): Promise<ProcessMark | undefined> {
  const start = `${basename(path)}${HELD}`;
  const names = (await readdir(dirname(path))).filter((name) => name.startsWith(start) && name !== basename(own));
  for (const name of names) {
    const mark = markOf(name.slice(start.length));
    if (mark === undefined) continue;
    if (await mayLive(mark)) return mark;
    if (await hasEnded(mark)) await unlink(join(dirname(path), name)).catch(() => undefined);
  }
  return undefined;
}

function textOf({ boot, namespace, pid, started }: ProcessMark): string {
  return [boot, namespace, pid, started].join('.');
}

function markOf(text: string): ProcessMark | undefined {
  const [, boot = '', namespace = '', pid, started] = /^([0-9a-f]+)\.(\d+)\.(\d+)\.(\d+)\.[0-9a-f]+$/.exec(text) ?? [];
  return started === undefined ? undefined : { boot, namespace, pid: Number(pid), started: Number(started) };
}
