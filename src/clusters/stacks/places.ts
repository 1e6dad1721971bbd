import type { KubePlace } from '../../kubernetes/place.ts';
import type { KubeTarget } from '../../kubernetes/kubeconfig.ts';
import {
  CLUSTER,
  CONTROL_PLANE,
  KUBEADM_CONFIG,
  MACHINE,
  MACHINE_DEPLOYMENT,
  MACHINE_SET,
  OPENSTACK_CLUSTER,
  OPENSTACK_MACHINE,
  OPENSTACK_SERVER,
} from './kinds.ts';

/** Label of the controllers of Cluster API and its providers (cluster-api config/manager, clusterctl). */
const PROVIDERS = 'cluster.x-k8s.io/provider';

/**
 * Where a failed cluster is looked at: its namespace on the management cluster, and all of its own API. Pure.
 * @param own its own kubeconfig, which may not be there yet
 */
export function placesOf(cluster: string, management: KubeTarget, own: KubeTarget): readonly KubePlace[] {
  const kinds = [
    CLUSTER,
    OPENSTACK_CLUSTER,
    CONTROL_PLANE,
    MACHINE,
    OPENSTACK_MACHINE,
    OPENSTACK_SERVER,
    KUBEADM_CONFIG,
    MACHINE_DEPLOYMENT,
    MACHINE_SET,
  ];
  return [
    {
      name: 'management',
      target: management,
      namespaces: { is: 'named', names: [cluster] },
      kinds,
      controllers: PROVIDERS,
    },
    { name: 'cluster', target: own, namespaces: { is: 'all' }, kinds: [] },
  ];
}
