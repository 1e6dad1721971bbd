import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import type { ProcessMark } from '../../src/model/processMark.ts';
import { ownMark } from '../../src/io/processes.ts';

/** A real process, which does nothing until it is ended. */
export interface Child {
  readonly mark: ProcessMark;
  /** Ends it, and waits until it is gone. */
  end(): Promise<void>;
}

export async function startChild(): Promise<Child> {
  const child = spawn('sleep', ['600'], { stdio: 'ignore' });
  const ended = once(child, 'exit');
  await once(child, 'spawn');
  return {
    mark: await markOf(child.pid ?? 0),
    async end() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** The mark of another process in this one's boot and pid namespace. */
export async function markOf(pid: number): Promise<ProcessMark> {
  const own = await ownMark();
  if (own === undefined) throw new Error('there is no /proc here');
  return { ...own, pid, started: await startedOf(pid) };
}

/** Field 22 of a process's stat, as proc(5) counts them. */
async function startedOf(pid: number): Promise<number> {
  const [, behindName = ''] = /^.*\) (.*)$/s.exec(await readFile(`/proc/${pid}/stat`, 'utf8')) ?? [];
  return Number(behindName.split(' ')[22 - 3]);
}
