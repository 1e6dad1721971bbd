import { readdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import pLimit from 'p-limit';
import { codeOf } from '../io/files.ts';
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
    (await foldersIn(runs, (error) => void unheard.push(`Other runs in ${runs} are not known: ${says(error)}`))).map(
      (path) =>
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

/** The folders in a folder; none, and nothing to be told, where that one is not there: nobody was ever in it. */
export async function foldersIn(parent: string, tell: (error: unknown) => void): Promise<readonly string[]> {
  try {
    const entries = await readdir(parent, { withFileTypes: true });
    return entries.filter((entry) => entry.isDirectory()).map((entry) => join(parent, entry.name));
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') tell(error);
    return [];
  }
}
