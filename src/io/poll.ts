import { TroikaError } from '../model/error.ts';
import type { Clock } from './clock.ts';

/**
 * Looks until `look` answers something, with pauses that grow from `first` to `most` milliseconds.
 * @throws TroikaError `broken`, class timeout, naming `what` when `deadline` (monotonic) passes first
 */
export async function poll<T>(
  look: () => Promise<T | undefined>,
  options: { clock: Clock; signal?: AbortSignal; deadline: number; what: () => string; first?: number; most?: number },
): Promise<T> {
  const { clock, signal, deadline, what, first = 200, most = 3000 } = options;
  for (let pause = first; ; pause = Math.min(most, pause * 1.5)) {
    signal?.throwIfAborted();
    const found = await look();
    if (found !== undefined) return found;
    if (clock.monotonic() >= deadline)
      throw new TroikaError('broken', `gave up waiting for ${what()}`, { class: 'timeout' });
    await clock.sleep(Math.min(pause, Math.max(0, deadline - clock.monotonic())), signal);
  }
}
