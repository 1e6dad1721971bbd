import { randomUUID } from 'node:crypto';
import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { World } from '../support/world.ts';
import { jobsOf } from './jobs.ts';
import { commit, type Commit, type Files } from './repository.ts';
import { ask, readBed, until, type BedFile } from './rest.ts';

/** A build as Zuul's REST shows it. */
export interface Build {
  readonly uuid: string;
  readonly job_name: string;
  readonly result: string | null;
  readonly log_url: string | null;
  readonly artifacts: readonly {
    readonly name: string;
    readonly url: string;
    readonly metadata: { readonly type: string };
  }[];
}

export interface Buildset {
  readonly uuid: string;
  readonly result: string;
  readonly message: string | null;
  readonly builds: readonly Build[];
  /** Builds after which the job was tried again. */
  readonly retried: readonly Build[];
}

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
  /** Puts files on a branch of the project under test. */
  publish(files: Files, branch?: string): Promise<string>;
  /** Proposes a change; the label starts the job. */
  propose(
    files: Files,
    more?: { readonly message?: string; readonly description?: string; readonly label?: string },
  ): Promise<Change>;
  /** Somebody does something to the change. */
  edit(change: Change, what: object): Promise<void>;
  /** The comments under it. */
  comments(change: Change): Promise<readonly string[]>;
  /** The build that runs now. */
  running(change: Change): Promise<string>;
  /** What a build has printed so far. */
  console(build: string): Promise<string>;
  dequeue(change: Change): Promise<void>;
  /** The end of it all, clean-up playbooks included. */
  ended(change: Change, seconds: number): Promise<Buildset>;
}

/** @param nodeset `node`: a static one over ssh; `[]`: the executor itself */
export async function openTenant(world: World, nodeset = 'node'): Promise<Tenant> {
  const bed = await readBed();
  const repository = (project: string): string => join(bed.directory, 'git', `${project}.git`);
  const at = (change: Change): string => `${bed.gitlab}/bed/mr/${PROJECT}/${change.iid}`;
  const pushed = async (project: string, branch: string, { sha, before }: Commit): Promise<void> =>
    void (await ask(`${bed.gitlab}/bed/push`, { project, branch, before, after: sha }));
  const mark = randomUUID();
  await pushed(
    'troika',
    'main',
    await commit(repository('troika'), await jobsOf(bed, world, nodeset, mark), 'jobs', 'main'),
  );
  await until('the jobs', 180, async () => {
    const found = await ask<unknown>(`${bed.api}/job/troika-base`).catch(() => undefined);
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
        return JSON.stringify(seen).includes('"e2e"') ? true : undefined;
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
    async edit(change, what) {
      await ask(at(change), what);
    },
    comments: async (change) => (await ask<{ notes: readonly string[] }>(at(change))).notes,
    running: (change) =>
      until('a running build', 120, async () => {
        const jobs = await jobsInQueue(bed, change);
        return (
          jobs.find(({ uuid, start_time: started, result }) => uuid !== null && started !== null && result === null)
            ?.uuid ?? undefined
        );
      }),
    console: (build) =>
      readFile(join(bed.directory, 'builds', build, 'work/logs/job-output.txt'), 'utf8').catch(() => ''),
    async dequeue({ iid, sha }) {
      await ask(`${bed.api}/project/${PROJECT}/dequeue`, { pipeline: 'e2e', change: `${iid},${sha}` }, bed.token);
    },
    ended: (change, seconds) => until('the end of the change', seconds, () => endOf(bed, change)),
  };
}

async function refuseErrors({ api }: BedFile): Promise<void> {
  const errors = await ask<readonly { readonly error: string }[]>(`${api}/config-errors`);
  if (errors.length > 0) throw new Error(errors.map(({ error }) => error).join('\n'));
}

interface QueuedJob {
  readonly uuid: string | null;
  readonly start_time: number | null;
  readonly result: string | null;
}

interface Status {
  readonly pipelines: readonly {
    readonly change_queues: readonly {
      readonly heads: readonly (readonly {
        readonly refs: readonly { readonly id: string }[];
        readonly jobs: readonly QueuedJob[];
      }[])[];
    }[];
  }[];
}

async function jobsInQueue({ api }: BedFile, { iid, sha }: Change): Promise<readonly QueuedJob[]> {
  const { pipelines } = await ask<Status>(`${api}/status`);
  const items = pipelines.flatMap(({ change_queues: queues }) => queues.flatMap(({ heads }) => heads.flat()));
  return items.filter(({ refs }) => refs.some(({ id }) => id === `${iid},${sha}`)).flatMap(({ jobs }) => jobs);
}

/** As REST shows it: without builds, or tries before, where there were none. */
type SeenBuildset = Omit<Buildset, 'retried' | 'builds'> & {
  readonly builds?: readonly Build[];
  readonly retry_builds?: readonly Build[];
};

/** An aborted build is reported before its clean-up playbooks end: the end is when its work directory is gone. */
async function endOf(bed: BedFile, { iid, sha }: Change): Promise<Buildset | undefined> {
  const found = await ask<readonly { readonly uuid: string; readonly result: string | null }[]>(
    `${bed.api}/buildsets?change=${iid}&patchset=${sha}&pipeline=e2e`,
  );
  const [last] = found.filter(({ result }) => result !== null);
  if (last === undefined) return undefined;
  const set = await ask<SeenBuildset>(`${bed.api}/buildset/${last.uuid}`);
  const { builds: ended = [], retry_builds: retried = [] } = set;
  const all = [...ended, ...retried];
  const busy = await Promise.all(
    all.map(({ uuid }) =>
      access(join(bed.directory, 'builds', uuid)).then(
        () => true,
        () => false,
      ),
    ),
  );
  if (busy.includes(true) || all.some(({ result }) => result === null)) return undefined;
  const builds = await Promise.all(ended.map(({ uuid }) => ask<Build>(`${bed.api}/build/${uuid}`)));
  const { uuid, result, message } = set;
  return { uuid, result, message, builds, retried };
}
