import type { Clock } from '../../io/clock.ts';

/**
 * Does something that may take so long and no longer.
 * @param deed ended by its signal: with the parent's reason, or with that of being late
 * @param late why it ended, when its time is over
 */
export async function within<T>(
  ms: number,
  clock: Clock,
  parent: AbortSignal,
  late: () => Error,
  deed: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const most = new AbortController();
  const over = new AbortController();
  void clock.sleep(ms, over.signal).then(
    () => most.abort(late()),
    () => undefined,
  );
  try {
    return await deed(AbortSignal.any([parent, most.signal]));
  } finally {
    over.abort();
  }
}
