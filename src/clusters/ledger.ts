import type { Journal } from '../io/journal.ts';
import { refKey } from '../model/resource.ts';
import type { Sighting } from './sightings.ts';

/** What was seen of a cluster's cloud side while its APIs lived, on its way into the journal. */
export interface Ledger {
  /** Writes down what is new or says something new. */
  saw(sightings: readonly Sighting[]): void;
  /** Waits until all of it is written and marked. */
  settled(): Promise<void>;
}

/**
 * @param mark writes on the thing itself what nobody could recognise there, for those who will not have this journal
 * @param failed told of what could not be written or marked; it is tried again when it is seen again
 */
export function createLedger(
  journal: Journal,
  mark: (sighting: Sighting) => Promise<void>,
  failed: (error: unknown, sighting: Sighting) => void,
): Ledger {
  const known = new Map<string, string>();
  const busy = new Set<Promise<void>>();

  async function note(sighting: Sighting, key: string): Promise<void> {
    try {
      await journal.write(sighting);
      if (sighting.reclaimPolicy === 'Retain') await mark(sighting);
    } catch (error) {
      known.delete(key);
      failed(error, sighting);
    }
  }

  return {
    saw(sightings) {
      for (const sighting of sightings) {
        const key = refKey(sighting);
        const text = JSON.stringify(sighting);
        if (known.get(key) === text) continue;
        known.set(key, text);
        const noting = note(sighting, key).finally(() => busy.delete(noting));
        busy.add(noting);
      }
    },
    async settled() {
      while (busy.size > 0) await Promise.all(busy);
    },
  };
}
