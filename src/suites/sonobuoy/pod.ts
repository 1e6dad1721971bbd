import { z } from 'zod';
import type { KubeObject } from '../../kubernetes/kube.ts';

/** A pod as far as it says why it does not run. */
export interface Pod {
  readonly name: string;
  readonly phase: string;
  /** What keeps it from running, in Kubernetes' words; undefined: nothing that it says. */
  readonly trouble: string | undefined;
  /** It will not run any more, whatever time passes. */
  readonly over: boolean;
}

const State = z.looseObject({
  waiting: z.looseObject({ reason: z.string().default(''), message: z.string().default('') }).exactOptional(),
  terminated: z
    .looseObject({ reason: z.string().default(''), message: z.string().default(''), exitCode: z.int().default(0) })
    .exactOptional(),
});

const Status = z.looseObject({
  phase: z.string().default('Unknown'),
  reason: z.string().default(''),
  message: z.string().default(''),
  conditions: z
    .array(
      z.looseObject({
        type: z.string(),
        status: z.string(),
        reason: z.string().default(''),
        message: z.string().default(''),
      }),
    )
    .default([]),
  containerStatuses: z.array(z.looseObject({ name: z.string(), state: State.default({}) })).default([]),
});

/** Reasons to wait for a container which no time cures (kubernetes/kubernetes, pkg/kubelet/images/types.go). */
const HOPELESS = new Set(['InvalidImageName', 'ErrImageNeverPull']);
/** A container that is only about to start. */
const NORMAL = new Set(['ContainerCreating', 'PodInitializing']);

/** Reads a pod. Pure. @throws never: what it does not know of a pod's status is no trouble */
export function readPod(object: KubeObject): Pod {
  const read = Status.safeParse(object.status ?? {});
  const name = object.metadata.name;
  if (!read.success) return { name, phase: 'Unknown', trouble: undefined, over: false };
  const { phase, reason, message, conditions, containerStatuses } = read.data;
  const over = phase === 'Failed' || phase === 'Succeeded';
  if (over && reason !== '') return { name, phase, trouble: sentence(reason, message), over };
  for (const { name: container, state } of containerStatuses) {
    const { waiting, terminated } = state;
    if (terminated !== undefined)
      return {
        name,
        phase,
        trouble: `container ${container} ended: ${sentence(terminated.reason, terminated.message)} (exit code ${terminated.exitCode})`,
        over,
      };
    if (waiting !== undefined && !NORMAL.has(waiting.reason))
      return {
        name,
        phase,
        trouble: `container ${container} waits: ${sentence(waiting.reason, waiting.message)}`,
        over: over || HOPELESS.has(waiting.reason),
      };
  }
  const unscheduled = conditions.find((one) => one.type === 'PodScheduled' && one.status === 'False');
  if (unscheduled !== undefined)
    return { name, phase, trouble: `not scheduled: ${sentence(unscheduled.reason, unscheduled.message)}`, over };
  return { name, phase, trouble: over ? `its phase is ${phase}` : undefined, over };
}

function sentence(reason: string, message: string): string {
  return [reason, message].filter((text) => text !== '').join(': ') || 'it does not say why';
}
