import { routeId } from '../model/extraRoute.ts';
import type { Cause, CleanPlan, Kept, Step } from '../model/plan.ts';
import { refKey } from '../model/resource.ts';
import { causeText } from './causeText.ts';
import type { Cleaned } from './cleaned.ts';
import { called } from './index.ts';

/** A plan for people: what goes and why, what stays and why, and what was not looked at. Pure. */
export function planText(plan: CleanPlan): string {
  const whose = plan.clusters.join(', ');
  const head =
    plan.steps.length === 0
      ? `Nothing of ${whose} can be removed.`
      : `To remove ${count(plan.steps.length, 'resource')} of ${whose} from project ${plan.projectId}:`;
  return [
    head,
    ...plan.steps.map(stepLine),
    ...keptLines(plan.kept),
    ...causeLines(plan),
    ...unseenLines(plan),
    `Plan ${plan.sha256.slice(0, 12)}, made ${plan.madeAt}, holds until ${plan.expiresAt}.`,
  ].join('\n');
}

/** The result of a clean-up for people. Pure. */
export function cleanedText(cleaned: Cleaned): string {
  const removed = `Removed ${count(cleaned.deleted, 'resource')} in ${count(cleaned.rounds, 'round')}.`;
  const left = cleaned.left.map(({ ref, name, why }) => `  ${called({ ...ref, name })}: ${why}`);
  const clean = left.length === 0 && cleaned.unknown.length === 0;
  return [
    removed,
    ...(clean ? ['A fresh listing shows nothing left.'] : []),
    ...(left.length === 0 ? [] : [`Left, ${left.length}:`, ...left]),
    ...keptLines(cleaned.kept.filter((one) => !one.leftover)),
    ...unseenLines(cleaned),
  ].join('\n');
}

function stepLine(step: Step): string {
  const along = step.with === undefined ? '' : `, with ${step.with.kind} ${step.with.id}`;
  const parts = step.alongside === undefined ? '' : ` (${step.alongside.join(', ')} with it)`;
  const out = step.do === 'delete' && step.from !== undefined ? `, out of ${step.from.kind} ${step.from.id}` : '';
  const what = step.tags === undefined ? '' : `, of ${step.tags.join(', ')}`;
  const first =
    step.routes === undefined ? '' : `, after its router’s extra routes ${step.routes.map(routeId).join(', ')}`;
  const due = step.notBefore === undefined ? '' : `, not before ${step.notBefore}`;
  return `${String(step.seq).padStart(4)} ${step.do} ${called(step.target)}${parts}${along}${out}${what}${first}${due}: ${step.because[0].says}`;
}

function keptLines(kept: readonly Kept[]): readonly string[] {
  const lines = kept.flatMap((one) => [
    `  ${called(one.target)}${one.leftover ? ' (ours)' : ''}: ${one.why}`,
    ...evidenceLines(one),
  ]);
  return lines.length === 0 ? [] : [`Kept, ${kept.length}:`, ...lines];
}

/** What speaks for and against it being ours: both sides, with the rule that found each. */
function evidenceLines({ evidence }: Kept): readonly string[] {
  return (['for', 'against'] as const).flatMap((side) => {
    const said = evidence.filter((one) => one.side === side);
    const texts = said.map((one) => `${one.says} (${one.strength}, ${one.source})`);
    return texts.length === 0 ? [] : [`      ${side}: ${texts.join('; ')}`];
  });
}

/** Who holds what is kept, and what somebody has to do; each last cause once, by its longest chain. */
function causeLines(plan: CleanPlan): readonly string[] {
  const kept = new Set(plan.kept.map((one) => refKey(one.target)));
  const longest = new Map<string, Cause>();
  for (const cause of plan.causes.filter((one) => kept.has(refKey(one.target)))) {
    const before = longest.get(cause.todo);
    if (before === undefined || before.chain.length < cause.chain.length) longest.set(cause.todo, cause);
  }
  const lines = [...longest.values()].map((cause) => `  ${causeText(cause, plan.madeAt)}\n    ${cause.todo}`);
  return lines.length === 0 ? [] : ['Held up:', ...lines];
}

function unseenLines(seen: {
  readonly unknown: readonly string[];
  readonly notLookedAt: readonly string[];
}): readonly string[] {
  return [
    ...(seen.unknown.length === 0
      ? []
      : [`Could not be listed, so nothing is concluded from them: ${seen.unknown.join(', ')}.`]),
    ...(seen.notLookedAt.length === 0 ? [] : [`Services not looked at: ${seen.notLookedAt.join(', ')}.`]),
  ];
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
