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
  /** Those of its containers that have ended. */
  readonly ended: readonly { readonly container: string; readonly exitCode: number; readonly why: string }[];
}

const Reason = z.looseObject({ reason: z.string().default(''), message: z.string().default('') });

const State = z.looseObject({
  waiting: Reason.exactOptional(),
  terminated: Reason.extend({ exitCode: z.int() }).exactOptional(),
});

const Status = Reason.extend({
  phase: z.string().default('Unknown'),
  conditions: z.array(Reason.extend({ type: z.string(), status: z.string() })).default([]),
  containerStatuses: z.array(z.looseObject({ name: z.string(), state: State.default({}) })).default([]),
});

/** Reasons to wait for a container which no time cures (kubernetes/kubernetes, pkg/kubelet/images/types.go). */
const HOPELESS = new Set(['InvalidImageName', 'ErrImageNeverPull']);
/** A container that is only about to start. */
const NORMAL = new Set(['ContainerCreating', 'PodInitializing']);

/** Reads a pod. Pure. @throws never: what it does not know of a pod's status is no trouble */
export function readPod({ metadata: { name }, status }: KubeObject): Pod {
  const read = Status.safeParse(status ?? {});
  if (!read.success) return { name, phase: 'Unknown', trouble: undefined, over: false, ended: [] };
  const { phase, reason, message, conditions, containerStatuses } = read.data;
  const over = phase === 'Failed' || phase === 'Succeeded';
  const waits = containerStatuses.flatMap(({ name: container, state: { waiting } }) =>
    waiting === undefined || NORMAL.has(waiting.reason) ? [] : [{ container, ...waiting }],
  );
  const [wait] = waits;
  const unscheduled = conditions.find((one) => one.type === 'PodScheduled' && one.status === 'False');
  const troubles = [
    over && reason !== '' ? sentence(reason, message) : undefined,
    wait && `container ${wait.container} waits: ${sentence(wait.reason, wait.message)}`,
    unscheduled && `not scheduled: ${sentence(unscheduled.reason, unscheduled.message)}`,
  ];
  return {
    name,
    phase,
    trouble: troubles.find((trouble) => trouble !== undefined),
    over: over || waits.some((one) => HOPELESS.has(one.reason)),
    ended: containerStatuses.flatMap(({ name: container, state: { terminated } }) =>
      terminated === undefined
        ? []
        : [{ container, exitCode: terminated.exitCode, why: sentence(terminated.reason, terminated.message) }],
    ),
  };
}

function sentence(reason: string, message: string): string {
  return [reason, message].filter((text) => text !== '').join(': ') || 'it does not say why';
}
