import * as z from 'zod';
import type { Event, Outcome } from '../model/event.ts';
import type { LedgerEntry } from '../model/evidence.ts';
import { KINDS, type Kind } from '../model/resource.ts';

/** One cluster as the journal remembers it. */
export interface RecordedCluster {
  readonly cluster: string;
  readonly label: string;
  readonly provisioner: string;
  /** It asked for a ticket: one may stand in the lease book, in a slot even, though the run never knew. */
  readonly asked: boolean;
  /** It got a slot: only then can it have made anything. */
  readonly admitted: boolean;
  readonly released: boolean;
  /** Its slot was given back, and it goes on living. */
  readonly kept: boolean;
  /** The last look for its remains was whole and found none. */
  readonly provedGone: boolean;
  readonly baseline: { readonly file: string; readonly sha256: string } | undefined;
}

/** What a journal says of its run. */
export interface RecordedRun {
  readonly runId: string;
  readonly cloud: string;
  readonly projectId: string;
  /** The cloud's time at the start: nothing older is the run's. */
  readonly bornAt: string;
  readonly clusters: readonly RecordedCluster[];
  readonly ledger: readonly LedgerEntry[];
  /** Kubeconfigs of management clusters, as its configuration named them. */
  readonly kubeconfigs: readonly string[];
}

/** Reads a run out of its events; undefined when the run did not get as far as its first event. */
export function recordedRun(events: readonly Event[]): RecordedRun | undefined {
  const started = events.find((event) => event.type === 'run.started');
  if (started === undefined) return undefined;
  const renamed = events.flatMap((event) => (event.type === 'cluster.renamed' ? [event] : []));
  const clusters = withNewNames(started.clusters, renamed).map((entry): RecordedCluster => {
    const own = events.filter((event) => 'cluster' in event && event.cluster === entry.cluster);
    const admitted = own.some((event) => event.type === 'cluster.admitted');
    const baseline = own.findLast((event) => event.type === 'cluster.baseline');
    return {
      cluster: entry.cluster,
      label: entry.label,
      provisioner: entry.provisioner,
      asked: admitted || own.some((event) => event.type === 'lease.asked'),
      admitted,
      released: own.some((event) => event.type === 'cluster.released'),
      kept: own.findLast((event) => event.type === 'cluster.released')?.kept === true,
      provedGone: isProvedGone(entry.cluster, events),
      baseline: baseline === undefined ? undefined : { file: baseline.file, sha256: baseline.sha256 },
    };
  });
  const { runId, cloud, projectId, bornAt } = started;
  return {
    runId,
    cloud,
    projectId,
    bornAt,
    clusters,
    ledger: ledgerOf(events),
    kubeconfigs: kubeconfigsIn(started.config),
  };
}

const Managed = z.looseObject({
  clusters: z.array(
    z.looseObject({
      clusterStacks: z
        .looseObject({ management: z.looseObject({ kubeconfig: z.string().exactOptional() }) })
        .exactOptional(),
    }),
  ),
});

function kubeconfigsIn(config: unknown): readonly string[] {
  const read = Managed.safeParse(config);
  if (!read.success) return [];
  return read.data.clusters.flatMap((one) => one.clusterStacks?.management.kubeconfig ?? []);
}

function isProvedGone(cluster: string, events: readonly Event[]): boolean {
  const last = events.findLast((event) => event.type === 'clean.verified' && event.clusters.includes(cluster));
  return last?.type === 'clean.verified' && last.left.length === 0 && last.unknown.length === 0;
}

/** Every name that a cluster has had: only the last was admitted, but tickets may bear the others. */
function withNewNames<Entry extends { readonly cluster: string }>(
  entries: readonly Entry[],
  renamed: readonly { readonly cluster: string; readonly to: string }[],
): readonly Entry[] {
  const all = [...entries];
  for (const { cluster, to } of renamed) {
    const old = all.find((entry) => entry.cluster === cluster);
    if (old !== undefined) all.push({ ...old, cluster: to });
  }
  return all;
}

/**
 * Every id that an outcome says was made, with what was seen made along with it; and what the clusters themselves told,
 * on the entry of what was made where there is one.
 */
export function ledgerOf(events: readonly Event[]): readonly LedgerEntry[] {
  const creates = new Set<string>();
  const entries: LedgerEntry[] = [];
  for (const event of events) {
    if (event.type === 'cluster.saw') tell(entries, event);
    if (event.type === 'intent' && event.do === 'create') creates.add(event.intent);
    if (event.type !== 'outcome' || !event.ok || !creates.has(event.intent)) continue;
    const source = `journal line ${event.seq}`;
    if (event.id !== undefined && isKind(event.kind))
      entries.push({ kind: event.kind, id: event.id, cluster: event.cluster, source, ...keyOf(event) });
    for (const ref of event.also ?? []) entries.push({ kind: ref.kind, id: ref.id, cluster: event.cluster, source });
  }
  return entries;
}

function keyOf({ fingerprint }: Outcome): Pick<LedgerEntry, 'fingerprint'> {
  return fingerprint === undefined ? {} : { fingerprint };
}

function tell(entries: LedgerEntry[], saw: Extract<Event, { type: 'cluster.saw' }>): void {
  const { kind, id, cluster, reclaimPolicy, claim, service } = saw;
  const told = {
    ...(reclaimPolicy === undefined ? {} : { reclaimPolicy }),
    ...(claim === undefined ? {} : { claim }),
    ...(service === undefined ? {} : { service }),
  };
  const at = entries.findIndex((one) => one.kind === kind && one.id === id && one.cluster === cluster);
  const made = entries[at];
  if (made === undefined) entries.push({ kind, id, cluster, source: `journal line ${saw.seq}`, ...told });
  else entries[at] = { ...made, ...told };
}

function isKind(text: string): text is Kind {
  return KINDS.some((kind) => kind === text);
}
