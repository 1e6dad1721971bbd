import { stat } from 'node:fs/promises';
import type { Clock } from '../io/clock.ts';
import { TroikaError } from '../model/error.ts';

/** So long without a touch, and nobody follows the run any more. */
const SILENCE_MS = 60_000;
const LOOK_MS = 5000;

/**
 * Watches a file that the job touches while it follows a run. After a time-out, an abort or the loss of its executor
 * Zuul sends no signal to a process on a static node, and gives the node to the next job: that the touches end is all
 * there is to see. Silence is counted by this process's own clock from what it saw change, so that nobody's clock matters.
 * @returns aborted when the file was not touched for a minute; never, where it is not there at the start
 */
export function watchAlive(path: string, clock: Clock): { readonly left: AbortSignal; end(): void } {
  const controller = new AbortController();
  const ending = new AbortController();
  void watch(path, clock, controller, ending.signal).catch(() => undefined);
  return { left: controller.signal, end: () => ending.abort() };
}

async function watch(path: string, clock: Clock, controller: AbortController, ending: AbortSignal): Promise<void> {
  let last = await touchedAt(path);
  if (last === undefined) return;
  for (let since = clock.monotonic(); ;) {
    await clock.sleep(LOOK_MS, ending);
    const now = await touchedAt(path);
    if (now !== last) [last, since] = [now, clock.monotonic()];
    else if (clock.monotonic() - since >= SILENCE_MS) break;
  }
  const seconds = SILENCE_MS / 1000;
  controller.abort(
    new TroikaError('interrupted', `Zuul has left this build: nobody followed the run for ${seconds} s`),
  );
}

async function touchedAt(path: string): Promise<number | undefined> {
  return stat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => undefined,
  );
}
