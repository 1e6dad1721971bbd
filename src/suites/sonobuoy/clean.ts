import type { ApiKind, Kube, KubeObject } from '../../kubernetes/kube.ts';
import type { KubeDeeds } from '../../kubernetes/journalled.ts';
import { says } from '../../model/error.ts';
import type { Clock } from '../../io/clock.ts';
import { POD } from './watch.ts';

const NAMESPACE: ApiKind = { group: '', plural: 'namespaces', namespaced: false };
const CLUSTER_WIDE: readonly ApiKind[] = ['clusterrolebindings', 'clusterroles'].map((plural) => ({
  group: 'rbac.authorization.k8s.io',
  plural,
  namespaced: false,
}));

const POLL_MS = 1000;

/**
 * Takes away what a run made: its namespace with all in it, its cluster roles and their bindings, by the labels that Sonobuoy gave them
 * (vmware-tanzu/sonobuoy, pkg/client/delete.go), and the namespaces of its tests, by the id that e2e.test drew and wrote on each
 * (kubernetes/kubernetes, test/e2e/framework/util.go). Nothing of another run. Ends when all is gone, or with the signal.
 * @returns what is left, and why; undefined: nothing
 */
export async function clean(
  kube: Kube,
  deeds: KubeDeeds,
  namespace: string,
  clock: Clock,
  signal: AbortSignal,
): Promise<string | undefined> {
  try {
    // Its rights go first, so that its tests make nothing more.
    const labels = `component=sonobuoy,namespace=${namespace}`;
    for (const kind of CLUSTER_WIDE)
      for (const { metadata } of await kube.list(kind, { labels })) await deeds.remove(kind, metadata, metadata);
    const runs = await testRuns(kube, namespace, clock, signal);
    const own = await kube.get(NAMESPACE, { name: namespace });
    const tests = (await Promise.all(runs.map((run) => kube.list(NAMESPACE, { labels: `e2e-run=${run}` })))).flat();
    let left: readonly KubeObject[] = [...(own === undefined ? [] : [own]), ...tests];
    for (const { metadata } of left) await deeds.remove(NAMESPACE, { name: metadata.name }, metadata);
    while (left.length > 0) {
      const now = await Promise.all(left.map((one) => isThere(kube, one)));
      left = left.filter((_one, index) => now[index]);
      if (left.length > 0 && signal.aborted)
        return `left: ${left.map((one) => `namespace ${one.metadata.name}`).join(', ')}`;
      if (left.length > 0) await clock.sleep(POLL_MS, signal).catch(() => undefined);
    }
    return undefined;
  } catch (error) {
    return `left: perhaps namespace ${namespace} and what belongs to it (${says(error)})`;
  }
}

async function isThere(kube: Kube, { metadata }: KubeObject): Promise<boolean> {
  const found = await kube.get(NAMESPACE, { name: metadata.name });
  return found?.metadata.uid === metadata.uid;
}

const HEAD = 256 * 1024;
const LOG_MS = 10_000;

/** The ids that the processes of e2e.test say at their start (kubernetes/kubernetes, test/e2e/e2e.go). */
async function testRuns(kube: Kube, namespace: string, clock: Clock, signal: AbortSignal): Promise<readonly string[]> {
  const ids = new Set<string>();
  for (const { metadata } of await kube.list(POD, { namespace, labels: 'sonobuoy-plugin=e2e' })) {
    const path = `/api/v1/namespaces/${namespace}/pods/${metadata.name}/log?container=e2e&limitBytes=${HEAD}`;
    const over = new AbortController();
    // A container that has not begun has no log; one whose node is gone has none any more, and to find that out takes long.
    const head = await Promise.race([
      kube.text(path).catch(() => ''),
      clock.sleep(LOG_MS, AbortSignal.any([signal, over.signal])).then(
        () => '',
        () => '',
      ),
    ]);
    over.abort();
    for (const [, id = ''] of head.matchAll(/Starting e2e run "([0-9a-f-]{36})"/g)) ids.add(id);
  }
  return [...ids];
}
