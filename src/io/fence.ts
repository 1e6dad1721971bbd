import { readdir, readFile } from 'node:fs/promises';
import type { ProcessMark } from '../model/processMark.ts';
import type { Clock } from './clock.ts';
import { hasEnded, mayLive } from './processes.ts';

/** A process that hangs in the kernel cannot be ended; a look each. */
const PATIENCE_MS = 10_000;
const LOOK_MS = 50;

/**
 * Ends a process that was seen earlier, known by number and start, and waits until it is gone. It gets no time: a stopped
 * one would not hear a signal that asks. @returns false where it may be alive still
 */
export async function endProcess(mark: ProcessMark, clock: Clock): Promise<boolean> {
  if (await mayLive(mark)) kill(mark.pid);
  const patience = clock.monotonic() + PATIENCE_MS;
  while (await mayLive(mark)) {
    if (clock.monotonic() > patience) return false;
    await clock.sleep(LOOK_MS);
  }
  return hasEnded(mark);
}

/**
 * Ends every process of this user whose environment has a value that begins so, whatever group or session it is in, and
 * waits until none is left. @returns how many were ended; undefined where some may be alive still
 */
export async function endByEnvironment(name: string, begins: string, clock: Clock): Promise<number | undefined> {
  const patience = clock.monotonic() + PATIENCE_MS;
  const ended = new Set<number>();
  for (;;) {
    const found = await withEnvironment(`${name}=${begins}`);
    if (found.length === 0) return ended.size;
    for (const pid of found) {
      kill(pid);
      ended.add(pid);
    }
    if (clock.monotonic() > patience) return undefined;
    await clock.sleep(LOOK_MS);
  }
}

async function withEnvironment(entry: string): Promise<readonly number[]> {
  const pids = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name)).map(Number);
  const found = await Promise.all(
    pids
      .filter((pid) => pid !== process.pid)
      .map(async (pid) => {
        // Another user's cannot be read; a zombie has none.
        const environment = await readFile(`/proc/${pid}/environ`, 'utf8').catch(() => '');
        return environment.split('\0').some((one) => one.startsWith(entry)) ? [pid] : [];
      }),
  );
  return found.flat();
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended meanwhile.
  }
}
