import { readdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import pLimit from 'p-limit';
import { codeOf } from '../io/files.ts';
import { readJournal } from '../io/journal.ts';
import type { Event } from '../model/event.ts';
import { refKey } from '../model/resource.ts';
import { recordedRun, type RecordedRun } from './ledger.ts';
import { holdsJournal, runDirectory, type RunDirectory } from './runDirectory.ts';

/** What the journal in one directory tells; nothing where none was begun. */
export interface JournalTold {
  readonly directory: RunDirectory;
  /** It is found among the runs, among the clean-ups, or only as the directory of the clean-up itself. */
  readonly among: 'runs' | 'cleanings' | 'own';
  /** It is the directory of the clean-up itself, also where it is found among the others. */
  readonly isOwn: boolean;
  readonly recorded?: RecordedRun | undefined;
  /** Keys (`kind/id`) of what was handed over. */
  readonly handedOver: readonly string[];
  /** What was thrown where not all is known. */
  readonly error?: unknown;
}

/** All journals at hand. */
export interface Journals {
  readonly told: readonly JournalTold[];
  /** Folders that are there and cannot be listed, with what was thrown. */
  readonly unlisted: readonly {
    readonly folder: string;
    readonly among: 'runs' | 'cleanings';
    readonly error: unknown;
  }[];
}

/** Journals read at once. */
const AT_ONCE = 8;

/**
 * Reads once all that runs and clean-ups wrote down, and keeps of each what others ask for. Throws nothing.
 * @param runs the folder of run directories; those of clean-ups stand beside it
 * @param own the directory that this clean-up is written in
 */
export async function readJournals(runs: string, own: string): Promise<Journals> {
  const unlisted: Journals['unlisted'][number][] = [];
  const foldersOf = async (folder: string, among: 'runs' | 'cleanings'): Promise<readonly string[]> =>
    foldersIn(folder, (error) => void unlisted.push({ folder, among, error }));
  const inCleanings = await foldersOf(join(runs, '..', 'forceclean'), 'cleanings');
  const inRuns = await foldersOf(runs, 'runs');
  const places = new Map<string, JournalTold['among']>([[own, 'own']]);
  for (const path of inCleanings) places.set(path, 'cleanings');
  for (const path of inRuns) places.set(path, 'runs');
  const self = await whereReally(own);
  const limit = pLimit(AT_ONCE);
  const told = [...places].map(([path, among]) =>
    limit(async () => ({ among, isOwn: (await whereReally(path)) === self, ...(await read(runDirectory(path))) })),
  );
  return { told: await Promise.all(told), unlisted };
}

async function read(
  directory: RunDirectory,
): Promise<Pick<JournalTold, 'directory' | 'recorded' | 'handedOver' | 'error'>> {
  let handedOver: readonly string[] = [];
  try {
    if (!(await holdsJournal(directory))) return { directory, handedOver };
    const { events } = await readJournal(directory.journal);
    handedOver = handedOverBy(events);
    return { directory, handedOver, recorded: recordedRun(events) };
  } catch (error) {
    return { directory, handedOver, error };
  }
}

function handedOverBy(events: readonly Event[]): readonly string[] {
  return events.flatMap((event) => (event.type === 'clean.verified' ? (event.handedOver ?? []).map(refKey) : []));
}

function whereReally(path: string): Promise<string> {
  return realpath(path).catch(() => path);
}

/** The folders in a folder; none, and nothing to be told, where that one is not there: nobody was ever in it. */
async function foldersIn(parent: string, tell: (error: unknown) => void): Promise<readonly string[]> {
  try {
    const entries = await readdir(parent, { withFileTypes: true });
    return entries.filter((entry) => entry.isDirectory()).map((entry) => join(parent, entry.name));
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') tell(error);
    return [];
  }
}
