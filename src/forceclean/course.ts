import type { LedgerEntry } from '../model/evidence.ts';
import type { CleanPlan } from '../model/plan.ts';
import { refKey, type Ref } from '../model/resource.ts';
import type { Applied } from './apply.ts';
import type { Cleaned } from './cleaned.ts';
import { volumesInAll } from './considered.ts';
import { refOf } from './index.ts';
import { leftOf } from './left.ts';
import { keptInAll, type Counts, type Look } from './memory.ts';
import { OF_VOLUME } from './stay.ts';
import { NO_TIME } from './times.ts';

/** What one clean-up has seen and done so far, round by round. Plain data; nothing here asks a cloud. */
export interface Course {
  /** Applied, in their order. */
  readonly plans: readonly CleanPlan[];
  /** What one round could not prove, no later round takes for ours because the first removed what it was confused with. */
  readonly doubted: ReadonlySet<string>;
  /** Clusters of which a round saw two: when the first has removed one, the other is not the only one of the name. */
  readonly namesakes: ReadonlySet<string>;
  /** What a round proved and could not remove: what it hung on may be gone by now, and with it the proof. */
  readonly proved: readonly LedgerEntry[];
  readonly deleted: number;
  /** The last application. */
  readonly last?: Applied;
  /** The last plan without what went, while something of it stands: the best to be said when stopped. */
  readonly held?: CleanPlan;
  /** Keys of all that the last look listed. */
  readonly there: ReadonlySet<string>;
  /** Of the first look and of the last. */
  readonly before?: Counts;
  readonly after?: Counts;
}

export const BEGUN: Course = {
  plans: [],
  doubted: new Set(),
  namesakes: new Set(),
  proved: [],
  deleted: 0,
  there: new Set(),
};

/** Pure. */
export function afterLook(course: Course, look: Look): Course {
  const { there, counts } = look;
  const before = course.before ?? counts;
  const doubted = new Set([...course.doubted, ...look.doubted]);
  const namesakes = new Set([...course.namesakes, ...look.namesakes]);
  return { ...course, there, before, after: counts, doubted, namesakes };
}

/** Pure. @param rest what of the plan stands */
export function afterApplied(course: Course, plan: CleanPlan, last: Applied, rest: CleanPlan): Course {
  const { held: _, ...earlier } = course;
  return {
    ...earlier,
    last,
    plans: [...course.plans, plan],
    proved: [...course.proved, ...provedBy(plan, last).filter((one) => !isAmong(one, course.proved))],
    deleted: course.deleted + last.gone.length - strippedIn(plan, last),
    ...(rest.steps.length > 0 ? { held: rest } : {}),
  };
}

/**
 * What a plan was to delete and is blocked. Not what was skipped, since it has changed; nor what only its volume proves,
 * which stands or goes with that. Pure.
 */
function provedBy({ steps }: CleanPlan, { blocked }: Applied): readonly LedgerEntry[] {
  const there = new Set(blocked.map((one) => refKey(one.ref)));
  return steps.flatMap(({ do: deed, target: { kind, id, cluster } }) =>
    deed === 'delete' && there.has(refKey({ kind, id })) && !OF_VOLUME.includes(kind)
      ? [{ kind, id, cluster, source: 'an earlier look of this clean-up' }]
      : [],
  );
}

function isAmong(ref: Ref, refs: readonly Ref[]): boolean {
  return refs.some((one) => refKey(one) === refKey(ref));
}

/** A plan without what went by it. Pure. */
export function withoutGone(plan: CleanPlan, applied: Applied): CleanPlan {
  const gone = new Set(applied.gone.map(refKey));
  return { ...plan, steps: plan.steps.filter((step) => !gone.has(refKey(step.target))) };
}

/** A plan that comes when time is over: what hindered its steps before is said, and of the others that. Pure. */
export function withoutTime(course: Course, plan: CleanPlan): Course {
  const { gone = [], skipped = [], blocked = [] } = course.last ?? {};
  const tried = [...skipped, ...blocked].map((one) => one.ref);
  const untried = plan.steps.map((step) => refOf(step.target)).filter((ref) => !isAmong(ref, tried));
  return {
    ...course,
    last: { gone, skipped, blocked: [...blocked, ...untried.map((ref) => ({ ref, why: NO_TIME }))] },
  };
}

/** The last round moved nothing, and nothing has changed since its plan. Pure. */
export function isStuck({ last }: Course): boolean {
  return last !== undefined && last.gone.length === 0 && last.skipped.length === 0;
}

/** What a clean-up comes to that ends with this plan: not applied, or what is left of one that was. Pure. */
export function cleanedOf({ plans, last, there, deleted, before, after }: Course, plan: CleanPlan): Cleaned {
  const { unknown, notLookedAt } = plan;
  const left = leftOf(plan, [...skippedOf(plan, last), ...(last?.blocked ?? [])]);
  const kept = keptInAll(plans, plan, there);
  const volumes = volumesInAll(plans, plan, there, left);
  const summed = { rounds: plans.length, deleted, plans, before, after };
  return { at: plan.madeAt, left, unknown, notLookedAt, kept, volumes, ...summed };
}

/** What was skipped and would be tried again; of what a later look keeps, that look knows the reason. */
function skippedOf(plan: CleanPlan, last: Applied | undefined): Applied['skipped'] {
  const steps = new Set(plan.steps.map((step) => refKey(step.target)));
  const skipped = (last?.skipped ?? []).filter((one) => steps.has(refKey(one.ref)));
  return skipped.map(({ ref, why }) => ({ ref, why: `${why}; run forceclean again` }));
}

function strippedIn(plan: CleanPlan, { gone }: Applied): number {
  const stripped = new Set(plan.steps.flatMap((step) => (step.do === 'strip' ? [refKey(step.target)] : [])));
  return gone.filter((ref) => stripped.has(refKey(ref))).length;
}
