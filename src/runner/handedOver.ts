import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import pLimit from 'p-limit';
import { readJournal } from '../io/journal.ts';
import { says } from '../model/error.ts';
import type { Event } from '../model/event.ts';
import { refKey } from '../model/resource.ts';
import type { Heard } from './otherRuns.ts';
import { holdsJournal, runDirectory } from './runDirectory.ts';

/** Journals read at once. */
const AT_ONCE = 8;

/**
 * Keys (`kind/id`) of all that runs and clean-ups ever handed over, as far as their journals are at hand: from then on it
 * is a neighbour's. Whose cluster it was does not matter, since ids are unique in the world. A run's journal that cannot be
 * read is said where its ledger is asked for.
 * @param runs the folder of run directories; those of clean-ups stand beside it
 * @param own the directory that this clean-up is written in
 */
export async function readHandedOver(runs: string, own: string): Promise<Heard<ReadonlySet<string>>> {
  const cleanings = await foldersIn(join(runs, '..', 'forceclean'));
  const unheard: string[] = [];
  const limit = pLimit(AT_ONCE);
  const folders = [...new Set([...(await foldersIn(runs)), ...cleanings, own])];
  const found = await Promise.all(
    folders.map((folder) =>
      limit(async () => {
        try {
          const directory = runDirectory(folder);
          return (await holdsJournal(directory)) ? handedOverIn((await readJournal(directory.journal)).events) : [];
        } catch (error) {
          if (cleanings.includes(folder))
            unheard.push(`What the clean-up in ${folder} handed over is not known: ${says(error)}`);
          return [];
        }
      }),
    ),
  );
  return { found: new Set(found.flat()), unheard };
}

/** What a journal says. Pure. */
function handedOverIn(events: readonly Event[]): readonly string[] {
  return events.flatMap((event) => (event.type === 'clean.verified' ? (event.handedOver ?? []).map(refKey) : []));
}

/** None where there is no such folder. */
async function foldersIn(path: string): Promise<readonly string[]> {
  const entries = await readdir(path, { withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isDirectory()).map((entry) => join(path, entry.name));
}
