import type { BookView, Ticket } from '../admission/ticket.ts';
import { namesOf } from '../creators/clusterNames.ts';
import type { EarlierListing, NeighbourCluster, NeighbourKnowledge } from '../forceclean/neighbours.ts';
import type { Baseline } from './baseline.ts';
import type { RecordedCluster } from './ledger.ts';
import type { OtherRun } from './otherRuns.ts';

/** What was heard of everybody in the project. */
export interface Surroundings {
  /** The cloud's time, ISO 8601. */
  readonly at: string;
  /** Undefined where the leases are not known whole. */
  readonly leases: BookView | undefined;
  readonly runs: readonly OtherRun[];
  /** Baselines that were read, by the cluster before which they were taken. */
  readonly baselines: ReadonlyMap<string, Baseline>;
}

/** Whom a clean-up is about. */
export interface Subject {
  readonly cluster: string;
  /** Null where only the name was given. */
  readonly runId: string | null;
}

/**
 * Who else is there, as one cluster's clean-up sees it. A warden's ticket bears its victim's name and the time when the warden
 * came, which would excuse the victim from what is older. Pure.
 */
export function knowledgeFor(subject: Subject, around: Surroundings): NeighbourKnowledge {
  const runs = othersFor(subject, around.runs);
  const leases = (around.leases?.tickets ?? []).filter(
    (ticket) => ticket.cluster !== subject.cluster && ticket.place.is !== 'warden',
  );
  const leased = new Set(leases.map((ticket) => ticket.cluster));
  return {
    clusters: [
      ...leases.map((ticket) => ofLease(ticket, around.baselines)),
      ...runs.flatMap((run) =>
        run.clusters
          .filter((one) => one.admitted && !leased.has(one.cluster) && !isNamesakeGone(one, subject))
          .map((one) => ofRun(run, one, around.baselines)),
      ),
    ],
    ledger: runs.flatMap((run) => {
      const gone = new Set(run.clusters.filter(isGone).map((one) => one.cluster));
      return run.ledger
        .filter((entry) => !gone.has(entry.cluster))
        .map((entry) => ({ ...entry, source: `run ${run.runId}, ${entry.source}` }));
    }),
    listings: [...around.baselines].map(([cluster, { at, keys }]): EarlierListing => {
      return { at, keys, source: `what stood before ${cluster}` };
    }),
    complete: around.leases !== undefined,
    at: around.at,
  };
}

/** Nothing of it is left, as far as its run knows: what was handed over is nobody's ledger any more. */
export function isGone(cluster: RecordedCluster): boolean {
  return cluster.provedGone || (cluster.released && !cluster.kept);
}

/**
 * The runs that are not the subject's. By its name alone a cluster is of the one run that had it; where two had it,
 * nobody can tell which is meant, and both are others.
 */
function othersFor({ cluster, runId }: Subject, runs: readonly OtherRun[]): readonly OtherRun[] {
  if (runId !== null) return runs.filter((run) => run.runId !== runId);
  const having = runs.filter((run) => run.clusters.some((one) => one.cluster === cluster));
  const ids = new Set(having.map((run) => run.runId));
  return ids.size > 1 ? runs : runs.map((run) => (ids.has(run.runId) ? without(run, cluster) : run));
}

/** A run with several clusters, one of which is in question. */
function without(run: OtherRun, cluster: string): OtherRun {
  return {
    ...run,
    clusters: run.clusters.filter((one) => one.cluster !== cluster),
    ledger: run.ledger.filter((entry) => entry.cluster !== cluster),
  };
}

function isNamesakeGone(one: RecordedCluster, { cluster }: Subject): boolean {
  return one.cluster === cluster && isGone(one);
}

/**
 * When a cluster with this ticket was born at the earliest, ISO 8601: its name was drawn with its ticket. The time on the ticket may
 * be missing in the cloud; that of its queue is not.
 */
export function bornWith(ticket: Ticket): string {
  return new Date(Math.min(ticket.bornAt, ticket.queuedAt)).toISOString();
}

function ofLease(ticket: Ticket, baselines: ReadonlyMap<string, Baseline>): NeighbourCluster {
  const bornAt = bornWith(ticket);
  const baseline = baselines.get(ticket.cluster)?.keys;
  return {
    names: namesOf(ticket.cluster),
    bornAt,
    alive: true,
    source: `a lease of ${ticket.holder}`,
    ...(baseline === undefined ? {} : { baseline }),
  };
}

function ofRun(run: OtherRun, one: RecordedCluster, baselines: ReadonlyMap<string, Baseline>): NeighbourCluster {
  const baseline = baselines.get(one.cluster)?.keys;
  return {
    names: namesOf(one.cluster),
    bornAt: run.bornAt,
    alive: !isGone(one),
    source: `run ${run.runId}`,
    ...(baseline === undefined ? {} : { baseline }),
  };
}
