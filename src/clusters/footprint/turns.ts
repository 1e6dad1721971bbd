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

/**
 * Lets at most so many pieces of work go on at once; of those that wait, the heaviest comes first. It chooses once everybody
 * who could come at this moment has come.
 */
export function createTurns(abreast: number): <T>(weight: number, work: () => Promise<T>) => Promise<T> {
  const waiting: { readonly weight: number; start(): void }[] = [];
  let running = 0;
  let choosing = false;

  function chooseSoon(): void {
    if (choosing) return;
    choosing = true;
    setImmediate(() => {
      choosing = false;
      waiting.sort((a, b) => b.weight - a.weight);
      for (const chosen of waiting.splice(0, abreast - running)) {
        running += 1;
        chosen.start();
      }
    });
  }

  return async (weight, work) => {
    await new Promise<void>((start) => {
      waiting.push({ weight, start });
      chooseSoon();
    });
    try {
      return await work();
    } finally {
      running -= 1;
      chooseSoon();
    }
  };
}
