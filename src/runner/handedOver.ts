import { join } from 'node:path';
import pLimit from 'p-limit';
import { readJournal } from '../io/journal.ts';
import { says } from '../model/error.ts';
import type { Event } from '../model/event.ts';
import { refKey } from '../model/resource.ts';
import { foldersIn, type Heard } from './otherRuns.ts';
import { holdsJournal, runDirectory, type RunDirectory } from './runDirectory.ts';

/** Journals read at once. */
const AT_ONCE = 8;

/** What was ever handed over. */
export interface Memory extends Heard<ReadonlySet<string>> {
  /** False where a journal, or a folder of journals, cannot be read. */
  readonly whole: boolean;
}

/**
 * Keys (`kind/id`) of all that runs and clean-ups ever handed over, as far as their journals are at hand: from then on it
 * is a neighbour's. Whose cluster it was does not matter, since ids are unique in the world. A run's journal that cannot be
 * read is said where its ledger is asked for.
 * @param runs the folder of run directories; those of clean-ups stand beside it
 * @param own the directory that this clean-up is written in
 */
export async function readHandedOver(runs: string, own: string): Promise<Memory> {
  const unheard: string[] = [];
  let whole = true;
  const lost = (): void => void (whole = false);
  const cleanings = join(runs, '..', 'forceclean');
  const missing = (where: string, error: unknown): void => {
    lost();
    unheard.push(`What was handed over by ${where} is not known: ${says(error)}`);
  };
  const inRuns = await foldersIn(runs, lost);
  const inCleanings = await foldersIn(cleanings, (error) => missing(`the clean-ups in ${cleanings}`, error));
  const limit = pLimit(AT_ONCE);
  const found = await Promise.all(
    [...new Set([...inRuns, ...inCleanings, own])].map((folder) =>
      limit(() =>
        read(runDirectory(folder)).catch((error: unknown) => {
          if (inCleanings.includes(folder)) missing(`the clean-up in ${folder}`, error);
          else lost();
          return [];
        }),
      ),
    ),
  );
  return { found: new Set(found.flat()), whole, unheard };
}

/** Nothing where no journal was begun. @throws when there is one that cannot be read */
async function read(directory: RunDirectory): Promise<readonly string[]> {
  return (await holdsJournal(directory)) ? handedOverIn((await readJournal(directory.journal)).events) : [];
}

/** What a journal says. Pure. */
function handedOverIn(events: readonly Event[]): readonly string[] {
  return events.flatMap((event) => (event.type === 'clean.verified' ? (event.handedOver ?? []).map(refKey) : []));
}
