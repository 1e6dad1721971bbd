import type { ClusterNames } from '../../src/creators/clusterNames.ts';
import { attribute } from '../../src/forceclean/attribute.ts';
import type { NeighbourCluster, NeighbourKnowledge } from '../../src/forceclean/neighbours.ts';
import { planClean } from '../../src/forceclean/plan.ts';
import type { AttributeInput, Rule } from '../../src/forceclean/rule.ts';
import type { PvcPolicy } from '../../src/forceclean/claims.ts';
import type { Attribution } from '../../src/model/evidence.ts';
import type { CleanPlan } from '../../src/model/plan.ts';
import { refKey, type Kind, type Resource } from '../../src/model/resource.ts';
import { NOW, type World } from './world.ts';

/** A name Troika gave, and one that anybody may use. */
export const UNIQUE = 'tabcdefghia';
export const COMMON = 'pr1-ab12cd';

/** Names as a run gives them: namespace and prefix are the cluster's name. */
export function names(cluster: string, more: Partial<ClusterNames> = {}): ClusterNames {
  return { cluster, namespaces: [cluster, 'default'], prefix: cluster, ...more };
}

/** A living cluster besides ours. */
export function neighbour(cluster: string, bornAt?: string): NeighbourCluster {
  return { names: names(cluster), bornAt, alive: true, source: 'the lease book' };
}

/** Neighbour knowledge of which only this matters. */
export function around(known: Partial<NeighbourKnowledge>): NeighbourKnowledge {
  return { clusters: [], ledger: [], listings: [], complete: true, at: NOW, ...known };
}

export interface Asked extends Partial<Omit<AttributeInput, 'inventory' | 'clusters'>> {
  readonly clusters: readonly ClusterNames[];
  readonly gaps?: readonly Kind[];
  readonly pvc?: PvcPolicy | undefined;
  readonly handedOver?: ReadonlySet<string>;
  readonly retained?: boolean;
  readonly rules?: readonly Rule[];
}

function judgeAll(world: World, asked: Asked): readonly Attribution[] {
  const { gaps, pvc: _pvc, retained: _retained, handedOver: _handedOver, rules, ...input } = asked;
  return attribute({ inventory: world.inventory(gaps), ledger: [], ...input }, rules);
}

/** The judgement about one resource. */
export function judgementOf(world: World, asked: Asked, resource: Resource): Attribution {
  const found = judgeAll(world, asked).find((one) => refKey(one.resource) === refKey(resource));
  if (found === undefined) throw new Error(`nothing was said about ${refKey(resource)}`);
  return found;
}

export function planFor(world: World, asked: Asked): CleanPlan {
  return planClean({
    attributions: judgeAll(world, asked),
    inventory: world.inventory(asked.gaps),
    runId: null,
    clusters: asked.clusters.map((one) => one.cluster),
    now: NOW,
    pvc: 'pvc' in asked ? asked.pvc : 'delete',
    retained: asked.retained,
    handedOver: asked.handedOver,
    ledger: asked.ledger ?? [],
  });
}

/** Keys of what a plan deletes or detaches, sorted. */
export function goes(plan: CleanPlan): readonly string[] {
  return plan.steps
    .filter((step) => step.do !== 'strip')
    .map((step) => refKey(step.target))
    .sort();
}

export function keys(...resources: readonly Resource[]): readonly string[] {
  return resources.map(refKey).sort();
}

/** Why a plan keeps a resource. */
export function keptWhy(plan: CleanPlan, resource: Resource): string {
  const kept = plan.kept.find((one) => refKey(one.target) === refKey(resource));
  return kept === undefined ? '(not mentioned)' : kept.why;
}
