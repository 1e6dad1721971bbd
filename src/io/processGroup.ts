import type { Clock } from './clock.ts';

/** Groups that are alive, by the id of their leader. Ended at exit: a detached child does not die with us. */
const live = new Set<number>();

/** Keeps a group among the living until `release`. */
export function hold(group: number): void {
  if (live.size === 0) process.on('exit', killAll);
  live.add(group);
}

/** Forgets a group that is gone. */
export function release(group: number): void {
  live.delete(group);
  if (live.size === 0) process.off('exit', killAll);
}

/**
 * Ends every process of a group: SIGTERM, and SIGKILL for what is still there after `graceMs`, or at the signal `now`. Returns at once
 * when none is left.
 */
export async function endGroup(group: number, clock: Clock, graceMs: number, now?: AbortSignal): Promise<void> {
  send(group, 'SIGTERM');
  const patience = clock.monotonic() + graceMs;
  while (send(group, 0) && clock.monotonic() < patience && now?.aborted !== true)
    await clock.sleep(Math.min(25, graceMs));
  send(group, 'SIGKILL');
}

function killAll(): void {
  for (const group of live) send(group, 'SIGKILL');
}

/** False when the group has no process left. Signal 0 only looks. */
function send(group: number, signal: NodeJS.Signals | 0): boolean {
  try {
    process.kill(-group, signal);
    return true;
  } catch {
    return false;
  }
}
