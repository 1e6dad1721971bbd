import { readFile, readlink } from 'node:fs/promises';
import type { ProcessMark } from '../model/processMark.ts';

/** This process, as another one on this machine can look for it. Undefined where there is no Linux /proc. */
export async function ownMark(): Promise<ProcessMark | undefined> {
  const here = await thisMachine();
  const started = await startOf('self');
  return here === undefined || typeof started !== 'number' ? undefined : { ...here, pid: process.pid, started };
}

/** True only where it is proved: the process ran in this boot and pid namespace, and is not there any more. */
export async function hasEnded(mark: ProcessMark): Promise<boolean> {
  if (!(await isOfHere(mark))) return false;
  const started = await startOf(String(mark.pid));
  if (started === 'hidden') return false;
  return started === undefined ? !answers(mark.pid) : started !== mark.started;
}

/** True where the process ran in this boot and pid namespace and nothing proves its end: /proc may hide it. */
export async function mayLive(mark: ProcessMark): Promise<boolean> {
  return (await isOfHere(mark)) && !(await hasEnded(mark));
}

/** Its number means something here: it ran in this boot and pid namespace. */
async function isOfHere({ boot, namespace }: ProcessMark): Promise<boolean> {
  const here = await thisMachine();
  return here !== undefined && here.boot === boot && here.namespace === namespace;
}

async function thisMachine(): Promise<Pick<ProcessMark, 'boot' | 'namespace'> | undefined> {
  try {
    const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8');
    // A /proc of another pid namespace counts pids that are not ours.
    if ((await readlink('/proc/self')) !== String(process.pid)) return undefined;
    const namespace = /\[(\d+)\]/.exec(await readlink('/proc/self/ns/pid'))?.[1];
    return namespace === undefined ? undefined : { boot: boot.trim().replaceAll('-', ''), namespace };
  } catch {
    return undefined;
  }
}

/**
 * When a process began, in clock ticks after the boot: field 22 of stat, counted behind the name (proc(5)). A zombie has
 * ended. Undefined where none is seen; hidden where it may not be read (EPERM of proc(5)'s mount option `hidepid=1`).
 */
async function startOf(pid: string): Promise<number | 'ended' | 'hidden' | undefined> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' || fields[0] === 'X' ? 'ended' : Number(fields[19]);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === 'ENOENT' || code === 'ESRCH' ? undefined : 'hidden';
  }
}

/** Whether there is a process of this number, also one of another user that /proc hides (its mount option `hidepid`). */
function answers(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}
