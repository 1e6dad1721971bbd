import type { ClusterNames } from '../creators/clusterNames.ts';
import type { Claim } from '../creators/recognise.ts';
import type { LedgerEntry, Strength } from '../model/evidence.ts';
import type { Inventory, Kind, Ref, Resource } from '../model/resource.ts';
import type { Index } from './index.ts';
import type { NeighbourCluster, NeighbourKnowledge } from './neighbours.ts';

/** Everything attribution may know. Plain data. */
export interface AttributeInput {
  readonly inventory: Inventory;
  /** The clusters in question. What belongs to any of them is ours, everything else is a neighbour's. */
  readonly clusters: readonly ClusterNames[];
  /** Ids written down while the clusters lived. Entries of clusters not in question are a reason against. */
  readonly ledger: readonly LedgerEntry[];
  /** What others wrote down of the clusters in question: it can only protect. */
  readonly told?: readonly LedgerEntry[];
  /** Keys (`kind/id`) of what stood in the project before the clusters. */
  readonly baseline?: ReadonlySet<string>;
  /** The cloud's time before which nothing of the clusters was made. */
  readonly bornAt?: string;
  /**
   * Keys of what an earlier look of the same clean-up could not prove. What it was confused with may be gone by now, which
   * proves nothing: it is not ours, and nothing is ours by it.
   */
  readonly doubted?: ReadonlySet<string> | undefined;
  /**
   * Names of those of the clusters of which an earlier look of the same clean-up saw two. Of what the other makes later, too,
   * their texts prove nothing.
   */
  readonly namesakes?: ReadonlySet<string> | undefined;
  /** The application credential in use. */
  readonly applicationCredentialId?: string;
  /** What is known of everybody else; without it nothing is excluded, and nothing is clearer for it. */
  readonly neighbours?: NeighbourKnowledge;
}

/** A text that reads as another cluster's, by that cluster's own names. */
export interface Reading {
  readonly claim: Claim;
  /** Whose it is; undefined where nothing is known but the form of a run's name. */
  readonly from: NeighbourCluster | undefined;
}

/** How a resource came to be ours. */
export interface Standing {
  readonly cluster: string;
  /** Steps of structure between it and something proved by itself: 0 is proved, more is inferred. */
  readonly hops: number;
}

/** One finding of a rule about a resource. The rule's name becomes the evidence's source. */
export interface Reason {
  readonly side: 'for' | 'against';
  readonly strength: Strength;
  readonly says: string;
  readonly value: string;
  readonly cluster?: string;
  /** Of structural reasons: steps away from something proved. */
  readonly hops?: number;
}

/** What a rule sees: the inventory, the texts that creators wrote, and what has been judged ours so far. */
export interface View extends Index {
  readonly input: AttributeInput;
  /** Every text of the resource that a creator's grammar reads, for all clusters in question. */
  claims(resource: Resource): readonly Claim[];
  /** A creator wrote a text on it which names our cluster, or none (`pvc-<uid>`). */
  named(resource: Resource): boolean;
  /** Texts on it that are not ours and read as those of a known neighbour, or of any cluster with a run's name. */
  readings(resource: Resource): readonly Reading[];
  /** What other runs' ledgers say of it. */
  neighbourEntries(ref: Ref): readonly LedgerEntry[];
  /** True when the cluster's texts prove little about it, since another cluster in the project may write the same. */
  ambiguous(cluster: string, resource: Resource): boolean;
  /** True when a cluster of this name is seen in another namespace: texts without the namespace may be that one's. */
  elsewhere(cluster: string): boolean;
  /** True when a cluster called `C-…` is there: with random parts in them its texts can read like ours. */
  imitated(cluster: string, resource: Resource): boolean;
  /** True when the V1 management host of this prefix is seen to serve a cluster that is not in question. */
  hostServes(prefix: string): boolean;
  /** A text in the project that names a cluster of which nothing else is known, or that should be gone. */
  stranger(): string | undefined;
  /** Set when the resource is ours. Kinds are judged in the order of attribute.ts, so earlier kinds are settled. */
  standing(ref: Ref): Standing | undefined;
  ledgered(ref: Ref): boolean;
}

/** One rule: which kinds it looks at, and what it says about one of them. Pure; a rule that throws decides nothing. */
export interface Rule {
  readonly name: string;
  readonly kinds: readonly Kind[];
  /** Asked only where structure alone is two steps long and nothing is against: what it says then makes it enough. */
  readonly lifts?: true;
  look(resource: Resource, view: View): readonly Reason[];
}

/** How all of these are ours, which is as the first of them is; undefined where one is not, or there are none. */
export function allOurs(resources: readonly Ref[], view: Pick<View, 'standing'>): Standing | undefined {
  const standings = resources.map((one) => view.standing(one));
  return standings.includes(undefined) ? undefined : standings[0];
}

/** A reason against that wins over everything. */
export function veto(says: string, value: string): Reason {
  return { side: 'against', strength: 'veto', says, value };
}

/** Compatible with being ours, but no proof. */
export function weak(says: string, value: string, cluster?: string): Reason {
  return { side: 'for', strength: 'weak', says, value, ...(cluster === undefined ? {} : { cluster }) };
}

/** Proof by itself. */
export function strong(says: string, value: string, cluster: string): Reason {
  return { side: 'for', strength: 'strong', says, value, cluster, hops: 0 };
}

/** Hangs on something ours: one step further from proof than that. */
export function hanging(on: Standing, says: string, value: string): Reason {
  return { side: 'for', strength: 'structural', says, value, cluster: on.cluster, hops: on.hops + 1 };
}

/** An inseparable part of something ours: as sure as that. */
export function partOf(whole: Standing, says: string, value: string): Reason {
  return { side: 'for', strength: 'structural', says, value, cluster: whole.cluster, hops: whole.hops };
}
