import type { Cleaned } from '../forceclean/cleaned.ts';
import { QUOTAS, type Quotas } from '../model/demand.ts';
import { exitCode, worst, type Finding } from '../model/verdict.ts';
import type { RequestLine } from '../openstack/session.ts';
import type { ForcecleanFile } from '../report/forcecleanSchema.ts';
import { itemsOfCleaned } from './forcecleanItems.ts';

/** Everything that a clean-up leaves to be told. */
export interface Told {
  readonly cloud: string;
  readonly projectId: string;
  readonly directory: string;
  readonly findings: readonly Finding[];
  /** `cleaned` is undefined where a clean-up did not come to its end. */
  readonly clusters: readonly { readonly cluster: string; readonly cleaned?: Cleaned }[];
  readonly quotas: { readonly before: Partial<Quotas>; readonly after: Partial<Quotas> };
  readonly log: readonly RequestLine[];
  readonly seconds: number;
}

/** The result as programs read it. Pure. */
export function forcecleanReport(told: Told): ForcecleanFile {
  const { cloud, projectId, directory, findings, clusters, log, seconds } = told;
  const verdict = worst(findings);
  return {
    version: 1,
    cloud,
    projectId,
    directory,
    verdict,
    exit: exitCode(verdict),
    findings: [...findings],
    counts: countsOf(clusters.flatMap(({ cleaned }) => (cleaned === undefined ? [] : [cleaned]))),
    quotas: quotasOf(told.quotas),
    requests: requestsOf(log),
    seconds,
    clusters: clusters.map(({ cluster, cleaned }) => ({
      cluster,
      ended: cleaned !== undefined,
      rounds: cleaned?.rounds ?? 0,
      deleted: cleaned?.deleted ?? 0,
      items: cleaned === undefined ? [] : itemsOfCleaned(cleaned),
      volumes: (cleaned?.volumes ?? []).map((volume) => ({ ...volume, attachedTo: [...volume.attachedTo] })),
      unknown: [...(cleaned?.unknown ?? [])],
      notLookedAt: [...(cleaned?.notLookedAt ?? [])],
    })),
  };
}

/** The first look of all, and the last. Pure. */
export function countsOf(all: readonly Cleaned[]): ForcecleanFile['counts'] {
  const [first] = all;
  const last = all.reduce<Cleaned | undefined>(
    (late, one) => (late === undefined || one.at >= late.at ? one : late),
    first,
  );
  const [before, after] = [first?.before, last?.after];
  return before === undefined || after === undefined ? null : { before, after };
}

function quotasOf({ before, after }: Told['quotas']): ForcecleanFile['quotas'] {
  return QUOTAS.flatMap((quota) => {
    const limit = (after[quota] ?? before[quota])?.limit;
    if (limit === undefined) return [];
    return [
      {
        quota,
        limit: limit === Infinity ? null : limit,
        before: before[quota]?.used ?? null,
        after: after[quota]?.used ?? null,
      },
    ];
  });
}

/** A login is neither. */
function requestsOf(log: readonly RequestLine[]): ForcecleanFile['requests'] {
  const writes = log.filter((line) => line.method !== 'GET' && !line.path.endsWith('/auth/tokens'));
  return {
    reads: log.filter((line) => line.method === 'GET').length,
    writes: writes.length,
    refused: writes.filter((line) => (line.status ?? 0) >= 400).length,
    unanswered: log.filter((line) => line.status === undefined).length,
  };
}
