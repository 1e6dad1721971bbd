import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { ask, type BedFile } from './rest.ts';

/** A build as Zuul's REST shows it. */
export interface Build {
  readonly uuid: string;
  readonly job_name: string;
  /** None also of one that was dequeued before it did anything. */
  readonly result: string | null;
  readonly end_time: string | null;
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

/** As REST shows it: without builds, or tries before, where there were none. */
type SeenBuildset = Omit<Buildset, 'retried' | 'builds'> & {
  readonly builds?: readonly Build[];
  readonly retry_builds?: readonly Build[];
};

/**
 * What a set of builds came to, once all of it is over: an aborted build is reported before its clean-up playbooks end, so
 * the end is when its work directory is gone.
 * @param query which buildset, as REST filters them: `change=1&patchset=…`
 */
export async function endOf(bed: BedFile, query: string): Promise<Buildset | undefined> {
  const found = await ask<readonly { readonly uuid: string; readonly result: string | null }[]>(
    `${bed.api}/buildsets?${query}`,
  );
  const [last] = found.filter(({ result }) => result !== null);
  if (last === undefined) return undefined;
  const set = await ask<SeenBuildset>(`${bed.api}/buildset/${last.uuid}`);
  const all = [...(set.builds ?? []), ...(set.retry_builds ?? [])];
  const busy = await Promise.all(all.map(({ uuid }) => isAtWork(bed, uuid)));
  if (busy.includes(true) || all.some(({ end_time: end }) => end === null)) return undefined;
  // A build that was lost with its executor stands among those that count, with this result.
  const [retried, ended] = [all.filter(isRetry), all.filter((build) => !isRetry(build))];
  const builds = await Promise.all(ended.map(({ uuid }) => ask<Build>(`${bed.api}/build/${uuid}`)));
  const { uuid, result, message } = set;
  return { uuid, result, message, builds, retried };
}

const isRetry = ({ result }: Build): boolean => result === 'RETRY';

async function isAtWork({ directory }: BedFile, build: string): Promise<boolean> {
  return access(join(directory, 'builds', build)).then(
    () => true,
    () => false,
  );
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

/** The builds of a change that run now. @param id `1,SHA` */
export async function runningOf({ api }: BedFile, id: string): Promise<readonly string[]> {
  const { pipelines } = await ask<Status>(`${api}/status`);
  const items = pipelines.flatMap(({ change_queues: queues }) => queues.flatMap(({ heads }) => heads.flat()));
  return items
    .filter(({ refs }) => refs.some((ref) => ref.id === id))
    .flatMap(({ jobs }) => jobs)
    .flatMap(({ uuid, start_time: started, result }) =>
      uuid !== null && started !== null && result === null ? [uuid] : [],
    );
}
