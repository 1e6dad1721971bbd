import { randomBytes } from 'node:crypto';
import { join, resolve } from 'node:path';
import { readJournal } from '../io/journal.ts';
import { TroikaError } from '../model/error.ts';
import { loadBaseline } from './baseline.ts';
import type { CleanRequest } from './cleanCluster.ts';
import { recordedRun } from './ledger.ts';
import { findRun, runDirectory, type RunDirectory } from './runDirectory.ts';
import type { ClaimPolicy } from '../forceclean/claims.ts';

/** What a clean-up is about, and where it is written down. */
export interface Scope {
  readonly requests: readonly CleanRequest[];
  readonly directory: RunDirectory;
  /** What the run's journal says about where it ran; undefined when only names were given. */
  readonly recorded:
    { readonly cloud: string; readonly projectId: string; readonly kubeconfigs: readonly string[] } | undefined;
  /** Nobody saw it end: what its last requests did may show only a moment later. */
  readonly dead: boolean;
}

/**
 * The clusters of a run, as its journal knows them: those that ever asked for a slot.
 * @throws TroikaError when there is no such run or its journal or baseline is damaged
 */
export async function scopeOfRun(run: string, runs: string, policy: ClaimPolicy, cwd: string): Promise<Scope> {
  const directory = await findRun(run, runs, cwd);
  const { events } = await readJournal(directory.journal);
  const recorded = recordedRun(events);
  const dead = !events.some((event) => event.type === 'run.ended');
  if (recorded === undefined) return { requests: [], directory, recorded: undefined, dead };
  const { runId, ledger, bornAt, cloud, projectId, kubeconfigs } = recorded;
  const asked = recorded.clusters.filter((one) => one.asked);
  const requests = asked.map(async (one) => ({
    cluster: one.cluster,
    runId,
    ledger,
    bornAt,
    baseline: await loadBaseline(directory, one, { cloud, runs }),
    ...claimPolicy(policy),
  }));
  return { requests: await Promise.all(requests), directory, recorded: { cloud, projectId, kubeconfigs }, dead };
}

/**
 * Clusters by their names alone, each once. What is done is written down in a folder of its own beside the runs.
 * @throws TroikaError refused when a name could be anybody's
 */
export function scopeOfNames(
  clusters: readonly string[],
  runs: string,
  policy: ClaimPolicy,
  cwd: string,
  now: Date,
): Scope {
  for (const cluster of clusters) refuseVague(cluster);
  const directory = directoryFor(clusters[0] ?? '', runs, cwd, now);
  const requests = [...new Set(clusters)].map((cluster) => ({
    cluster,
    runId: null,
    ledger: [],
    bornAt: undefined,
    baseline: undefined,
    ...claimPolicy(policy),
  }));
  return { requests, directory, recorded: undefined, dead: true };
}

function claimPolicy({ pvc, retained }: ClaimPolicy): ClaimPolicy {
  return { pvc, retained };
}

/** A folder of its own beside the runs, for a clean-up that belongs to none of them. */
export function directoryFor(title: string, runs: string, cwd: string, now: Date): RunDirectory {
  const stamp = now.toISOString().replace(/[-:]|\.\d+/g, '');
  // Two may begin in the same second.
  const own = randomBytes(2).toString('hex');
  return runDirectory(resolve(cwd, join(runs, '..', 'forceclean', `${title}-${stamp}-${own}`)));
}

/** The default of the cluster flags of OCCM and CSI, and namespaces that every cluster has: they name nobody. */
const NOBODY = new Set(['kubernetes', 'default', 'kube-system']);
const SHORTEST = 6;

function refuseVague(cluster: string): void {
  const says = !/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(cluster)
    ? 'is not a cluster name: lower-case letters, digits and inner hyphens only'
    : NOBODY.has(cluster)
      ? 'names no cluster in particular'
      : cluster.length < SHORTEST
        ? `is too short to tell one cluster from another (${SHORTEST} characters at least)`
        : undefined;
  if (says !== undefined)
    throw new TroikaError('refused', `“${cluster}” ${says}`, { hint: 'Give the exact name of one cluster.' });
}
