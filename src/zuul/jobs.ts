import * as z from 'zod';
import { duration } from '../config/fields.ts';
import { LEAST_WORK_SECONDS, RESERVE_SECONDS } from './budget.ts';

/** The job that all of Troika's inherit from. */
const BASE = 'troika-base';

const definition = z.looseObject({
  name: z.string(),
  parent: z.string().nullish(),
  abstract: z.boolean().nullish(),
  timeout: z.int().nullish(),
  'post-timeout': z.int().nullish(),
  vars: z
    .looseObject({ troika_max_wait: duration().optional(), troika_files: z.array(z.string()).optional() })
    .nullish(),
});
type Definition = z.output<typeof definition>;

const entry = z.looseObject({ job: definition.optional() });

/** What a job says that concerns a run, its parents' words included. */
interface Job {
  readonly name: string;
  readonly abstract: boolean;
  /** Undefined: no definition at hand says it. */
  readonly timeout: number | undefined;
  readonly postTimeout: number | undefined;
  readonly maxWait: number | undefined;
  readonly files: readonly string[] | undefined;
}

/** What is wrong between a job and a configuration. */
export interface JobProblem {
  readonly job: string;
  readonly says: string;
}

/**
 * Whether Troika's jobs leave a configuration the time it needs. Sums only: nothing is asked of a cloud.
 * @param documents Zuul's configuration as it was read, file by file
 * @param file the configuration's name; jobs that run others are not looked at
 */
export function judgeJobs(
  documents: readonly unknown[],
  file: string,
  config: { readonly deadlineSeconds: number; readonly cleanupSeconds: number },
): readonly JobProblem[] {
  const read = documents.map((one) => z.array(entry).safeParse(one));
  const bad = read.flatMap(({ error }) => (error === undefined ? [] : [error.issues[0]]));
  if (bad.length > 0)
    return bad.map((issue) => ({ job: issue?.path.join('.') ?? '', says: issue?.message ?? 'cannot be read' }));
  const definitions = read.flatMap(({ data = [] }) => data.flatMap(({ job }) => (job === undefined ? [] : [job])));
  const jobs = [...new Set(definitions.map(({ name }) => name))]
    .filter((name) => lineOf(name, definitions).some((one) => one.name === BASE))
    .map((name) => jobOf(name, definitions))
    .filter((job) => !job.abstract && (job.files?.includes(file) ?? true));
  if (jobs.length === 0) return [{ job: BASE, says: `no job that inherits from it runs ${file}` }];
  return jobs.flatMap((job) => judge(job, config).map((says) => ({ job: job.name, says })));
}

/** All definitions that make a job, the first of its first parent first: of two with one name the later adds to the earlier. */
function lineOf(name: string, definitions: readonly Definition[], seen: readonly string[] = []): readonly Definition[] {
  const own = definitions.filter((one) => one.name === name);
  const parent = own.map((one) => one.parent).findLast((one) => typeof one === 'string');
  if (typeof parent !== 'string' || seen.includes(parent)) return own;
  return [...lineOf(parent, definitions, [...seen, name]), ...own];
}

function jobOf(name: string, definitions: readonly Definition[]): Job {
  const line = lineOf(name, definitions);
  const last = <T>(of: (one: Definition) => T | null | undefined): T | undefined =>
    line.map(of).findLast((value): value is T & {} => value !== undefined && value !== null);
  return {
    name,
    abstract: definitions.filter((one) => one.name === name).some((one) => one.abstract === true),
    timeout: last((one) => one.timeout),
    postTimeout: last((one) => one['post-timeout']),
    maxWait: last((one) => one.vars?.troika_max_wait),
    files: last((one) => one.vars?.troika_files),
  };
}

function judge(
  { timeout, postTimeout, maxWait }: Job,
  config: { readonly deadlineSeconds: number; readonly cleanupSeconds: number },
): readonly string[] {
  const { cleanupSeconds, deadlineSeconds } = config;
  if (timeout === undefined) return ['no file given says its timeout'];
  const left = timeout - RESERVE_SECONDS;
  const least = cleanupSeconds + LEAST_WORK_SECONDS;
  if (left < least)
    return [`its timeout of ${timeout} s leaves ${left} s, and clean-up alone may need ${cleanupSeconds} s`];
  return [
    ...(left < deadlineSeconds
      ? [
          `its timeout of ${timeout} s leaves ${left} s, and the deadline is ${deadlineSeconds} s: the run would end before`,
        ]
      : []),
    ...(maxWait !== undefined && maxWait + least > Math.min(left, deadlineSeconds)
      ? [
          `a cluster may wait ${maxWait} s of ${Math.min(left, deadlineSeconds)} s, which leaves no time to work after it`,
        ]
      : []),
    ...(postTimeout !== undefined && postTimeout < cleanupSeconds
      ? [`its post-timeout is ${postTimeout} s, and the clean-up after an abort may need ${cleanupSeconds} s`]
      : []),
  ];
}
