import type { Cleaned } from '../forceclean/cleaned.ts';
import type { Kept, Step } from '../model/plan.ts';
import { refKey } from '../model/resource.ts';
import type { ForcecleanFile } from '../report/forcecleanSchema.ts';

type Item = ForcecleanFile['clusters'][number]['items'][number];

const DONE: Readonly<Record<Step['do'], Item['outcome']>> = {
  delete: 'deleted',
  detach: 'detached',
  strip: 'stripped',
};

/** What became of each thing that a clean-up planned, left or kept. One that was planned anew is told once. Pure. */
export function itemsOfCleaned(cleaned: Cleaned): Item[] {
  const items = new Map<string, Item>();
  for (const one of cleaned.kept) items.set(refKey(one.target), keptItem(one));
  const there = new Set([...items.keys(), ...cleaned.left.map((one) => refKey(one.ref))]);
  for (const step of cleaned.plans.flatMap((plan) => plan.steps)) {
    const key = refKey(step.target);
    if (!there.has(key) || step.do === 'strip') items.set(key, doneItem(step, items.get(key)));
  }
  const reasons = new Map(
    cleaned.plans.flatMap((plan) => plan.steps).map((step) => [refKey(step.target), step.because]),
  );
  for (const { ref, name, why, behind, held } of cleaned.left) {
    const evidence = items.get(refKey(ref))?.evidence ?? [...(reasons.get(refKey(ref)) ?? [])];
    items.set(refKey(ref), {
      ...ref,
      name,
      outcome: 'left',
      why,
      behind: behind ?? null,
      todo: held?.todo ?? null,
      evidence,
    });
  }
  return [...items.values()];
}

/** What is stripped of our tags stays, and may have its reasons to: both are told. */
function doneItem(step: Step, kept: Item | undefined): Item {
  const { kind, id, name } = step.target;
  const stays = kept === undefined ? '' : `; it stays: ${kept.why}`;
  return {
    kind,
    id,
    name,
    outcome: DONE[step.do],
    why: `${step.because[0].says}${stays}`,
    behind: null,
    todo: null,
    evidence: [...(kept?.evidence ?? step.because)],
  };
}

/** Whatever is attributed to a cluster is ours: it stays by policy, or against our will. */
function keptItem({ target, why, leftover, behind, evidence }: Kept): Item {
  const outcome = leftover ? 'left' : target.cluster === '' ? 'kept' : 'handed over';
  const { kind, id, name } = target;
  return { kind, id, name, outcome, why, behind: behind ?? null, todo: null, evidence: [...evidence] };
}
