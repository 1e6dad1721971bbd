import * as z from 'zod';
import type { ZuulBuild } from './build.ts';

/** How many builds back one with a result is looked for: a month of nights. */
const MOST = 30;

/** The part of a build that is read here (Zuul: zuul/web/__init__.py, BuildConverter). */
const builds = z.array(
  z.object({
    uuid: z.string(),
    job_name: z.string(),
    pipeline: z.string().nullish(),
    result: z.string().nullish(),
    end_time: z.string().nullish(),
    buildset: z.object({ uuid: z.string().nullish() }).nullish(),
    ref: z.object({
      project: z.string().nullish(),
      branch: z.string().nullish(),
      change: z.union([z.string(), z.int()]).nullish(),
    }),
    artifacts: z.array(z.object({ url: z.string(), metadata: z.object({ type: z.string().nullish() }).nullish() })),
  }),
);
type Row = z.output<typeof builds>[number];

/** An earlier build of the same job, and what lies between it and this one. */
export interface Previous {
  readonly build: string;
  /** Of its result.json. */
  readonly url: string;
  /** Results of the builds since, none of which left a result.json; the latest first. */
  readonly since: readonly string[];
}

/** Results of builds that were no night of their own: Zuul tried once more, or never began. */
const NO_NIGHT: readonly (string | null | undefined)[] = [null, undefined, 'RETRY', 'SKIPPED'];

/**
 * The REST API below the address under which people see a tenant: `…/t/NAME` on a Zuul of many tenants, else a host of its own
 * (Zuul: doc/source/howtos/zuul-web.rst, "white label").
 */
export function apiOf(url: string): string {
  const address = url.replace(/\/+$/, '');
  return /\/t\/[^/]+$/.test(address) ? address.replace(/\/t\/([^/]+)$/, '/api/tenant/$1') : `${address}/api`;
}

/** Where the builds of the same job, pipeline and branch are listed, the latest first. @param branch of this build */
export function listingOf(url: string, { job, pipeline, project }: ZuulBuild, branch: string): string {
  const query = { job_name: job, pipeline, project, branch, complete: 'true', limit: String(MOST) };
  return `${apiOf(url)}/builds?${new URLSearchParams(query).toString()}`;
}

/** The latest earlier build in a listing that left a result.json. Pure. @returns it, or why there is none */
export function previousIn(
  text: string,
  own: ZuulBuild,
  branch: string,
): { readonly previous: Previous } | { readonly none: string } {
  let rows: readonly Row[];
  try {
    rows = builds.parse(JSON.parse(text));
  } catch {
    return { none: 'Zuul’s list of builds cannot be read' };
  }
  // Filtered here once more: a Zuul that does not know one of the filters leaves it out.
  const earlier = rows.filter((row) => isEarlier(row, own, branch));
  const index = earlier.findIndex((row) => resultIn(row) !== undefined);
  const found = earlier[index];
  const url = found === undefined ? undefined : resultIn(found);
  const resultsOf = (some: readonly Row[]): readonly string[] => some.map(({ result }) => result ?? '');
  if (found !== undefined && url !== undefined)
    return { previous: { build: found.uuid, url, since: resultsOf(earlier.slice(0, index)) } };
  if (earlier.length === 0) return { none: 'it is the first build of this job on this branch' };
  return { none: `none of the builds before left a result: ${resultsOf(earlier).join(', ')}` };
}

function isEarlier({ job_name: job, pipeline, result, buildset, ref }: Row, own: ZuulBuild, branch: string): boolean {
  return (
    job === own.job &&
    pipeline === own.pipeline &&
    ref.project === own.project &&
    ref.branch === branch &&
    (ref.change ?? null) === null &&
    buildset?.uuid !== own.buildset &&
    !NO_NIGHT.includes(result)
  );
}

function resultIn({ artifacts }: Row): string | undefined {
  return artifacts.find(({ metadata }) => metadata?.type === 'troika_result')?.url;
}
