import { TroikaError } from '../model/error.ts';
import type { Interrupts } from './tools.ts';

/** npm sends the same signal a second time within a moment (npm/cli issue 6684): that one is not a second wish. */
const DEAF_MS = 1000;

/**
 * Turns SIGINT and SIGTERM into two abort signals; see Interrupts.
 * @param said called at each signal that counts, with the number of signals so far
 * @returns also `stop`, which takes the listeners off again
 */
export function watchSignals(said: (name: string, count: number) => void): Interrupts & { stop(): void } {
  const work = new AbortController();
  const all = new AbortController();
  let count = 0;
  let last = -Infinity;
  const heard = (name: string): void => {
    const now = performance.now();
    if (count > 0 && now - last < DEAF_MS) return;
    last = now;
    count += 1;
    said(name, count);
    const reason = new TroikaError('interrupted', `stopped by ${name}`);
    if (count === 1) work.abort(reason);
    else all.abort(reason);
  };
  process.on('SIGINT', heard);
  process.on('SIGTERM', heard);
  return {
    work: work.signal,
    all: all.signal,
    stop() {
      process.off('SIGINT', heard);
      process.off('SIGTERM', heard);
    },
  };
}
