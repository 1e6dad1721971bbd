import type { Random } from './random.ts';

/**
 * Lets requests that come in within so many milliseconds wait for each other and go on in an order drawn at random, as the
 * workers of a real service take them: who sent first is not who is served first.
 */
export function createTurns(ms: number, random: Random): () => Promise<void> {
  let waiting: (() => void)[] = [];
  const go = (): void => {
    const all = waiting;
    waiting = [];
    while (all.length > 0) for (const next of all.splice(random.below(all.length), 1)) next();
  };
  return () =>
    new Promise((resolve) => {
      waiting.push(resolve);
      if (waiting.length === 1) setTimeout(go, ms);
    });
}
