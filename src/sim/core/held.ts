import type { Time } from './time.ts';

/** Requests that have come in and are not carried out yet: as if they were stuck in a network or a queue. */
export interface Held {
  /** Keeps one until the clock has gone on by so many milliseconds (Infinity: by itself never) or until `land`. */
  keep(ms: number, carryOut: () => void): void;
  /** Carries out all that are kept, in the order in which they came. @returns how many */
  land(): number;
}

/** Nothing is held at first. */
export function createHeld(time: Time): Held {
  const kept = new Set<() => void>();
  return {
    keep(ms, carryOut) {
      const once = (): void => {
        if (kept.delete(once)) carryOut();
      };
      kept.add(once);
      if (ms === Infinity) return;
      time.after(ms, once);
      // A caller who waits for the answer gets it though nobody else asks anything.
      setTimeout(once, ms).unref();
    },
    land() {
      const all = [...kept];
      for (const once of all) once();
      return all.length;
    },
  };
}
