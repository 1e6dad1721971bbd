import { called, type Survey, type Thing } from './objects.ts';
import type { DrainPlan } from './plan.ts';
import { usersOf } from './staying.ts';
import type { Stage } from './step.ts';
import { CLEANUP_FINALIZER } from './writers.ts';

/** Written by the attacher on a volume that it has attached (external-attacher pkg/controller/util.go:139-141). */
const ATTACHER = 'external-attacher/';
const MOST_NAMED = 3;

/** What a drain is about to do, in one line: `to go are 2 service, 1 statefulSet; kept: persistentVolume a (…)`. */
export function planText({ stages, kept, handedOver }: DrainPlan): string {
  const counts = new Map<string, number>();
  const going = new Map(stages.flatMap(({ awaits }) => awaits).map((thing) => [thing.uid, thing.kind]));
  for (const kind of going.values()) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const go = [...counts].map(([kind, count]) => `${count} ${kind}`).join(', ');
  const stay = [
    ...handedOver.map(({ name, why }) => `${name} (${why})`),
    ...kept.map(({ what, why }) => `${what} (${why})`),
  ];
  return `drain: to go are ${go || 'none'}${stay.length === 0 ? '' : `; what stays: ${some(stay)}`}`;
}

/** How far a stage is: `drain, claims: 2 of 5 gone; waits for persistentVolumeClaim shop/data-0: pod shop/db-0 uses it`. */
export function stageText({ name, awaits }: Stage, standing: readonly Thing[], survey: Survey): string {
  if (awaits.length === 0) return `drain, ${name}: done`;
  const [one] = standing;
  const wait = one === undefined ? '' : `; waits for ${called(one)}: ${whyStanding(one, survey)}`;
  return `drain, ${name}: ${awaits.length - standing.length} of ${awaits.length} gone${wait}`;
}

/** What a stage that did not end left, and why. */
export function hindranceText(thing: Thing, survey: Survey, seconds: number): string {
  return `${called(thing)} is still there after ${Math.round(seconds)} s: ${whyStanding(thing, survey)}`;
}

/** Who or what an object that is to go waits for. */
function whyStanding(thing: Thing, survey: Survey): string {
  if (survey.gaps.some(({ kind }) => kind === thing.kind)) return 'whether it is gone is not known';
  const { finalizers } = thing;
  const pods = survey.runners.filter(({ kind }) => kind === 'pod');
  const users = thing.kind === 'persistentVolumeClaim' ? usersOf(thing, pods).map(called) : [];
  if (users.length > 0) return `${some(users)} still there`;
  if (finalizers.includes(CLEANUP_FINALIZER))
    return 'the cloud controller manager has not removed its load balancer (it waits while that is PENDING; else look whether it runs)';
  if (finalizers.some((one) => one.startsWith(ATTACHER))) return 'it is still attached to a node';
  if (thing.kind === 'volumeAttachment') return 'its volume is not detached yet';
  if (thing.kind === 'persistentVolume') return 'its provisioner has not deleted the volume yet';
  return finalizers.length === 0 ? 'it is being deleted' : `finalizer ${finalizers.join(', ')}`;
}

/** The first few, and how many more. */
function some(texts: readonly string[]): string {
  const rest = texts.length - MOST_NAMED;
  return `${texts.slice(0, MOST_NAMED).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}
