import type { Kind, Resource } from './resource.ts';

/**
 * How much one reason proves. `strong` says *this run* and cannot be copied by accident; `structural` hangs on
 * something strong; `weak` is merely compatible; a `veto` is a contradiction and wins over everything.
 */
export type Strength = 'strong' | 'structural' | 'weak' | 'veto';

export interface Evidence {
  readonly side: 'for' | 'against';
  readonly strength: Strength;
  /** The rule which found it, as the test of the same name calls it: `ledger`, `text`, `on-owned-network`, … */
  readonly source: string;
  /** A sentence for a person. */
  readonly says: string;
  /** The value looked at: the id, the text, the tag. */
  readonly value: string;
}

export interface Attribution {
  readonly resource: Resource;
  /** `undecided` is reported and never touched. */
  readonly verdict: 'ours' | 'neighbour' | 'undecided';
  /** The cluster it belongs to; set when ours. */
  readonly cluster?: string;
  readonly evidence: readonly Evidence[];
}

/** What a cluster's ledger knows: ids we made or saw while the APIs were alive. */
export interface LedgerEntry {
  readonly kind: Kind;
  readonly id: string;
  readonly cluster: string;
  /** Which event said so. */
  readonly source: string;
  /** What the cluster does with it when its claim goes: a PersistentVolume's reclaim, or a snapshot's deletion policy. */
  readonly reclaimPolicy?: ReclaimPolicy;
  /** Of a keypair: which key it was. Its id is its name, which may be given again. */
  readonly fingerprint?: string;
  /** The claim of a persistent volume. */
  readonly claim?: ObjectName;
  /** The Service of a load balancer. */
  readonly service?: ObjectName;
}

export type ReclaimPolicy = 'Delete' | 'Retain';

/** A Kubernetes object: a PersistentVolumeClaim, a Service. Its uid is unique in the world. */
export interface ObjectName {
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
}
