import type { Context } from '../../io/context.ts';
import type { Kube } from '../../kubernetes/kube.ts';
import { says } from '../../model/error.ts';
import type { HandedOver } from '../../model/event.ts';
import { refKey, type Ref } from '../../model/resource.ts';
import type { Lister } from '../../openstack/lister.ts';
import { sightings } from '../sightings.ts';
import { carryOut } from './carryOut.ts';
import type { Survey } from './objects.ts';
import { planDrain, type DrainPlan } from './plan.ts';
import type { DrainPolicy, Kept } from './policy.ts';
import { floatingIpsOf, proveGone } from './prove.ts';
import { isSilence } from './silence.ts';
import type { Stage } from './step.ts';
import { survey } from './survey.ts';
import { planText } from './words.ts';

export interface DrainRequest extends DrainPolicy {
  /** Under whose name the journal keeps it. */
  readonly cluster: string;
}

export interface DrainTools {
  readonly kube: Pick<Kube, 'server' | 'list' | 'patch' | 'remove'>;
  /** Its deadline is the drain's own. */
  readonly context: Context;
  /** Lists OpenStack; without it nothing is proved gone there. */
  readonly lister?: Lister;
}

export interface Drained {
  /** False when the API did not answer, or stopped doing so: then the rest is what was known until then. */
  readonly answered: boolean;
  /** Everything that was to go is gone, here and, as far as ids were seen, in OpenStack. */
  readonly drained: boolean;
  /** What stays in OpenStack by policy. */
  readonly handedOver: readonly HandedOver[];
  /** What stays in the cluster, or for another reason. */
  readonly kept: readonly Kept[];
  /** What would not go, in words. */
  readonly hindrances: readonly string[];
}

/** What is known so far; filled while the drain goes on. */
interface Course {
  readonly seen: Set<string>;
  /** Steps that were sent, and things that were given up: neither is tried again. */
  readonly sent: Set<string>;
  readonly givenUp: Set<string>;
  readonly handedOver: Map<string, HandedOver>;
  readonly gone: Map<string, Ref>;
  readonly hindrances: Set<string>;
  kept: readonly Kept[];
}

/** Who makes things anew, so often, will not stop. */
const MOST_ROUNDS = 5;

/**
 * Empties a cluster of what its controllers made in OpenStack, while they live: by its API, stage by stage, until a look at
 * it finds nothing new to do; then proves each id gone that was seen. What each stage did not reach in its share of the time
 * is told, and the next begins. What the API tells is written to the ledger before anything is deleted.
 * @throws the signal's reason when that ended it, and the journal's error when it cannot be written; nothing else
 */
export async function drain(request: DrainRequest, tools: DrainTools): Promise<Drained> {
  const { context, kube } = tools;
  const course: Course = {
    seen: new Set(),
    sent: new Set(),
    givenUp: new Set(),
    handedOver: new Map(),
    gone: new Map(),
    hindrances: new Set(),
    kept: [],
  };
  let answered = true;
  try {
    for (let round = 1; await onceThrough(request, tools, course); round += 1) {
      if (round < MOST_ROUNDS) continue;
      course.hindrances.add('somebody makes anew what was deleted');
      break;
    }
  } catch (error) {
    context.signal.throwIfAborted();
    if (!isSilence(error)) throw error;
    answered = false;
    course.hindrances.add(`the API at ${kube.server} does not answer: ${says(error)}`);
  }
  if (answered && tools.lister !== undefined && course.gone.size > 0) {
    const proof = { lister: tools.lister, context };
    for (const text of await proveGone([...course.gone.values()], proof)) course.hindrances.add(text);
  }
  return {
    answered,
    drained: answered && course.hindrances.size === 0 && !course.kept.some(({ leftover }) => leftover),
    handedOver: [...course.handedOver.values()],
    kept: course.kept,
    hindrances: [...course.hindrances],
  };
}

/** One look, and what it asks for. @returns false when that was nothing new */
async function onceThrough(request: DrainRequest, tools: DrainTools, course: Course): Promise<boolean> {
  const { clock, deadline } = tools.context;
  const standing = await survey(tools);
  await writeSightings(request, standing, tools, course);
  const plan = planDrain(standing, request);
  course.kept = plan.kept;
  for (const one of plan.handedOver) course.handedOver.set(refKey(one), one);
  for (const ref of plan.gone) course.gone.set(refKey(ref), ref);
  for (const { kind, why } of standing.gaps) course.hindrances.add(`${kind} ${why}`);
  const stages = plan.stages
    .map((stage) => withoutOld(stage, course))
    .filter(({ steps, awaits }) => steps.length + awaits.length > 0);
  if (stages.length === 0) return false;
  await rememberAddresses(plan, tools, course);
  const tell = teller(request, tools, stages);
  await tell(planText({ ...plan, stages }), 0);
  let done = 0;
  for (const [index, stage] of stages.entries()) {
    const now = clock.monotonic();
    if (now >= deadline) {
      course.hindrances.add(
        `no time was left for: ${stages
          .slice(index)
          .map(({ name }) => name)
          .join(', ')}`,
      );
      return false;
    }
    // One share more, for the proof and for what is made meanwhile.
    const endsAt = now + (deadline - now) / (stages.length - index + 1);
    const before = done;
    const end = await carryOut(stage, endsAt, {
      ...tools,
      cluster: request.cluster,
      tell: (text, gone) => tell(text, before + gone),
    });
    done += stage.awaits.length;
    for (const text of end.hindrances) course.hindrances.add(text);
    for (const uid of end.givenUp) course.givenUp.add(uid);
    for (const step of stage.steps) course.sent.add(stepKey(step));
  }
  return true;
}

function withoutOld(stage: Stage, { sent, givenUp }: Course): Stage {
  return {
    ...stage,
    steps: stage.steps.filter((step) => !sent.has(stepKey(step))),
    awaits: stage.awaits.filter(({ uid }) => !givenUp.has(uid)),
  };
}

function stepKey({ do: deed, thing }: Stage['steps'][number]): string {
  return `${deed} ${thing.uid}`;
}

/** Each once, in so far as it says the same. */
async function writeSightings(
  { cluster, before }: DrainRequest,
  standing: Survey,
  { context }: DrainTools,
  { seen }: Course,
): Promise<void> {
  for (const sighting of sightings(cluster, standing, before)) {
    const key = JSON.stringify(sighting);
    if (seen.has(key)) continue;
    seen.add(key);
    await context.journal.write(sighting);
  }
}

/** A floating IP is known by the load balancer that it leads to, as long as that stands. */
async function rememberAddresses({ gone }: DrainPlan, { lister, context }: DrainTools, course: Course): Promise<void> {
  const balancers = gone.filter(({ kind }) => kind === 'loadBalancer').map(({ id }) => id);
  if (lister === undefined || balancers.length === 0) return;
  const { refs, unlisted } = await floatingIpsOf(balancers, { lister, context });
  for (const ref of refs) course.gone.set(refKey(ref), ref);
  for (const text of unlisted) course.hindrances.add(text);
}

/** Writes progress when there is something new to say. */
function teller(
  { cluster }: DrainRequest,
  { context }: DrainTools,
  stages: readonly Stage[],
): (says: string, done: number) => Promise<void> {
  const total = stages.reduce((sum, { awaits }) => sum + awaits.length, 0);
  let last = '';
  return async (text, done) => {
    if (text === last) return;
    last = text;
    await context.journal.write({ type: 'progress', cluster, phase: 'down', done, total, says: text });
  };
}
