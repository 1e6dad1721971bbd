import type { ClusterStacksSpec } from '../../config/clusterStacksSpec.ts';
import type { Kube } from '../../kubernetes/kube.ts';
import { TroikaError } from '../../model/error.ts';
import {
  CLUSTER,
  CLUSTER_CLASS,
  CLUSTER_LABEL,
  MACHINE,
  OPENSTACK_CLUSTER,
  OPENSTACK_MACHINE,
  OPENSTACK_SERVER,
} from './kinds.ts';
import type { Leaving } from './leaving.ts';
import type { Seen } from './standing.ts';

/**
 * Refuses a server that is no management cluster, before anything is made there.
 * @throws TroikaError usage, naming what is not installed
 */
export async function checkManagement(kube: Kube): Promise<void> {
  const needed = [CLUSTER, CLUSTER_CLASS, OPENSTACK_CLUSTER] as const;
  const known = await Promise.all(needed.map((kind) => kube.knows(kind)));
  const missing = needed.filter((_kind, index) => known[index] !== true);
  if (missing.length === 0) return;
  const names = missing.map((kind) => `${kind.plural}.${kind.group}`).join(', ');
  throw new TroikaError('usage', `${kube.server} is no management cluster for OpenStack: it knows no ${names}`, {
    hint: 'Install Cluster API with its OpenStack provider and the feature gate ClusterTopology there: clusterctl init --infrastructure openstack.',
  });
}

/** What stands of a cluster, read at about one moment. */
export async function lookAtCluster(kube: Kube, cluster: string): Promise<Seen> {
  const where = { namespace: cluster, labels: `${CLUSTER_LABEL}=${cluster}` };
  const [one, infrastructure, machines, infraMachines, servers] = await Promise.all([
    kube.get(CLUSTER, { name: cluster, namespace: cluster }),
    kube.list(OPENSTACK_CLUSTER, where),
    kube.list(MACHINE, where),
    kube.list(OPENSTACK_MACHINE, where),
    kube.list(OPENSTACK_SERVER, where),
  ]);
  return { cluster: one, infrastructure, machines, infraMachines, servers };
}

/** What still stands of a cluster that is being deleted. Undefined when the Cluster is gone. */
export async function leavingOf(kube: Kube, cluster: string): Promise<Leaving | undefined> {
  const [one, machines, infrastructure] = await Promise.all([
    kube.get(CLUSTER, { name: cluster, namespace: cluster }),
    kube.list(MACHINE, { namespace: cluster }),
    kube.list(OPENSTACK_CLUSTER, { namespace: cluster }),
  ]);
  return one === undefined ? undefined : { cluster, machines, infrastructure };
}

/** How many machines a cluster should have. */
export function wantedOf(spec: ClusterStacksSpec): { readonly controlPlanes: number; readonly workers: number } {
  return { controlPlanes: spec.controlPlanes, workers: spec.workers };
}
