import * as z from 'zod';
import type { KubeObject } from '../kubernetes/kube.ts';
import { conditionsOf, saysCondition } from './conditions.ts';
import { sentence, type Sentence } from './sentence.ts';

const Terminated = z.looseObject({
  exitCode: z.number().default(0),
  reason: z.string().default(''),
  message: z.string().default(''),
});
const State = z.looseObject({
  waiting: z.looseObject({ reason: z.string().default(''), message: z.string().default('') }).optional(),
  terminated: Terminated.optional(),
});
const Container = z.looseObject({
  name: z.string(),
  restartCount: z.number().default(0),
  state: State.optional(),
  lastState: State.optional(),
});
type Container = z.output<typeof Container>;

const Status = z.looseObject({
  phase: z.string().default(''),
  reason: z.string().default(''),
  message: z.string().default(''),
  initContainerStatuses: z.array(Container).default([]),
  containerStatuses: z.array(Container).default([]),
});

/** What a container waits for when nothing is wrong. */
const BEGINS: readonly string[] = ['ContainerCreating', 'PodInitializing'];
const MANY_RESTARTS = 3;

/** The containers of a pod that have a state, with how often each was started again. Pure. */
export function containersOf({ status }: KubeObject): readonly { readonly name: string; readonly restarts: number }[] {
  const read = Status.safeParse(status).data;
  return [...(read?.initContainerStatuses ?? []), ...(read?.containerStatuses ?? [])].map((one) => ({
    name: one.name,
    restarts: one.restartCount,
  }));
}

/** Why a pod does not run, or does not stay. Pure. */
export function podSentences(pod: KubeObject): readonly Sentence[] {
  const read = Status.safeParse(pod.status);
  if (!read.success) return [];
  const { phase, reason, message, initContainerStatuses, containerStatuses } = read.data;
  const name = `pod ${pod.metadata.namespace ?? ''}/${pod.metadata.name}`;
  const containers = [...initContainerStatuses, ...containerStatuses].flatMap((one) => containerSentences(one, name));
  if (phase === 'Failed') return [sentence(3, `${name} failed (${reason}): ${message}`), ...containers];
  if (phase !== 'Pending') return containers;
  const unplaced = conditionsOf(pod).find(({ type, status }) => type === 'PodScheduled' && status !== 'True');
  if (unplaced !== undefined) return [sentence(3, `${name} is Pending${saysCondition(unplaced)}`)];
  return containers.length > 0
    ? containers
    : [sentence(2, `${name} is Pending since ${pod.metadata.creationTimestamp}`)];
}

function containerSentences({ name, restartCount, state, lastState }: Container, pod: string): readonly Sentence[] {
  const of = `${pod}, container ${name}`;
  const waiting = state?.waiting;
  const ended = state?.terminated ?? lastState?.terminated;
  const last = ended === undefined ? '' : `; it ended last with ${ended.exitCode} ${ended.reason} ${ended.message}`;
  if (waiting !== undefined && !BEGINS.includes(waiting.reason))
    return [sentence(3, `${of} waits: ${waiting.reason}: ${waiting.message}${last}`)];
  if (state?.terminated !== undefined && state.terminated.exitCode !== 0)
    return [sentence(2, `${of} does not run${last}`)];
  return restartCount < MANY_RESTARTS ? [] : [sentence(2, `${of} was started again ${restartCount} times${last}`)];
}
