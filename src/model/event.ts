import type { Demand } from './demand.ts';
import type { ObjectName, ReclaimPolicy } from './evidence.ts';
import type { Kind, Ref } from './resource.ts';
import type { SuiteResult } from './result.ts';
import type { Finding, Verdict } from './verdict.ts';

/** The parts of a cluster's life, in order. `wait` is for admission. */
export const PHASES = ['wait', 'baseline', 'up', 'suites', 'collect', 'down', 'verify'] as const;
export type Phase = (typeof PHASES)[number];

/** What an admission may wait for: the lease book, one's turn, a slot, quota, or a listing that works. */
export const WAITS_FOR = ['book', 'turn', 'slot', 'quota', 'listing'] as const;
export type WaitsFor = (typeof WAITS_FOR)[number];

/** An effect about to be sent: written and flushed before it. */
export interface Intent {
  readonly type: 'intent';
  /** Unique in the journal; its outcome names it. */
  readonly intent: string;
  readonly cluster: string;
  readonly do: 'create' | 'change' | 'delete' | 'detach' | 'strip';
  readonly kind: string;
  /** The id, where there is one already. */
  readonly id?: string;
  readonly name: string;
}

/** What became of an intent; one shape for success and failure. */
export interface Outcome {
  readonly type: 'outcome';
  readonly intent: string;
  readonly cluster: string;
  readonly ok: boolean;
  readonly kind: string;
  readonly id?: string;
  /** What we saw made along with it (a load balancer's VIP port, listeners …). */
  readonly also?: readonly Ref[];
  /** Of a keypair that was made: which key it is, as Nova says it. */
  readonly fingerprint?: string;
  /** HTTP status, if there was an answer. */
  readonly status?: number;
  readonly requestId?: string;
  readonly says?: string;
}

/** Something of a cluster that its clean-up leaves by policy. */
export interface HandedOver extends Ref {
  readonly name: string;
  readonly why: string;
}

export type EventBody =
  | {
      readonly type: 'run.started';
      readonly runId: string;
      readonly version: string;
      readonly cloud: string;
      readonly projectId: string;
      /** The cloud's time: nothing older can be ours. */
      readonly bornAt: string;
      readonly clusters: readonly { cluster: string; label: string; provisioner: string; demand: Demand }[];
      /** The configuration as used, without secrets. */
      readonly config: unknown;
    }
  /** Written when the reason changes; `for` is the word by which waiting is summed. */
  | { readonly type: 'cluster.waiting'; readonly cluster: string; readonly why: string; readonly for: WaitsFor }
  /** A ticket is about to be asked for in the lease book. */
  | { readonly type: 'lease.asked'; readonly cluster: string; readonly queuedAt: string }
  /** The ticket under the old name is dead; the cluster goes on under another one. */
  | { readonly type: 'cluster.renamed'; readonly cluster: string; readonly to: string }
  /** For good: nothing of the cluster may be touched any more by this run. */
  | { readonly type: 'lease.lost'; readonly cluster: string; readonly why: string }
  /** A warden of this run works on the slot of somebody who is dead or must go. */
  | {
      readonly type: 'warden';
      readonly victim: string;
      readonly holder: string;
      readonly slot: number;
      readonly says: string;
    }
  | { readonly type: 'cluster.admitted'; readonly cluster: string; readonly slot: number; readonly ticket?: string }
  | {
      readonly type: 'cluster.baseline';
      readonly cluster: string;
      readonly file: string;
      readonly count: number;
      readonly sha256: string;
    }
  /**
   * What the cluster's own API told of what its controllers made: of a volume or a snapshot what becomes of it with its
   * claim, and which claim; of a load balancer which Service it is for. Never of what somebody lent to it.
   */
  | {
      readonly type: 'cluster.saw';
      readonly cluster: string;
      readonly kind: Kind;
      readonly id: string;
      readonly reclaimPolicy?: ReclaimPolicy;
      readonly claim?: ObjectName;
      readonly service?: ObjectName;
    }
  | { readonly type: 'phase.started'; readonly cluster: string; readonly phase: Phase }
  | {
      readonly type: 'phase.ended';
      readonly cluster: string;
      readonly phase: Phase;
      readonly ok: boolean;
      readonly seconds: number;
      readonly says?: string;
    }
  /** Progress within a phase: `done` of `total` things, and what is being waited for. */
  | {
      readonly type: 'progress';
      readonly cluster: string;
      readonly phase: Phase;
      readonly done: number;
      readonly total: number;
      readonly says: string;
    }
  | Intent
  | Outcome
  /** What helps to understand its failure was collected; `file` is the index page, from the run directory. */
  | {
      readonly type: 'diagnosed';
      readonly cluster: string;
      readonly file: string;
      /** What tells most, the worst first. */
      readonly says: readonly string[];
    }
  | { readonly type: 'suite.ended'; readonly cluster: string; readonly result: SuiteResult }
  | {
      readonly type: 'clean.planned';
      readonly clusters: readonly string[];
      readonly steps: number;
      readonly kept: number;
      readonly file: string;
      readonly round: number;
    }
  /** A listing after which nothing of the clusters was left (or what was). */
  | {
      readonly type: 'clean.verified';
      readonly clusters: readonly string[];
      readonly left: readonly Ref[];
      readonly unknown: readonly string[];
      readonly notLookedAt: readonly string[];
      /** Ours until now, and left standing by policy: a neighbour's from now on. */
      readonly handedOver?: readonly HandedOver[];
    }
  /** `until`: kept until then, by the cloud's clock. */
  | { readonly type: 'cluster.released'; readonly cluster: string; readonly kept: boolean; readonly until?: string }
  | { readonly type: 'finding'; readonly finding: Finding }
  | { readonly type: 'signal'; readonly name: string }
  | {
      readonly type: 'run.ended';
      readonly verdict: Verdict;
      readonly exit: number;
      readonly findings: readonly Finding[];
      readonly seconds: number;
    };

/** One line of the journal. `at` is local time, for people; nothing is decided by it. */
export type Event = EventBody & { readonly seq: number; readonly at: string };

/** Watches events, live or replayed. A reporter cannot break a run. */
export interface Reporter {
  on(event: Event): void;
  /** Called once, after the last event. */
  end?(): Promise<void> | void;
}
