import type { Context } from '../../io/context.ts';
import type { ApiKind, Kube } from '../../kubernetes/kube.ts';
import { KubeError } from '../../kubernetes/kubeError.ts';
import { says, TroikaError } from '../../model/error.ts';
import { answered } from '../drain/silence.ts';
import { survey } from '../drain/survey.ts';
import type { Access } from '../provisioner.ts';
import { beforeOf } from './before.ts';
import { notReady } from '../nodes.ts';

interface Spec {
  /** Path of the kubeconfig. */
  readonly kubeconfig: string;
  readonly context?: string | undefined;
}

/** A cluster that was found in order. */
export interface Existing {
  readonly access: Access;
  /** Uids of what stood in it, sorted; a drain leaves that alone. To be kept for whoever cleans up later. */
  readonly before: readonly string[];
}

const NODES: ApiKind = { group: '', plural: 'nodes', namespaced: false };

/**
 * Looks whether a cluster that stands already can be tested, and what is in it. Changes nothing.
 * @throws TroikaError broken (provision) when its API is not ready, or nodes are not; refused when what stands in it cannot
 *   be read whole; the signal's reason when that ended it
 */
export async function lookAtExisting(
  spec: Spec,
  cluster: string,
  kube: Pick<Kube, 'server' | 'list' | 'text'>,
  context: Context,
): Promise<Existing> {
  try {
    await answered(context, () => kube.text('/readyz'));
    const nodes = await answered(context, () => kube.list(NODES));
    const unready = notReady(nodes);
    if (nodes.length === 0) throw broken(`the cluster at ${kube.server} has no nodes`);
    if (unready.length > 0)
      throw broken(
        `${unready.length} of ${nodes.length} nodes of the cluster at ${kube.server} are not Ready: ${unready.join(', ')}`,
      );
    const before = beforeOf(await survey({ kube, context }));
    const expected = { servers: [], loadBalancers: [] };
    const { kubeconfig, context: named } = spec;
    const way = named === undefined ? { kubeconfig } : { kubeconfig, context: named };
    return { access: { cluster, ids: {}, endpoint: kube.server, ...way, expected }, before };
  } catch (error) {
    context.signal.throwIfAborted();
    if (!(error instanceof KubeError)) throw error;
    throw broken(`the API at ${kube.server} is not ready: ${says(error)}`);
  }
}

function broken(message: string): TroikaError {
  const hint = 'This cluster was there before; Troika does not repair it. See: kubectl get nodes';
  return new TroikaError('broken', message, { class: 'provision', hint });
}
