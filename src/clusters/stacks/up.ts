import { openKube, type OpenKube } from '../../kubernetes/open.ts';
import { journalled, type KubeDeeds } from '../../kubernetes/journalled.ts';
import { isNoAnswer, hasKubeStatus } from '../../kubernetes/kubeError.ts';
import type { Kube, Manifest } from '../../kubernetes/kube.ts';
import type { ClusterStacksSpec } from '../../config/clusterStacksSpec.ts';
import { TroikaError } from '../../model/error.ts';
import type { ProvisionContext } from '../provisioner.ts';
import type { ControllerLogin } from './cloudTexts.ts';
import { NODE } from './kinds.ts';
import {
  classManifests,
  cloudConfigManifest,
  cloudSecretManifest,
  clusterManifest,
  namespaceManifest,
} from './manifests.ts';
import { nodesLack } from '../nodes.ts';
import { lookAtCluster, wantedOf } from './site.ts';
import type { StackFolder } from './stackFolder.ts';
import { standing, type Seen, type Standing } from './standing.ts';
import { fetchKubeconfig } from './workload.ts';

/** Between two looks at what the controllers have done. */
const LOOK_MS = 3000;

/** So long a kind that was just applied may need to be known. */
const KIND_PATIENCE_MS = 30_000;

export interface Making {
  readonly spec: ClusterStacksSpec;
  readonly stack: StackFolder;
  readonly login: ControllerLogin;
  readonly management: Kube;
  readonly context: ProvisionContext;
}

/** A cluster that stands, and the file by which it is reached. */
export interface Made {
  readonly kubeconfig: string;
  readonly seen: Seen;
}

/**
 * Makes the cluster's objects on its management cluster and waits until it stands: machines, addons, nodes.
 * @throws TroikaError broken when a controller gives up; KubeError; the signal's reason
 */
export async function makeCluster(making: Making): Promise<Made> {
  const { spec, stack, login, management, context } = making;
  const { cluster, journal, externalNetworkId } = context;
  const wanted = clusterManifest(spec, stack, cluster, externalNetworkId);
  const deeds = journalled(management, cluster, 'management', journal);
  await deeds.apply(namespaceManifest(cluster));
  await deeds.apply(cloudSecretManifest(cluster, login));
  for (const manifest of classManifests(stack, cluster)) await deeds.apply(manifest);
  await deeds.apply(wanted);
  await until(making, (now) => now.initialised);
  const kubeconfig = await fetchKubeconfig(management, context);
  if (kubeconfig === undefined)
    throw new TroikaError('broken', `${cluster} is initialised and has no kubeconfig`, { class: 'provision' });
  const workload = await openKube({ kubeconfig }, context);
  try {
    await untilAnswers(workload, context);
    await applyAddons(making, workload);
    const seen = await until(making, (now) => now.complete);
    await untilNodesReady(making, workload);
    return { kubeconfig, seen };
  } finally {
    await workload.close();
  }
}

/** Looks until what stands is enough, and tells each change in words. */
async function until(making: Making, enough: (now: Standing) => boolean): Promise<Seen> {
  const { spec, management, context } = making;
  const { cluster, clock, signal } = context;
  let last = '';
  for (;;) {
    const seen = await lookAtCluster(management, cluster);
    const now = standing(seen, wantedOf(spec));
    if (now.failed !== undefined)
      throw new TroikaError('broken', `${cluster}: its controller gave up: ${now.failed}`, { class: 'provision' });
    if (now.says !== last) await tell(context, now);
    last = now.says;
    if (enough(now)) return seen;
    await clock.sleep(LOOK_MS, signal);
  }
}

function tell(
  { journal, cluster }: ProvisionContext,
  { done, total, says }: Pick<Standing, 'done' | 'total' | 'says'>,
): Promise<unknown> {
  return journal.write({ type: 'progress', cluster, phase: 'up', done, total, says });
}

async function untilAnswers(workload: OpenKube, { clock, signal }: ProvisionContext): Promise<void> {
  for (;;) {
    try {
      await workload.text('/readyz');
      return;
    } catch (error) {
      if (!isNoAnswer(error) && !hasKubeStatus(error, 500)) throw error;
    }
    await clock.sleep(LOOK_MS, signal);
  }
}

/** The cluster's own cloud configuration, then its addons in the order of their files. */
async function applyAddons({ stack, login, context }: Making, workload: OpenKube): Promise<void> {
  const deeds = journalled(workload, context.cluster, 'workload', context.journal);
  await deeds.apply(cloudConfigManifest(context.cluster, login, context.externalNetworkId));
  for (const [index, { file, manifests }] of stack.addons.entries()) {
    const says = `addon ${file}`;
    await tell(context, { done: index, total: stack.addons.length, says });
    for (const manifest of manifests) await applyKnown(deeds, manifest, context);
  }
}

/** A kind that an earlier manifest defines is known a moment later. */
async function applyKnown(deeds: KubeDeeds, manifest: Manifest, { clock, signal }: ProvisionContext): Promise<void> {
  for (const begun = clock.monotonic(); ;) {
    try {
      await deeds.apply(manifest);
      return;
    } catch (error) {
      if (!hasKubeStatus(error, 404) || clock.monotonic() > begun + KIND_PATIENCE_MS) throw error;
    }
    await clock.sleep(1000, signal);
  }
}

async function untilNodesReady({ spec, context }: Making, workload: OpenKube): Promise<void> {
  const wanted = spec.controlPlanes + spec.workers;
  let last = '';
  for (;;) {
    const nodes = await workload.list(NODE);
    const lack = nodesLack(nodes, wanted);
    if (lack === undefined) return;
    if (lack !== last) await tell(context, { done: 0, total: 0, says: lack });
    last = lack;
    await context.clock.sleep(LOOK_MS, context.signal);
  }
}
