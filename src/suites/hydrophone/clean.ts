import type { KubeDeeds } from '../../kubernetes/journalled.ts';
import type { Kube } from '../../kubernetes/kube.ts';
import type { Clock } from '../../io/clock.ts';
import { CLUSTER_ROLE_BINDINGS, CLUSTER_ROLES, namespaced, NAMESPACES, PODS } from '../e2e/kinds.ts';
import { named, ofTestRuns, takeAway, type Find } from '../e2e/takeAway.ts';
import { POD } from './pod.ts';

/** What is to be taken away. */
export interface Traces {
  readonly namespace: string;
  /** The namespace was there before, and stays. */
  readonly lent: boolean;
  /** Ids of the tests' processes. */
  readonly testRuns: readonly string[];
}

/**
 * Takes away what hydrophone and its tests made, as far as it stands, and waits until it is gone. Ends with the signal at the latest.
 * @returns what is left, in words
 */
export function clean(
  kube: Kube,
  deeds: KubeDeeds,
  traces: Traces,
  tools: { readonly clock: Clock; readonly signal: AbortSignal },
): Promise<readonly string[]> {
  return takeAway([...ownOf(kube, traces), ...ofTestRuns(kube, traces.testRuns)], deeds, tools);
}

/** What hydrophone makes, by its names (kubernetes-sigs/hydrophone, pkg/conformance/const.go). */
function ownOf(kube: Kube, { namespace, lent }: Traces): readonly Find[] {
  const account = 'conformance-serviceaccount';
  const inside = [
    named(kube, namespaced('serviceaccounts'), { name: account, namespace }),
    named(kube, namespaced('configmaps'), { name: 'repo-list-config', namespace }),
  ];
  return [
    named(kube, PODS, { name: POD, namespace }),
    named(kube, CLUSTER_ROLE_BINDINGS, { name: `${account}-role:${namespace}` }),
    named(kube, CLUSTER_ROLES, { name: `${account}:${namespace}` }),
    ...(lent ? inside : [named(kube, NAMESPACES, { name: namespace })]),
  ];
}
