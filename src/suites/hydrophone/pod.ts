import type { KubeObject } from '../../kubernetes/kube.ts';
import { readPod } from '../e2e/pod.ts';

/** What hydrophone calls its pod and the container with the tests (kubernetes-sigs/hydrophone, pkg/conformance/const.go). */
export const POD = 'e2e-conformance-test';
const TESTS = 'conformance-container';

/** The pod with the tests, as it was seen last. */
export interface TestPod {
  readonly phase: string;
  /** It is gone, or will run no more: evicted, its node is lost, or its image can never come. */
  readonly over: boolean;
  /** How the container with the tests ended; undefined: it has not. */
  readonly ended: { readonly exitCode: number; readonly says: string } | undefined;
  /** What is wrong with it, in Kubernetes' words. */
  readonly trouble: string | undefined;
}

/** What is known of the pod when it is seen again. Pure. @param gone it is not there any more; `object` may say nothing but its name */
export function seenAgain(before: TestPod | undefined, object: KubeObject, gone: boolean): TestPod {
  const pod = readPod(object);
  const { phase, over } = pod;
  const end = pod.ended.find(({ container }) => container === TESTS);
  const says = end && `its container ended with exit code ${end.exitCode} (${end.why})`;
  const now = over ? [`the pod is ${phase}`, pod.trouble].filter((part) => part !== undefined).join(': ') : pod.trouble;
  return {
    phase,
    over: gone || over,
    ended: end === undefined || says === undefined ? before?.ended : { exitCode: end.exitCode, says },
    trouble: gone ? (before?.trouble ?? now ?? 'the pod is gone') : now,
  };
}
