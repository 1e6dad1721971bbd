import type { Clock } from '../../io/clock.ts';
import type { KubeDeeds } from '../../kubernetes/journalled.ts';
import type { Kube } from '../../kubernetes/kube.ts';
import { openKube } from '../../kubernetes/open.ts';
import { says } from '../../model/error.ts';
import { CLUSTER_ROLE_BINDINGS, CLUSTER_ROLES, NAMESPACES, PODS } from '../e2e/kinds.ts';
import { startLimit, within } from '../e2e/limit.ts';
import { rightsFirst } from '../e2e/rightsFirst.ts';
import { labelled, named, ofTestRuns, takeAway } from '../e2e/takeAway.ts';
import { runsIn } from '../e2e/testRuns.ts';
import type { Run } from './carryOut.ts';

/**
 * Takes away what a run made, within its time: its namespace with all in it, its cluster roles and their bindings, by the labels that
 * Sonobuoy gave them (vmware-tanzu/sonobuoy, pkg/client/delete.go), and the namespaces of its tests. Also after an abort, but sooner then,
 * and not when everything must stop. Tests that came to their end took away what they made; of others it goes by the name of their
 * program.
 * @returns what is left, in words
 */
export async function clean(
  { place, pace, context, where, before }: Run,
  completed: boolean,
): Promise<readonly string[]> {
  const { all, clock, redactor, cluster, journal } = context;
  const { namespace } = place;
  const limit = startLimit(context.signal.aborted ? pace.stoppedCleanMs : pace.cleanMs, clock);
  const signal = AbortSignal.any([all, limit.signal]);
  let kube;
  try {
    kube = await openKube(place, { env: where.env, clock, redactor, signal: all });
    const open = kube;
    const labels = `component=sonobuoy,namespace=${namespace}`;
    const rights = [labelled(open, CLUSTER_ROLE_BINDINGS, labels), labelled(open, CLUSTER_ROLES, labels)];
    const own = async (deeds: KubeDeeds): Promise<readonly string[]> => {
      const left: string[] = [];
      const runs = await within(testRuns(open, namespace, clock, signal), signal).catch((error: unknown) => {
        left.push(`perhaps namespaces of its tests (${says(error)})`);
        return [];
      });
      const finds = [named(open, NAMESPACES, { name: namespace }), ...ofTestRuns(open, runs)];
      return [...left, ...(await takeAway(finds, deeds, { clock, signal }))];
    };
    const leavings = { rights, own, before: completed ? undefined : before };
    return await rightsFirst(open, cluster, leavings, { journal, clock, signal });
  } catch (error) {
    return [`perhaps namespace ${namespace} and what belongs to it (${says(error)})`];
  } finally {
    await kube?.close();
    await limit.end();
  }
}

const HEAD = 256 * 1024;
const LOG_MS = 10_000;

/** The ids that the tests' processes drew, by the logs of their pods. */
async function testRuns(kube: Kube, namespace: string, clock: Clock, signal: AbortSignal): Promise<readonly string[]> {
  const ids = new Set<string>();
  for (const { metadata } of await kube.list(PODS, { namespace, labels: 'sonobuoy-plugin=e2e' })) {
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
    for (const id of runsIn(head)) ids.add(id);
  }
  return [...ids];
}
