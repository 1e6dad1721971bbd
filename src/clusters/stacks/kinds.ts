import type { ApiKind } from '../../kubernetes/kube.ts';

const kind = (plural: string, group: string, namespaced = true): ApiKind => ({ group, plural, namespaced });

const CAPI = 'cluster.x-k8s.io';
const CAPO = 'infrastructure.cluster.x-k8s.io';

/** Kinds of a management cluster (Cluster API; Cluster API Provider OpenStack). */
export const NAMESPACE = kind('namespaces', '', false);
export const SECRET = kind('secrets', '');
export const NODE = kind('nodes', '', false);
export const CLUSTER = kind('clusters', CAPI);
export const CLUSTER_CLASS = kind('clusterclasses', CAPI);
export const MACHINE = kind('machines', CAPI);
export const MACHINE_DEPLOYMENT = kind('machinedeployments', CAPI);
export const MACHINE_SET = kind('machinesets', CAPI);
export const CONTROL_PLANE = kind('kubeadmcontrolplanes', 'controlplane.cluster.x-k8s.io');
export const KUBEADM_CONFIG = kind('kubeadmconfigs', 'bootstrap.cluster.x-k8s.io');
export const OPENSTACK_CLUSTER = kind('openstackclusters', CAPO);
export const OPENSTACK_MACHINE = kind('openstackmachines', CAPO);
/** From CAPO 0.11. */
export const OPENSTACK_SERVER = kind('openstackservers', CAPO);

/** Images as objects (k-orc/openstack-resource-controller api/v1alpha1). */
export const IMAGE = kind('images', 'openstack.k-orc.cloud');

/** The label that Cluster API puts on everything of a cluster. */
export const CLUSTER_LABEL = 'cluster.x-k8s.io/cluster-name';
