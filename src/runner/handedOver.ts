import { says } from '../model/error.ts';
import type { Journals } from './journals.ts';
import type { Heard } from './otherRuns.ts';

/** What was ever handed over. */
export interface Memory extends Heard<ReadonlySet<string>> {
  /** False where a journal, or a folder of journals, cannot be read. */
  readonly whole: boolean;
}

/**
 * Keys (`kind/id`) of all that runs and clean-ups ever handed over, as far as their journals are at hand: from then on it
 * is a neighbour's. Whose cluster it was does not matter, since ids are unique in the world. A run's journal that cannot be
 * read is said where its ledger is asked for. Pure.
 */
export function handedOverIn({ told, unlisted }: Journals): Memory {
  const failed = told.filter((one) => 'error' in one);
  const missing = (where: string, error: unknown): string =>
    `What was handed over by ${where} is not known: ${says(error)}`;
  return {
    found: new Set(told.flatMap((one) => one.handedOver)),
    whole: failed.length === 0 && unlisted.length === 0,
    unheard: [
      ...unlisted.flatMap(({ among, folder, error }) =>
        among === 'cleanings' ? [missing(`the clean-ups in ${folder}`, error)] : [],
      ),
      ...failed.flatMap(({ among, directory, error }) =>
        among === 'cleanings' ? [missing(`the clean-up in ${directory.path}`, error)] : [],
      ),
    ],
  };
}
