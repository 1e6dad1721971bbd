import { says } from '../model/error.ts';
import { readBaseline, type Baseline } from './baseline.ts';
import type { Journals } from './journals.ts';
import type { RecordedCluster, RecordedRun } from './ledger.ts';
import type { RunDirectory } from './runDirectory.ts';

/** Another run that was in the same project, as its directory tells. */
export interface OtherRun extends RecordedRun {
  readonly directory: RunDirectory;
}

/** What was found, and in words what could not be read. */
export interface Heard<Found> {
  readonly found: Found;
  readonly unheard: readonly string[];
}

/**
 * The other runs in a project. What is damaged is said and left out: it can only speak against deletions, and a clean-up
 * need not wait for a stranger's file. Pure.
 */
export function otherRunsIn({ told, unlisted }: Journals, projectId: string): Heard<readonly OtherRun[]> {
  const others = told.filter((one) => one.among === 'runs' && !one.isOwn);
  return {
    found: others.flatMap(({ directory, recorded }) =>
      recorded?.projectId === projectId ? [{ ...recorded, directory }] : [],
    ),
    unheard: [
      ...unlisted.flatMap(({ among, folder, error }) =>
        among === 'runs' ? [`Other runs in ${folder} are not known: ${says(error)}`] : [],
      ),
      ...others.flatMap((one) =>
        'error' in one ? [`What the run in ${one.directory.path} made is not known: ${says(one.error)}`] : [],
      ),
    ],
  };
}

/** A baseline of another run, if it has one that can be read. */
export async function hearBaseline(run: OtherRun, cluster: RecordedCluster): Promise<Heard<Baseline | undefined>> {
  try {
    return { found: await readBaseline(run.directory, cluster), unheard: [] };
  } catch (error) {
    return { found: undefined, unheard: [`What stood before ${cluster.cluster} is not known: ${says(error)}`] };
  }
}
