import { journalled, type KubeDeeds } from '../../kubernetes/journalled.ts';
import type { Kube } from '../../kubernetes/kube.ts';
import type { SuiteContext } from '../suite.ts';
import { NAMESPACES, PODS } from './kinds.ts';
import { startLimit } from './limit.ts';
import { takeAway } from './takeAway.ts';
import { TRACED, writtenBy } from './traces.ts';

/** How long what tests made may take to go. */
const GONE_MS = 35_000;

/** Everything of the traced kinds by its uid. */
export async function standing(kube: Kube): Promise<ReadonlySet<string>> {
  const lists = await Promise.all(TRACED.map((kind) => kube.list(kind)));
  return new Set(lists.flat().map((one) => one.metadata.uid));
}

/**
 * Takes away what a program of this file name made in the cluster since `before`, and waits until it is gone.
 * @returns what is still there, in words
 */
export async function tidyUp(
  kube: Kube,
  {
    program,
    before,
    cluster,
  }: { readonly program: string; readonly before: ReadonlySet<string>; readonly cluster: string },
  { journal, clock, all }: Pick<SuiteContext, 'journal' | 'clock' | 'all'>,
): Promise<readonly string[]> {
  const deeds = journalled(kube, cluster, 'workload', journal);
  const finds = TRACED.map((kind) => async () => {
    const found = await kube.list(kind);
    const ours = found.filter((one) => !before.has(one.metadata.uid) && writtenBy(one, program));
    if (kind === NAMESPACES) for (const { metadata } of ours) await letGo(kube, deeds, metadata.name);
    return ours.map((object) => ({ kind, object }));
  });
  const limit = startLimit(GONE_MS, clock);
  const signal = AbortSignal.any([all, limit.signal]);
  try {
    return await takeAway(finds, deeds, { clock, signal });
  } finally {
    await limit.end();
  }
}

/** With this a test holds a pod, and so its own namespace, until it lets go (kubernetes/kubernetes, test/e2e/apimachinery/namespace.go). */
const HOLD = 'e2e.example.com/finalizer';

/** Lets go of the pods of a namespace that a test, which is over, would hold for ever. */
async function letGo(kube: Kube, deeds: KubeDeeds, namespace: string): Promise<void> {
  for (const { metadata } of await kube.list(PODS, { namespace })) {
    const { finalizers = [] } = metadata;
    const others = finalizers.filter((one) => one !== HOLD);
    if (others.length < finalizers.length) await deeds.patch(PODS, metadata, { metadata: { finalizers: others } });
  }
}
