import { z } from 'zod';
import type { KubeObject } from '../../kubernetes/kube.ts';

/** What hydrophone calls its pod and the container with the tests (kubernetes-sigs/hydrophone, pkg/conformance/const.go). */
export const POD = 'e2e-conformance-test';
const TESTS = 'conformance-container';

/** The pod with the tests, as it was seen last. */
export interface TestPod {
  readonly phase: string;
  /** It is gone, or will run no more: evicted, or its node is lost. */
  readonly over: boolean;
  /** How the container with the tests ended; undefined: it has not. */
  readonly ended: { readonly exitCode: number; readonly says: string } | undefined;
  /** What is wrong with it, in Kubernetes' words. */
  readonly trouble: string | undefined;
}

const State = z.looseObject({
  waiting: z.looseObject({ reason: z.string().default(''), message: z.string().default('') }).exactOptional(),
  terminated: z
    .looseObject({ exitCode: z.int(), reason: z.string().default(''), message: z.string().default('') })
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

/** Waiting that every container does. */
const USUAL = new Set(['ContainerCreating', 'PodInitializing']);

/** What is known of the pod when it is seen again. Pure. @param gone it is not there any more; `object` may say nothing but its name */
export function seenAgain(before: TestPod | undefined, object: KubeObject, gone: boolean): TestPod {
  const now = readTestPod(object, gone);
  const trouble = gone ? (before?.trouble ?? now.trouble) : now.trouble;
  return { ...now, ended: now.ended ?? before?.ended, trouble };
}

function readTestPod({ status }: KubeObject, gone: boolean): TestPod {
  const read = Status.safeParse(status ?? {});
  if (!read.success) return { phase: 'Unknown', over: gone, ended: undefined, trouble: gone ? GONE : undefined };
  const { phase, reason, message, conditions, containerStatuses } = read.data;
  const state = containerStatuses.find(({ name }) => name === TESTS)?.state;
  const { terminated } = state ?? {};
  const failed = phase === 'Failed' || phase === 'Succeeded';
  const waiting = containerStatuses.find(
    ({ state: { waiting } }) => waiting !== undefined && !USUAL.has(waiting.reason),
  );
  const unscheduled = conditions.find(({ type, status }) => type === 'PodScheduled' && status === 'False');
  const troubles = [
    failed && reason !== '' ? `the pod is ${phase}: ${sentence(reason, message)}` : undefined,
    waiting === undefined
      ? undefined
      : `${waiting.name} waits: ${sentence(waiting.state.waiting?.reason ?? '', waiting.state.waiting?.message ?? '')}`,
    unscheduled === undefined ? undefined : `not scheduled: ${sentence(unscheduled.reason, unscheduled.message)}`,
    failed ? `the pod is ${phase}` : undefined,
    gone ? GONE : undefined,
  ];
  return {
    phase,
    over: gone || failed,
    ended:
      terminated === undefined
        ? undefined
        : {
            exitCode: terminated.exitCode,
            says: `its container ended with exit code ${terminated.exitCode}${terminated.reason === '' ? '' : ` (${sentence(terminated.reason, terminated.message)})`}`,
          },
    trouble: troubles.find((trouble) => trouble !== undefined),
  };
}

const GONE = 'the pod is gone';

function sentence(reason: string, message: string): string {
  return [reason, message].filter((text) => text !== '').join(': ');
}
