import { readdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import pLimit from 'p-limit';
import { readJournal } from '../io/journal.ts';
import { says } from '../model/error.ts';
import { readBaseline, type Baseline } from './baseline.ts';
import { recordedRun, type RecordedCluster, type RecordedRun } from './ledger.ts';
import { holdsJournal, runDirectory, type RunDirectory } from './runDirectory.ts';

/** Another run that was in the same project, as its directory tells. */
export interface OtherRun extends RecordedRun {
  readonly directory: RunDirectory;
}

/** What was found, and in words what could not be read. */
export interface Heard<Found> {
  readonly found: Found;
  readonly unheard: readonly string[];
}

/** Journals read at once. */
const AT_ONCE = 8;

/**
 * Reads the directories of other runs in a folder. What is damaged is said and left out: it can only speak against
 * deletions, and a clean-up need not wait for a stranger's file.
 * @param own the directory that the clean-up itself is written in
 */
export async function readOtherRuns(runs: string, own: string, projectId: string): Promise<Heard<readonly OtherRun[]>> {
  const self = await realpath(own).catch(() => own);
  const unheard: string[] = [];
  const limit = pLimit(AT_ONCE);
  const found = await Promise.all(
    (await foldersIn(runs, unheard)).map((path) =>
      limit(async () => {
        const directory = runDirectory(path);
        try {
          if ((await realpath(path)) === self || !(await holdsJournal(directory))) return [];
          const recorded = recordedRun((await readJournal(directory.journal)).events);
          return recorded?.projectId === projectId ? [{ ...recorded, directory }] : [];
        } catch (error) {
          unheard.push(`What the run in ${path} made is not known: ${says(error)}`);
          return [];
        }
      }),
    ),
  );
  return { found: found.flat(), unheard };
}

/** A baseline of another run, if it has one that can be read. */
export async function hearBaseline(run: OtherRun, cluster: RecordedCluster): Promise<Heard<Baseline | undefined>> {
  try {
    return { found: await readBaseline(run.directory, cluster), unheard: [] };
  } catch (error) {
    return { found: undefined, unheard: [`What stood before ${cluster.cluster} is not known: ${says(error)}`] };
  }
}

async function foldersIn(runs: string, unheard: string[]): Promise<readonly string[]> {
  try {
    const entries = await readdir(runs, { withFileTypes: true });
    return entries.filter((entry) => entry.isDirectory()).map((entry) => join(runs, entry.name));
  } catch (error) {
    // Where no run ever was, there is nothing to be heard.
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ENOENT') unheard.push(`Other runs in ${runs} are not known: ${says(error)}`);
    return [];
  }
}
