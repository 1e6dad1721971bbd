import type { Cause, CleanPlan, Step, Target } from '../model/plan.ts';
import { refKey, type Ref } from '../model/resource.ts';
import { causeText } from './causeText.ts';
import { refOf } from './index.ts';

/** Something of ours that is still there. */
export interface Left {
  readonly ref: Ref;
  readonly name: string;
  readonly why: string;
  /** It only waits for this one, which is left too. */
  readonly behind?: Ref;
  /** Nothing was tried, since a list failed. */
  readonly unlisted?: true;
  /** Nothing was tried, since the credential in use may not. */
  readonly forbidden?: true;
  /** Who holds it, down to the last cause, where that is known. */
  readonly held?: HeldUp;
}

/** A chain of causes as people read it: `links` resources long, and what somebody has to do. */
export interface HeldUp {
  readonly says: string;
  readonly links: number;
  readonly todo: string;
}

/**
 * What stands of ours after a last look, each with why: what hindered its step, or what the plan says. Pure.
 * @param plan of the last look
 * @param ended steps of the application before it which did not come to their end
 */
export function leftOf(plan: CleanPlan, ended: readonly Hindered[]): readonly Left[] {
  const blocked = new Map<string, Ended>(ended.map((one) => [refKey(one.ref), one]));
  const left: Left[] = [
    ...plan.steps.map((step) => leftBehind(step.target, blocked.get(refKey(step.target)) ?? { why: again(step) })),
    ...plan.kept
      .filter((one) => one.leftover)
      .map((one) => {
        const { why, blocker } = blocked.get(refKey(one.target)) ?? { why: one.why, blocker: one.behind };
        const behind = leftBehind(one.target, blocker === undefined ? { why } : { why, blocker });
        return {
          ...behind,
          ...(one.unlisted === undefined ? {} : { unlisted: one.unlisted }),
          ...(one.forbidden === undefined ? {} : { forbidden: one.forbidden }),
        };
      }),
  ];
  const there = new Set(left.map((one) => refKey(one.ref)));
  const causes = new Map(plan.causes.map((cause) => [refKey(cause.target), cause]));
  return left.map(({ behind, ...one }) => ({
    ...one,
    ...(behind !== undefined && there.has(refKey(behind)) ? { behind } : {}),
    ...heldUp(causes.get(refKey(one.ref)), plan.madeAt),
  }));
}

/** What every round deleted and the next one found again: who writes such a text, and what to do about it. */
function again({ because: [reason] }: Step): string {
  const known = `its ${reason.says} (“${reason.value}”)`;
  return `it came again each time, and ${known}: stop that controller of the cluster, then run forceclean again`;
}

function heldUp(cause: Cause | undefined, now: string): Pick<Left, 'held'> {
  if (cause === undefined) return {};
  return { held: { says: causeText(cause, now), links: cause.chain.length, todo: cause.todo } };
}

/** Why a step did not come to its end. */
interface Ended {
  readonly why: string;
  readonly blocker?: Ref;
}

/** The step that did not, by its target. */
export interface Hindered extends Ended {
  readonly ref: Ref;
}

function leftBehind(target: Target, { why, blocker }: Ended): Left {
  const behind = blocker === undefined ? {} : { behind: refOf(blocker) };
  return { ref: refOf(target), name: target.name, why, ...behind };
}
