import type { KubeDeeds } from '../../kubernetes/journalled.ts';
import type { Kube } from '../../kubernetes/kube.ts';
import { CLUSTER_ROLE_BINDINGS, CLUSTER_ROLES, namespaced, NAMESPACES, PODS } from '../e2e/kinds.ts';
import { rightsFirst } from '../e2e/rightsFirst.ts';
import { named, ofTestRuns, takeAway, type Find } from '../e2e/takeAway.ts';
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
export function clean(
  kube: Kube,
  cluster: string,
  traces: Traces,
  context: Pick<SuiteContext, 'journal' | 'clock' | 'signal'>,
): Promise<readonly string[]> {
  const finds = [...ownOf(kube, traces), ...ofTestRuns(kube, traces.testRuns)];
  const own = (deeds: KubeDeeds): Promise<readonly string[]> => takeAway(finds, deeds, context);
  return rightsFirst(kube, cluster, { rights: rightsOf(kube, traces), own, before: traces.before }, context);
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
