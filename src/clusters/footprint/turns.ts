import { needs, type Piece } from './piece.ts';

/**
 * How many pieces come one after the other behind each, itself included: those with the longest way behind them are worth
 * doing first. Pure.
 */
export function weights(pieces: readonly Piece[]): ReadonlyMap<string, number> {
  const behind = new Map<string, number>();
  for (const piece of pieces.toReversed()) {
    const own = (behind.get(piece.key) ?? 0) + 1;
    behind.set(piece.key, own);
    for (const key of [...needs(piece), ...piece.afterReady]) behind.set(key, Math.max(behind.get(key) ?? 0, own));
  }
  return behind;
}

/** Lets at most so many pieces of work go on at once; of those that wait, the heaviest comes first. */
export function createTurns(abreast: number): <T>(weight: number, work: () => Promise<T>) => Promise<T> {
  const waiting: { weight: number; start: () => void }[] = [];
  let running = 0;

  function next(): void {
    if (running >= abreast) return;
    const heaviest = waiting.reduce(
      (best, one, index) => (one.weight > (waiting[best]?.weight ?? -1) ? index : best),
      0,
    );
    const [chosen] = waiting.splice(heaviest, 1);
    if (chosen === undefined) return;
    running += 1;
    chosen.start();
  }

  return async (weight, work) => {
    await new Promise<void>((start) => {
      waiting.push({ weight, start });
      next();
    });
    try {
      return await work();
    } finally {
      running -= 1;
      next();
    }
  };
}
