import { journalled } from '../../kubernetes/journalled.ts';
import type { Kube } from '../../kubernetes/kube.ts';
import { CLUSTER_ROLE_BINDINGS, CLUSTER_ROLES, namespaced, NAMESPACES, PODS } from '../e2e/kinds.ts';
import { named, ofTestRuns, takeAway, type Find } from '../e2e/takeAway.ts';
import { tidyUp } from '../e2e/tidy.ts';
import { PROGRAM_IN_IMAGE } from '../e2e/traces.ts';
import type { SuiteContext } from '../suite.ts';
import { POD } from './pod.ts';

/** What is to be taken away. */
export interface Traces {
  readonly namespace: string;
  /** The namespace was there before, and stays. */
  readonly lent: boolean;
  /** Ids of the tests' processes. */
  readonly testRuns: readonly string[];
  /** What stood before of the kinds that tests make; undefined: they came to their end, and took away what they made. */
  readonly before: ReadonlySet<string> | undefined;
}

/**
 * Takes away what hydrophone and its tests made, as far as it stands, and waits until it is gone. Ends with the signal at the latest.
 * @returns what is left, in words
 */
export async function clean(
  kube: Kube,
  cluster: string,
  traces: Traces,
  { journal, clock, signal }: Pick<SuiteContext, 'journal' | 'clock' | 'signal'>,
): Promise<readonly string[]> {
  const deeds = journalled(kube, cluster, 'workload', journal);
  const { before, testRuns } = traces;
  const tests = before === undefined ? undefined : { program: PROGRAM_IN_IMAGE, before, cluster };
  // Its rights go first, so that its tests make nothing more.
  const rights = await takeAway(rightsOf(kube, traces), deeds, { clock, signal });
  const left = await Promise.all([
    takeAway([...ownOf(kube, traces), ...ofTestRuns(kube, testRuns)], deeds, { clock, signal }),
    tests === undefined ? [] : tidyUp(kube, tests, { journal, clock, all: signal }),
  ]);
  return [...new Set([...rights, ...left.flat()])];
}

/** What hydrophone makes, by its names (kubernetes-sigs/hydrophone, pkg/conformance/const.go). */
const ACCOUNT = 'conformance-serviceaccount';

function rightsOf(kube: Kube, { namespace }: Traces): readonly Find[] {
  return [
    named(kube, CLUSTER_ROLE_BINDINGS, { name: `${ACCOUNT}-role:${namespace}` }),
    named(kube, CLUSTER_ROLES, { name: `${ACCOUNT}:${namespace}` }),
  ];
}

function ownOf(kube: Kube, { namespace, lent }: Traces): readonly Find[] {
  const inside = [
    named(kube, namespaced('serviceaccounts'), { name: ACCOUNT, namespace }),
    named(kube, namespaced('configmaps'), { name: 'repo-list-config', namespace }),
  ];
  return [
    named(kube, PODS, { name: POD, namespace }),
    ...(lent ? inside : [named(kube, NAMESPACES, { name: namespace })]),
  ];
}
