import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { World } from '../support/world.ts';
import { endOf, runningOf, type Buildset } from './builds.ts';
import { jobsOf, type Site } from './jobs.ts';
import { commit, type Commit, type Files } from './repository.ts';
import { ask, readBed, until, type BedFile } from './rest.ts';

/** A proposed change in the tenant. */
export interface Change {
  readonly iid: number;
  readonly sha: string;
}

/** The project under test: the only one in the tenant that nobody trusts. */
const PROJECT = 'svc';

/** The tenant of the bed, with Troika's jobs against a project of one's own. */
export interface Tenant {
  readonly bed: BedFile;
  /** Puts files on a branch of the project under test. @returns its commit */
  publish(files: Files, branch?: string): Promise<string>;
  /** Proposes a change; the label starts the job. */
  propose(
    files: Files,
    more?: { readonly message?: string; readonly description?: string; readonly label?: string },
  ): Promise<Change>;
  /** Pushes a new patch set to a change. */
  revise(change: Change, files: Files): Promise<void>;
  /** The comments under it. */
  comments(change: Change): Promise<readonly string[]>;
  /** The build that runs now. @param after another one than this */
  running(change: Change, after?: string): Promise<string>;
  /** What a build has printed so far, or had printed when it ended. */
  console(build: string): Promise<string>;
  dequeue(change: Change): Promise<void>;
  /** The end of it all, clean-up playbooks included. */
  ended(change: Change, seconds: number, pipeline?: string): Promise<Buildset>;
  /** What a timer does: the jobs of pipeline `periodic` for a branch as it is now. @param sha its commit */
  tick(branch: string, sha: string): Promise<void>;
  /** The end of what a timer began. */
  ticked(sha: string, seconds: number): Promise<Buildset>;
}

/** Opens the tenant with Troika's jobs as this checkout has them. */
export async function openTenant(world: World, site: Site): Promise<Tenant> {
  const bed = await readBed();
  const repository = (project: string): string => join(bed.directory, 'git', `${project}.git`);
  const at = (change: Change): string => `${bed.gitlab}/bed/mr/${PROJECT}/${change.iid}`;
  const pushed = async (project: string, branch: string, { sha, before }: Commit): Promise<void> =>
    void (await ask(`${bed.gitlab}/bed/push`, { project, branch, before, after: sha }));
  const mark = randomUUID();
  await pushed(
    'troika',
    'main',
    await commit(repository('troika'), await jobsOf(bed, world, site, mark), 'jobs', 'main'),
  );
  await until('the jobs', 180, async () => {
    const found = await ask<unknown>(`${bed.api}/job/troika-installed`).catch(() => undefined);
    return JSON.stringify(found ?? '').includes(mark) ? true : undefined;
  });
  await refuseErrors(bed);

  return {
    bed,
    async publish(files, branch = 'main') {
      const made = await commit(repository(PROJECT), files, `the state of ${branch}`, branch);
      await pushed(PROJECT, branch, made);
      await until(`the configuration of ${branch}`, 180, async () => {
        const seen = await ask<unknown>(`${bed.api}/project/${PROJECT}`);
        return JSON.stringify(seen).includes(`"${branch}"`) ? true : undefined;
      });
      await refuseErrors(bed);
      return made.sha;
    },
    async propose(files, { message = 'a change', description = '', label = 'e2e-test' } = {}) {
      const { sha } = await commit(repository(PROJECT), files, message, undefined);
      const { iid } = await ask<{ iid: number }>(`${bed.gitlab}/bed/mr`, {
        project: PROJECT,
        sha,
        title: 'a change',
        description,
      });
      const change = { iid, sha };
      await ask(at(change), { add_labels: [label] });
      return change;
    },
    async revise(change, files) {
      const { sha } = await commit(repository(PROJECT), files, 'a change, once more', undefined);
      await ask(at(change), { sha });
    },
    comments: async (change) => (await ask<{ notes: readonly string[] }>(at(change))).notes,
    running: ({ iid, sha }, after) =>
      until('a running build', 180, async () =>
        (await runningOf(bed, `${iid},${sha}`)).find((build) => build !== after),
      ),
    async console(build) {
      for (const place of [
        ['builds', build, 'work', 'logs'],
        ['logs', build],
      ]) {
        const file = join(bed.directory, ...place, 'job-output.txt');
        const text = await readFile(file, 'utf8').catch(() => '');
        if (text !== '') return text;
      }
      return '';
    },
    async dequeue({ iid, sha }) {
      await ask(`${bed.api}/project/${PROJECT}/dequeue`, { pipeline: 'e2e', change: `${iid},${sha}` }, bed.token);
    },
    ended: ({ iid, sha }, seconds, pipeline = 'e2e') =>
      until('the end of the change', seconds, () => endOf(bed, `change=${iid}&patchset=${sha}&pipeline=${pipeline}`)),
    async tick(branch, sha) {
      const what = { pipeline: 'periodic', ref: `refs/heads/${branch}`, oldrev: NOTHING, newrev: sha };
      await ask(`${bed.api}/project/${PROJECT}/enqueue`, what, bed.token);
    },
    ticked: (sha, seconds) =>
      until('the end of the periodic jobs', seconds, () => endOf(bed, `newrev=${sha}&pipeline=periodic`)),
  };
}

const NOTHING = '0'.repeat(40);

async function refuseErrors({ api }: BedFile): Promise<void> {
  const errors = await ask<readonly { readonly error: string }[]>(`${api}/config-errors`);
  if (errors.length > 0) throw new Error(errors.map(({ error }) => error).join('\n'));
}
