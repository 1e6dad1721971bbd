import { randomBytes } from 'node:crypto';
import { access } from 'node:fs/promises';
import { isAbsolute, join, resolve } from 'node:path';
import { codeOf } from '../io/files.ts';
import { TroikaError } from '../model/error.ts';
import { BASE32, hasDigit, isRunId } from '../model/names.ts';

/** Paths inside one run's directory. */
export interface RunDirectory {
  readonly path: string;
  readonly journal: string;
  readonly requests: string;
  cluster(name: string): string;
  baseline(cluster: string): string;
  /** Relative to `path`, so that a copied directory still reads. */
  plan(cluster: string, round: number): string;
}

export function runDirectory(path: string): RunDirectory {
  return {
    path,
    journal: join(path, 'journal.ndjson'),
    requests: join(path, 'requests.ndjson'),
    cluster: (name) => join(path, 'clusters', name),
    baseline: (cluster) => join(path, 'clusters', cluster, 'baseline.json'),
    plan: (cluster, round) => join('plans', `${cluster}-${round}.json`),
  };
}

/** Nine characters of base32, 45 random bits; at least one is a digit, so that no cluster is named like a word. */
export function newRunId(): string {
  for (;;) {
    const id = [...randomBytes(9)].map((byte) => BASE32[byte % 32]).join('');
    if (hasDigit(id)) return id;
  }
}

/**
 * Finds the run directory that a user means by a path or by a run's id.
 * @throws TroikaError usage when neither holds a journal
 */
export async function findRun(text: string, runs: string, cwd: string): Promise<RunDirectory> {
  const places = isRunId(text)
    ? [resolve(cwd, runs, text), resolve(cwd, text)]
    : [isAbsolute(text) ? text : resolve(cwd, text)];
  for (const place of places) {
    const directory = runDirectory(place);
    if (await holdsJournal(directory)) return directory;
  }
  throw new TroikaError('usage', `no run at ${places.join(' or ')}: there is no journal.ndjson`, {
    hint: 'Name a run directory or its id; without one, clean by name: troika forceclean --cluster C',
  });
}

/**
 * True for the directory of a run that got as far as its first event.
 * @throws TroikaError usage where nobody can tell, since it may not be looked into
 */
export async function holdsJournal({ journal }: RunDirectory): Promise<boolean> {
  return access(journal).then(
    () => true,
    (error: unknown) => {
      if (ABSENT.includes(codeOf(error))) return false;
      throw new TroikaError('usage', `cannot read ${journal}: ${codeOf(error)}`, { hint: 'Let it be read.' });
    },
  );
}

const ABSENT: readonly string[] = ['ENOENT', 'ENOTDIR'];
