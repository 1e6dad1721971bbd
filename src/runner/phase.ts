import type { Clock } from '../io/clock.ts';
import type { Journal } from '../io/journal.ts';
import type { Phase } from '../model/event.ts';
import type { Spending } from './deadline.ts';
import { findingOf } from './judge.ts';

/** One phase of a cluster's life, in the journal with its time and how it ended. Throws what the deed throws. */
export async function phase<T>(
  name: Phase,
  cluster: string,
  tools: { readonly journal: Journal; readonly clock: Clock; readonly spending: Spending },
  deed: () => Promise<T>,
): Promise<T> {
  const { journal, clock, spending } = tools;
  spending.enter(name);
  await journal.write({ type: 'phase.started', cluster, phase: name });
  const began = clock.monotonic();
  const ended = (ok: boolean, text?: string): Promise<unknown> =>
    journal.write({
      type: 'phase.ended',
      cluster,
      phase: name,
      ok,
      seconds: (clock.monotonic() - began) / 1000,
      ...(text === undefined ? {} : { says: text }),
    });
  try {
    const result = await deed();
    await ended(true);
    return result;
  } catch (error) {
    await ended(false, findingOf(error).why);
    throw error;
  } finally {
    spending.leave();
  }
}
