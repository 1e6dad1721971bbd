import type { Attribution } from '../../src/model/evidence.ts';
import type { Resource } from '../../src/model/resource.ts';
import type { ClusterParts } from './cluster.ts';
import type { Asked } from './judging.ts';
import type { World } from './world.ts';

export interface Scene {
  readonly world: World;
  readonly external: Resource;
  readonly ours: ClusterParts;
  readonly other: ClusterParts;
}

/** What one rule says: arrange a world, name the resource, and expect a verdict with evidence of that rule. */
export interface Case {
  readonly rule: string;
  readonly title: string;
  /** Puts what the case needs into a world with our cluster and another's, and answers the resource asked about. */
  readonly put: (scene: Scene) => Resource;
  readonly asked?: (scene: Scene, resource: Resource) => Partial<Asked>;
  readonly C?: string;
  readonly verdict: Attribution['verdict'];
  /** The rule must have nothing to say. */
  readonly silent?: true;
}
