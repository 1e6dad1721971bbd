import type { Attribution, Evidence } from './evidence.ts';
import type { ExtraRoute } from './extraRoute.ts';
import type { Kind, Ref } from './resource.ts';

/** A resource as a plan names it. */
export interface Target extends Ref {
  readonly name: string;
  readonly cluster: string;
}

/**
 * One effect on one resource. `because` is never empty: a deletion without a reason does not type-check.
 * `detach` removes a router's interface (the target is the interface's port, `from` its router);
 * `strip` takes `tags` off a load balancer that stays.
 */
export interface Step {
  readonly seq: number;
  readonly do: 'delete' | 'detach' | 'strip';
  readonly target: Target;
  /** The router of a `detach`; the load balancer that stays when a part of it is deleted. */
  readonly from?: Ref;
  /** What a `strip` takes off. */
  readonly tags?: readonly string[];
  /** What a `detach` takes off its router first: extra routes that lead through the interface. The router goes later. */
  readonly routes?: readonly ExtraRoute[];
  /** Goes with this one (a load balancer's listener, a server's root volume); deleted by itself only if it stays. */
  readonly with?: Ref;
  /** The cloud's time before which it is not sent. */
  readonly notBefore?: string;
  /** What goes with it and is no kind of its own, in words: members, L7 policies, rules, an encryption key. */
  readonly alongside?: readonly string[];
  /** What must look the same just before the effect; see forceclean/fingerprint.ts. */
  readonly fingerprint: string;
  readonly because: readonly [Evidence, ...Evidence[]];
  /** Targets that must be gone first. */
  readonly after: readonly Ref[];
}

/** Kept although it looked like ours, or is ours: `leftover` says that it is ours and stays against our will. */
export interface Kept {
  readonly target: Target;
  readonly why: string;
  readonly leftover: boolean;
  /** It only waits for this one, which is kept too. */
  readonly behind?: Ref;
  /** Kept because a list it depends on failed, and for nothing else. */
  readonly unlisted?: true;
  /** Kept because the credential in use may not delete it. */
  readonly forbidden?: true;
  readonly evidence: readonly Evidence[];
}

/** A link of a chain of causes. `unseen`: something points to it, and no list shows it. */
export interface Held extends Ref {
  readonly name: string;
  readonly is: Attribution['verdict'] | 'unseen';
}

/** Why something cannot go, down to the last cause. */
export interface Cause {
  readonly target: Ref;
  /** From the target to the last cause: each is held by the next. */
  readonly chain: readonly Held[];
  /** The state of the last cause, as its service writes it; absent where its mere presence holds. */
  readonly status?: string;
  /** The cloud's time since when, as far as the service tells. */
  readonly since?: string;
  /** What somebody has to do: a sentence with the command, and where to read more (docs/stuck.md). */
  readonly todo: string;
}

/** One volume of the project, and what was decided about it. Times are the cloud's. */
export interface ConsideredVolume {
  readonly id: string;
  readonly name: string;
  /** The claim that it is for, where that is known. */
  readonly claim?: { readonly namespace: string; readonly name: string };
  readonly sizeGiB?: number;
  readonly createdAt?: string;
  readonly attachedAt?: string;
  /** Servers that hold it; a name is '' where no list shows the server. */
  readonly attachedTo: readonly { readonly id: string; readonly name: string }[];
  /** `retain`: its claim says so. `none`: no claim is known to be behind it, or it is a neighbour's. */
  readonly policy: 'delete' | 'report' | 'keep' | 'retain' | 'none';
  /** `left` stays against our will; `gone` and `unknown` only in results. */
  readonly verdict: 'delete' | 'left' | 'handed over' | 'undecided' | 'neighbour' | 'gone' | 'unknown';
  readonly why: string;
}

export interface CleanPlan {
  readonly version: 1;
  readonly runId: string | null;
  readonly clusters: readonly string[];
  readonly projectId: string;
  /** The cloud's time. */
  readonly madeAt: string;
  readonly expiresAt: string;
  readonly steps: readonly Step[];
  readonly kept: readonly Kept[];
  /** Who holds what: for all of ours, going or kept, that are held by something stuck or not ours. */
  readonly causes: readonly Cause[];
  /** Every volume of the project. */
  readonly volumes: readonly ConsideredVolume[];
  /** Kinds whose listing failed: nothing of them, and nothing that depends on them, is planned. */
  readonly unknown: readonly Kind[];
  readonly notLookedAt: readonly string[];
  /** Whether the application credential in use may delete no credentials; null: none is in use, or it was not seen. */
  readonly restricted: boolean | null;
  readonly sha256: string;
}
