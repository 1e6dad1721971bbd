import type { ApiKind } from '../../kubernetes/kube.ts';

/** Kinds of Kubernetes object that a drain reads or changes, each by the name it has in the journal. */
export const DRAIN_KINDS = {
  kustomization: namespaced('kustomize.toolkit.fluxcd.io', 'kustomizations'),
  helmRelease: namespaced('helm.toolkit.fluxcd.io', 'helmreleases'),
  application: namespaced('argoproj.io', 'applications'),
  cronJob: namespaced('batch', 'cronjobs'),
  job: namespaced('batch', 'jobs'),
  gateway: namespaced('gateway.networking.k8s.io', 'gateways'),
  service: namespaced('', 'services'),
  deployment: namespaced('apps', 'deployments'),
  statefulSet: namespaced('apps', 'statefulsets'),
  daemonSet: namespaced('apps', 'daemonsets'),
  replicaSet: namespaced('apps', 'replicasets'),
  replicationController: namespaced('', 'replicationcontrollers'),
  pod: namespaced('', 'pods'),
  persistentVolumeClaim: namespaced('', 'persistentvolumeclaims'),
  persistentVolume: ofCluster('', 'persistentvolumes'),
  volumeAttachment: ofCluster('storage.k8s.io', 'volumeattachments'),
  volumeSnapshot: namespaced('snapshot.storage.k8s.io', 'volumesnapshots'),
  volumeSnapshotContent: ofCluster('snapshot.storage.k8s.io', 'volumesnapshotcontents'),
  volumeSnapshotClass: ofCluster('snapshot.storage.k8s.io', 'volumesnapshotclasses'),
} as const satisfies Readonly<Record<string, ApiKind>>;

export type DrainKind = keyof typeof DRAIN_KINDS;

/** All of them. */
export const ALL_KINDS = Object.keys(DRAIN_KINDS) as readonly DrainKind[];

/** Tools that make the objects of a cluster anew from what they were told to keep. */
export const PRODUCER_KINDS = ['kustomization', 'helmRelease', 'application'] as const satisfies readonly DrainKind[];

/** What makes pods. */
export const WORKLOAD_KINDS = [
  'cronJob',
  'job',
  'deployment',
  'statefulSet',
  'daemonSet',
  'replicaSet',
  'replicationController',
] as const satisfies readonly DrainKind[];

function namespaced(group: string, plural: string): ApiKind {
  return { group, plural, namespaced: true };
}

function ofCluster(group: string, plural: string): ApiKind {
  return { group, plural, namespaced: false };
}
