import type { Event, Phase } from '../model/event.ts';
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
  /** The last progress of the phase that goes on. */
  progress: { readonly done: number; readonly total: number; readonly says: string } | undefined;
  /** Why it is not admitted yet. */
  waiting: string | undefined;
  /** The last verification: what was left, what could not be seen. Undefined: never verified. */
  verified:
    | { readonly left: readonly Ref[]; readonly unknown: readonly string[]; readonly notLookedAt: readonly string[] }
    | undefined;
  released: 'no' | 'released' | 'kept';
}

/** Events that are about one cluster, effects aside. */
export type ClusterEvent = Exclude<
  Extract<Event, { cluster: string }>,
  { type: 'intent' | 'outcome' | 'cluster.baseline' }
>;

/** Adds one event to a cluster's story. */
export function tellCluster(cluster: ClusterStory, event: ClusterEvent): void {
  switch (event.type) {
    case 'cluster.waiting':
      cluster.waiting = event.why;
      return;
    case 'cluster.admitted':
      cluster.waiting = undefined;
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
    case 'suite.ended':
      cluster.suites.push(event.result);
      return;
    case 'cluster.released':
      cluster.released = event.kept ? 'kept' : 'released';
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
    progress: undefined,
    waiting: undefined,
    verified: undefined,
    released: 'no',
  };
}
