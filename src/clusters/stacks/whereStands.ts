import { kubeAddress, type KubeAddress } from '../../kubernetes/kubeconfig.ts';
import { openKube, type KubeTools } from '../../kubernetes/open.ts';
import { says } from '../../model/error.ts';
import { NAMESPACE } from './kinds.ts';

/** On which management clusters something of a cluster stands, and what could not be asked: why, in words. */
export interface StandsAt {
  readonly at: readonly KubeAddress[];
  readonly unasked: readonly string[];
}

/**
 * Looks for a cluster's namespace, which is run-unique as its name is, on the management clusters of kubeconfigs that are at
 * hand. One with several contexts is not asked: nobody has said which of them is meant.
 * @throws the signal's reason
 */
export async function whereStands(
  cluster: string,
  kubeconfigs: readonly string[],
  tools: KubeTools,
): Promise<StandsAt> {
  const at: KubeAddress[] = [];
  const unasked: string[] = [];
  for (const kubeconfig of kubeconfigs) {
    try {
      const address = await kubeAddress({ kubeconfig });
      if (await standsAt(address, cluster, tools)) at.push(address);
    } catch (error) {
      tools.signal.throwIfAborted();
      unasked.push(`whether ${cluster} stands on the management cluster of ${kubeconfig} is not known: ${says(error)}`);
    }
  }
  return { at, unasked };
}

async function standsAt(address: KubeAddress, cluster: string, tools: KubeTools): Promise<boolean> {
  const management = await openKube(address, tools);
  try {
    return (await management.get(NAMESPACE, { name: cluster })) !== undefined;
  } finally {
    await management.close();
  }
}
