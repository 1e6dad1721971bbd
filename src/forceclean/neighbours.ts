import type { ClusterNames } from '../creators/clusterNames.ts';
import type { LedgerEntry } from '../model/evidence.ts';
import { refKey, type Resource } from '../model/resource.ts';
import { SLACK_MS, timeOf } from './times.ts';

/** A cluster that lives in the project, or has lived there, besides those in question. */
export interface NeighbourCluster {
  readonly names: ClusterNames;
  /** The cloud's time (ISO 8601) before which nothing of it was made; undefined where nobody knows. */
  readonly bornAt: string | undefined;
  /** Keys (`kind/id`) of what stood in the project before it. */
  readonly baseline?: ReadonlySet<string>;
  /** It may own something: not proved gone. */
  readonly alive: boolean;
  /** Where it is known from, for a person. */
  readonly source: string;
}

/** A listing of the project that another run kept. */
export interface EarlierListing {
  /** The cloud's time when it began, ISO 8601. */
  readonly at: string;
  readonly keys: ReadonlySet<string>;
  readonly source: string;
}

/** What is known of everybody else in the project: reasons against, and never a proof by itself. Plain data. */
export interface NeighbourKnowledge {
  readonly clusters: readonly NeighbourCluster[];
  /** What other runs wrote down as made by them. */
  readonly ledger: readonly LedgerEntry[];
  readonly listings: readonly EarlierListing[];
  /** Every cluster that held a lease at `at` is among `clusters`. */
  readonly complete: boolean;
  /** The cloud's time of the look at the leases, ISO 8601. */
  readonly at: string;
}

/** True when the cluster was born after the resource was made, by the cloud's clock or by what stood before it. Pure. */
export function hasAlibi(
  cluster: { readonly bornAt?: string | undefined; readonly baseline?: ReadonlySet<string> },
  resource: Resource,
): boolean {
  if (cluster.baseline?.has(refKey(resource)) === true) return true;
  if (cluster.bornAt === undefined || resource.createdAt === undefined) return false;
  return timeOf(resource.createdAt) + SLACK_MS < timeOf(cluster.bornAt);
}
