import type { ApiKind } from '../../kubernetes/kube.ts';

export const NAMESPACES: ApiKind = clusterWide('', 'namespaces');
export const CLUSTER_ROLES: ApiKind = clusterWide('rbac.authorization.k8s.io', 'clusterroles');
export const CLUSTER_ROLE_BINDINGS: ApiKind = clusterWide('rbac.authorization.k8s.io', 'clusterrolebindings');
export const PODS: ApiKind = namespaced('pods');

export function clusterWide(group: string, plural: string): ApiKind {
  return { group, plural, namespaced: false };
}

/** One of the kinds without a group. */
export function namespaced(plural: string): ApiKind {
  return { group: '', plural, namespaced: true };
}
