import type { Clock } from '../../io/clock.ts';
import type { KubeDeeds } from '../../kubernetes/journalled.ts';
import type { ApiKind, Kube, ObjectRef } from '../../kubernetes/kube.ts';
import { says } from '../../model/error.ts';
import { POD } from './pod.ts';

export const NAMESPACE: ApiKind = { group: '', plural: 'namespaces', namespaced: false };
export const PODS = core('pods');
/** The label of a namespace with the id that the process of its test drew (kubernetes/kubernetes, test/e2e/framework/util.go). */
export const E2E_RUN = 'e2e-run';

/** What is to be taken away. */
export interface Traces {
  readonly namespace: string;
  /** The namespace was there before, and stays. */
  readonly lent: boolean;
  /** Ids of the tests' processes. */
  readonly testRuns: readonly string[];
}

interface Trace extends ObjectRef {
  readonly kind: ApiKind;
}

const POLL_MS = 1000;

/**
 * Takes away what hydrophone and its tests made, as far as it stands, and waits until it is gone. Ends with the signal at the latest.
 * @returns what is left; undefined: nothing
 */
export async function clean(
  kube: Kube,
  deeds: KubeDeeds,
  traces: Traces,
  { clock, signal }: { readonly clock: Clock; readonly signal: AbortSignal },
): Promise<string | undefined> {
  for (;;) {
    const left = await takeAway(kube, deeds, traces).then(
      (found) => found.map(({ kind, name }) => `${kind.plural} ${name}`).join(', '),
      (error: unknown) => `perhaps namespace ${traces.namespace} and what belongs to it (${says(error)})`,
    );
    if (left === '') return undefined;
    if (signal.aborted) return `left in the cluster: ${left}`;
    await clock.sleep(POLL_MS, signal).catch(() => undefined);
  }
}

/** One round. @returns what stood at its beginning */
async function takeAway(kube: Kube, deeds: KubeDeeds, traces: Traces): Promise<readonly Trace[]> {
  const found: Trace[] = [];
  for (const trace of [...ownOf(traces), ...(await ofTests(kube, traces.testRuns))]) {
    const object = await kube.get(trace.kind, trace);
    if (object === undefined) continue;
    found.push(trace);
    if (object.metadata.deletionTimestamp === undefined) await deeds.remove(trace.kind, trace, object.metadata);
  }
  return found;
}

/** What hydrophone makes, by its names (kubernetes-sigs/hydrophone, pkg/conformance/const.go). */
function ownOf({ namespace, lent }: Traces): readonly Trace[] {
  const account = 'conformance-serviceaccount';
  const inside = [
    { kind: core('serviceaccounts'), name: account, namespace },
    { kind: core('configmaps'), name: 'repo-list-config', namespace },
  ];
  return [
    { kind: PODS, name: POD, namespace },
    { kind: rbac('clusterrolebindings'), name: `${account}-role:${namespace}` },
    { kind: rbac('clusterroles'), name: `${account}:${namespace}` },
    ...(lent ? inside : [{ kind: NAMESPACE, name: namespace }]),
  ];
}

async function ofTests(kube: Kube, runs: readonly string[]): Promise<readonly Trace[]> {
  const found = await Promise.all(runs.map((run) => kube.list(NAMESPACE, { labels: `${E2E_RUN}=${run}` })));
  return found.flat().map(({ metadata }) => ({ kind: NAMESPACE, name: metadata.name }));
}

function core(plural: string): ApiKind {
  return { group: '', plural, namespaced: true };
}

function rbac(plural: string): ApiKind {
  return { group: 'rbac.authorization.k8s.io', plural, namespaced: false };
}
