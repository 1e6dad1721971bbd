import type { Event, HandedOver, Phase, WaitsFor } from '../model/event.ts';
import type { Ref } from '../model/resource.ts';
import type { SuiteResult } from '../model/result.ts';

/** One phase of one cluster; `ok` is undefined while it goes on, and for ever when the run was killed in it. */
export interface PhaseStory {
  readonly phase: Phase;
  readonly startedAt: string;
  ok: boolean | undefined;
  seconds: number | undefined;
  says: string | undefined;
}

export interface ClusterStory {
  readonly cluster: string;
  readonly label: string;
  readonly provisioner: string;
  slot: number | undefined;
  readonly phases: PhaseStory[];
  readonly suites: SuiteResult[];
  /** The index page of what was collected when it failed, from the run directory, and what tells most of it. */
  diagnosed: { readonly file: string; readonly says: readonly string[] } | undefined;
  /** The last progress of the phase that goes on. */
  progress: { readonly done: number; readonly total: number; readonly says: string } | undefined;
  /** Why it is not admitted yet. */
  waiting: { readonly for: WaitsFor; readonly why: string; readonly since: string } | undefined;
  /** Seconds it waited, by what for. */
  readonly waited: Map<WaitsFor, number>;
  /** The last verification: what was left, what could not be seen. Undefined: never verified. */
  verified:
    | {
        readonly left: readonly Ref[];
        readonly unknown: readonly string[];
        readonly notLookedAt: readonly string[];
        readonly handedOver?: readonly HandedOver[];
      }
    | undefined;
  released: 'no' | 'released' | 'kept';
  /** Until when it is kept, as far as that was said. */
  keptUntil: string | undefined;
}

/** Events that are about one cluster, effects aside. */
export type ClusterEvent = Exclude<
  Extract<Event, { cluster: string }>,
  { type: 'intent' | 'outcome' | 'cluster.baseline' | 'cluster.renamed' | 'cluster.saw' | 'lease.asked' | 'lease.lost' }
>;

/** Adds one event to a cluster's story. */
export function tellCluster(cluster: ClusterStory, event: ClusterEvent): void {
  switch (event.type) {
    case 'cluster.waiting':
      endWaiting(cluster, event.at);
      cluster.waiting = { for: event.for, why: event.why, since: event.at };
      return;
    case 'cluster.admitted':
      endWaiting(cluster, event.at);
      cluster.slot = event.slot;
      return;
    case 'phase.started':
      cluster.progress = undefined;
      cluster.phases.push({
        phase: event.phase,
        startedAt: event.at,
        ok: undefined,
        seconds: undefined,
        says: undefined,
      });
      return;
    case 'phase.ended': {
      if (event.phase === 'wait') endWaiting(cluster, event.at);
      const open = cluster.phases.findLast((one) => one.phase === event.phase && one.ok === undefined);
      const phase = open ?? {
        phase: event.phase,
        startedAt: event.at,
        ok: undefined,
        seconds: undefined,
        says: undefined,
      };
      if (open === undefined) cluster.phases.push(phase);
      Object.assign(phase, { ok: event.ok, seconds: event.seconds, says: event.says });
      cluster.progress = undefined;
      return;
    }
    case 'progress':
      cluster.progress = event;
      return;
    case 'diagnosed':
      cluster.diagnosed = event;
      return;
    case 'suite.ended':
      cluster.suites.push(event.result);
      return;
    case 'cluster.released':
      cluster.released = event.kept ? 'kept' : 'released';
      cluster.keptUntil = event.until;
      return;
  }
}

export function newCluster(cluster: string, label: string, provisioner: string): ClusterStory {
  return {
    cluster,
    label,
    provisioner,
    slot: undefined,
    phases: [],
    suites: [],
    diagnosed: undefined,
    progress: undefined,
    waiting: undefined,
    waited: new Map(),
    verified: undefined,
    released: 'no',
    keptUntil: undefined,
  };
}

function endWaiting(cluster: ClusterStory, at: string): void {
  if (cluster.waiting === undefined) return;
  const { for: what, since } = cluster.waiting;
  const seconds = Math.max(0, (Date.parse(at) - Date.parse(since)) / 1000);
  cluster.waited.set(what, (cluster.waited.get(what) ?? 0) + seconds);
  cluster.waiting = undefined;
}
