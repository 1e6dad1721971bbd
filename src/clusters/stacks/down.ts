import { join } from 'node:path';
import type { KubeTarget } from '../../kubernetes/kubeconfig.ts';
import { isNoAnswer } from '../../kubernetes/kubeError.ts';
import { journalled } from '../../kubernetes/journalled.ts';
import { openKube, type OpenKube } from '../../kubernetes/open.ts';
import { says } from '../../model/error.ts';
import { createLister } from '../../openstack/lister.ts';
import { drain } from '../drain/drain.ts';
import type { TakenDown } from '../provisioner.ts';
import type { DownContext } from './downContext.ts';
import { CLUSTER, NAMESPACE } from './kinds.ts';
import { saysLeaving, stateOf } from './leaving.ts';
import { letGoOfImages } from './letGoOfImages.ts';
import { isPowerless, releaseFinalizers } from './powerless.ts';
import { leavingOf } from './site.ts';
import { fetchKubeconfig, KUBECONFIG } from './workload.ts';

const LOOK_MS = 3000;

/** The drain's share of the time there is, and so long at most. */
const DRAIN_SHARE = 0.5;
const DRAIN_MS = 15 * 60_000;

/**
 * So long nothing may change on the management cluster before its controllers count as stuck: while there are machines, which
 * a busy cloud lets go of slowly, and afterwards, when a load balancer that nobody removes holds the network.
 */
const MACHINES_MS = 180_000;
const NETWORK_MS = 45_000;

/**
 * Drains a cluster through its own API, deletes its Cluster object, and waits until the controllers have let go of
 * everything; then its namespace goes too. Where the management cluster does not answer, the cluster is drained all the same.
 * @param again the second time: nothing is drained any more
 */
export async function takeDown(target: KubeTarget, context: DownContext, again: boolean): Promise<TakenDown> {
  const management = await opened(target, context);
  if (typeof management === 'string') return { done: false, deleting: false, hindrances: [management] };
  try {
    return await takeDownBy(management, context, again);
  } catch (error) {
    if (!isNoAnswer(error)) throw error;
    const drained = again ? [] : await drainFirst(join(context.folder, KUBECONFIG), context);
    return { done: false, deleting: false, hindrances: [...drained, says(error)] };
  } finally {
    await management.close();
  }
}

async function takeDownBy(management: OpenKube, context: DownContext, again: boolean): Promise<TakenDown> {
  const { cluster, journal } = context;
  const deeds = journalled(management, cluster, 'management', journal);
  const ref = { name: cluster, namespace: cluster };
  const standing = await management.get(CLUSTER, ref);
  if (standing !== undefined) {
    const powerless = await isPowerless(management, context);
    const kubeconfig = await fetchKubeconfig(management, context);
    const mayDrain =
      !again && !powerless && standing.metadata.deletionTimestamp === undefined && kubeconfig !== undefined;
    const hindrances = mayDrain ? await drainFirst(kubeconfig, context) : [];
    await deeds.remove(CLUSTER, ref, { uid: standing.metadata.uid });
    const stuck = await untilGone(management, context, powerless);
    if (stuck !== undefined) return { done: false, deleting: true, hindrances: [...hindrances, stuck] };
  }
  const images = await letGoOfImages(management, context);
  if (images !== undefined) return { done: false, deleting: true, hindrances: [images] };
  const namespace = await management.get(NAMESPACE, { name: cluster });
  if (namespace !== undefined && namespace.metadata.deletionTimestamp === undefined)
    await deeds.remove(NAMESPACE, { name: cluster }, { uid: namespace.metadata.uid });
  return { done: true, deleting: false, hindrances: [] };
}

/** @returns what hindered the drain: forceclean removes that from the cloud's side */
async function drainFirst(kubeconfig: string, context: DownContext): Promise<readonly string[]> {
  const { clock, session, signal, cluster, retained } = context;
  const left = context.deadline - clock.monotonic();
  const deadline = clock.monotonic() + Math.min(left * DRAIN_SHARE, DRAIN_MS);
  const workload = await opened({ kubeconfig }, context);
  if (typeof workload === 'string') return [workload];
  try {
    const tools = { kube: workload, context: { ...context, deadline }, lister: createLister(session, clock, signal) };
    const policy = { pvc: 'delete', retained, before: new Set<string>() } as const;
    return (await drain({ cluster, ...policy }, tools)).hindrances;
  } finally {
    await workload.close();
  }
}

/** The way to an API, or why there is none: a kubeconfig that is gone, or no kubectl. */
async function opened(target: KubeTarget, context: DownContext): Promise<OpenKube | string> {
  return openKube(target, context).catch((error: unknown) => {
    context.signal.throwIfAborted();
    return says(error);
  });
}

/**
 * Waits while something changes.
 * @param powerless see isPowerless: what waits for the controllers is released
 * @returns what is stuck; undefined when the Cluster is gone
 */
async function untilGone(management: OpenKube, context: DownContext, powerless: boolean): Promise<string | undefined> {
  const { cluster, clock, journal, signal } = context;
  let last = '';
  let told = '';
  let changedAt = clock.monotonic();
  for (;;) {
    const leaving = await leavingOf(management, cluster);
    if (leaving === undefined) return undefined;
    if (powerless) await releaseFinalizers(management, context);
    const state = stateOf(leaving);
    if (state !== last) changedAt = clock.monotonic();
    last = state;
    const says = saysLeaving(leaving);
    if (says !== told) await journal.write({ type: 'progress', cluster, phase: 'down', done: 0, total: 0, says });
    told = says;
    const patience = leaving.machines.length > 0 ? MACHINES_MS : NETWORK_MS;
    if (clock.monotonic() - changedAt > patience) return `stuck: ${says}`;
    await clock.sleep(LOOK_MS, signal);
  }
}
