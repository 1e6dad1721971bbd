import type { CleanPlan, ConsideredVolume, Kept } from '../model/plan.ts';
import type { Kind } from '../model/resource.ts';
import type { Left } from './left.ts';
import type { Counts } from './memory.ts';

/** What a clean-up came to. */
export interface Cleaned {
  /** The cloud's time of the last look. */
  readonly at: string;
  /** Ours and still there, each with who or what holds it. */
  readonly left: readonly Left[];
  /** Kinds that could not be listed: whether anything is left of them is not known. */
  readonly unknown: readonly Kind[];
  /** Not deleted though it looked like ours, or handed over by policy. */
  readonly kept: readonly Kept[];
  readonly notLookedAt: readonly string[];
  /** Every volume that was considered, and what became of it. */
  readonly volumes: readonly ConsideredVolume[];
  /** Plans applied. */
  readonly rounds: number;
  readonly deleted: number;
  readonly plans: readonly CleanPlan[];
  /** What stood in the project, whoever's, at the first look and at the last. */
  readonly before?: Counts | undefined;
  readonly after?: Counts | undefined;
}
