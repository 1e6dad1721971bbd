import type { Attribution } from '../model/evidence.ts';
import type { CleanPlan, Kept } from '../model/plan.ts';
import { refKey, type Inventory, type Kind } from '../model/resource.ts';
import { endangered } from './endangered.ts';
import { createIndex } from './index.ts';
import { namesakesIn } from './namesakes.ts';
import type { AttributeInput } from './rule.ts';
import { createView } from './view.ts';

/** Resources of the project by kind; a kind of which there are none, or whose listing failed, is absent. */
export type Counts = Readonly<Partial<Record<Kind, number>>>;

/** One look at the project: what would be done, and what it stands on. */
export interface Look {
  readonly plan: CleanPlan;
  /** Keys of all that was listed. */
  readonly there: ReadonlySet<string>;
  /** How many of each kind stand in the project. */
  readonly counts: Counts;
  /** See endangered.ts. */
  readonly endangered: ReadonlySet<string>;
  /** Keys of what could not be proved ours though everything could be listed. */
  readonly doubted: readonly string[];
  /** Clusters in question that are seen to have a namesake, see namesakes.ts: also where a list failed. */
  readonly namesakes: readonly string[];
}

function countsOf(inventory: Inventory): Counts {
  const counts: Partial<Record<Kind, number>> = {};
  for (const { kind } of inventory.resources) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}

/** Pure. @param judged what the attributions were made from */
export function lookOf(plan: CleanPlan, judged: AttributeInput, attributions: readonly Attribution[]): Look {
  const { inventory } = judged;
  const undecided = attributions.filter((one) => one.verdict === 'undecided');
  return {
    plan,
    there: new Set(inventory.resources.map(refKey)),
    counts: countsOf(inventory),
    endangered: endangered(attributions, createIndex(inventory)),
    doubted: inventory.gaps.length > 0 ? [] : undecided.map((one) => refKey(one.resource)),
    namesakes: [...namesakesIn(createView(judged, new Map()))],
  };
}

/**
 * What is kept at the end of a clean-up: what the last plan keeps, and what an earlier one kept and still stands, though
 * nothing speaks for it any more (a person's volume whose server is gone). Pure.
 */
export function keptInAll(plans: readonly CleanPlan[], last: CleanPlan, there: ReadonlySet<string>): readonly Kept[] {
  const planned = [...plans, last].flatMap((plan) => plan.steps.map((step) => refKey(step.target)));
  const known = new Set([...planned, ...last.kept.map((one) => refKey(one.target))]);
  const earlier = new Map(plans.flatMap((plan) => plan.kept).map((one) => [refKey(one.target), one]));
  return [...last.kept, ...[...earlier].flatMap(([key, one]) => (known.has(key) || !there.has(key) ? [] : [one]))];
}
