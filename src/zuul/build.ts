import * as z from 'zod';
import { part } from '../config/breaches.ts';

const id = z.string().regex(/^[0-9a-f]{32}$/, 'expected 32 hexadecimal digits');
const seconds = z.int().min(1);

/** The part of Zuul's variable `zuul` that is read here (Zuul: doc/source/job-content.rst). Other keys are left alone. */
const variable = z.looseObject({
  build: id,
  buildset: id,
  job: z.string().min(1),
  pipeline: z.string().min(1),
  tenant: z.string().min(1),
  timeout: seconds.nullish(),
  project: z.looseObject({ name: z.string().min(1), src_dir: z.string().min(1) }),
  branch: z.string().nullish(),
  tag: z.string().nullish(),
  change: z.union([z.string(), z.int()]).nullish(),
  patchset: z.union([z.string(), z.int()]).nullish(),
  change_url: z.string().nullish(),
  change_message: z.string().nullish(),
  commit_id: z.string().nullish(),
});

/** What Zuul tests: a change with its patch set, a branch as it stands (periodic, post), or a tag. */
export type ZuulItem =
  | {
      readonly is: 'change';
      readonly change: string;
      readonly patchset: string;
      readonly branch: string;
      readonly url: string;
      /** The change's description, by whoever may edit it. */
      readonly description: string;
    }
  | { readonly is: 'branch'; readonly branch: string }
  | { readonly is: 'tag'; readonly tag: string }
  | { readonly is: 'other' };

/** One attempt of one job, as Zuul describes it to itself. */
export interface ZuulBuild {
  /** Of this attempt alone. */
  readonly build: string;
  /** The same for all attempts, and for all jobs of the item. */
  readonly buildset: string;
  readonly job: string;
  readonly pipeline: string;
  readonly tenant: string;
  readonly project: string;
  /** Where the prepared repository is, from the home of the node's user. */
  readonly srcDir: string;
  /** Seconds for pre-run and run together; undefined: Zuul sets no limit. */
  readonly timeoutSeconds: number | undefined;
  readonly item: ZuulItem;
  /** The commit that was put forward, where Zuul names it: what was reviewed. */
  readonly commit: string | undefined;
}

/**
 * Reads the variable `zuul`: by itself, below the key `zuul`, or in an inventory as Zuul's executor writes it (`all.vars.zuul`).
 * @returns the build, or what is wrong with the data
 */
export function readBuild(data: unknown): ZuulBuild | { readonly wrong: string } {
  const read = variable.safeParse(within(data));
  if (!read.success) {
    const [first] = read.error.issues;
    return { wrong: `zuul.${first?.path.join('.') ?? ''}: ${first?.message ?? 'cannot be read'}` };
  }
  const { build, buildset, job, pipeline, tenant, timeout, project } = read.data;
  return {
    build,
    buildset,
    job,
    pipeline,
    tenant,
    project: project.name,
    srcDir: project.src_dir,
    timeoutSeconds: timeout ?? undefined,
    item: itemOf(read.data),
    commit: commitOf(read.data),
  };
}

function within(data: unknown): unknown {
  const zuul = part(data, 'zuul') ?? part(part(part(data, 'all'), 'vars'), 'zuul');
  return zuul ?? data;
}

function itemOf(data: z.output<typeof variable>): ZuulItem {
  const { change, patchset, branch, tag } = data;
  if (change !== undefined && change !== null) {
    const description = data.change_message ?? '';
    const url = data.change_url ?? '';
    return {
      is: 'change',
      change: String(change),
      patchset: String(patchset ?? ''),
      branch: branch ?? '',
      url,
      description,
    };
  }
  if (typeof tag === 'string') return { is: 'tag', tag };
  return typeof branch === 'string' ? { is: 'branch', branch } : { is: 'other' };
}

/** `commit_id`, or the patch set where that is a commit (GitHub, GitLab, Pagure). */
function commitOf({ commit_id: commit, patchset }: z.output<typeof variable>): string | undefined {
  return [commit, patchset].find((one): one is string => typeof one === 'string' && /^[0-9a-f]{40}$/.test(one));
}
