import type { ApiKind, KubeObject } from '../../kubernetes/kube.ts';

/**
 * What the tests make in a cluster besides what goes with a namespace. Order of removal: namespaces last, so that no webhook or
 * admission policy of a test is in the way of their end.
 */
export const TRACED: readonly ApiKind[] = [
  kind('admissionregistration.k8s.io', 'validatingwebhookconfigurations'),
  kind('admissionregistration.k8s.io', 'mutatingwebhookconfigurations'),
  kind('admissionregistration.k8s.io', 'validatingadmissionpolicybindings'),
  kind('admissionregistration.k8s.io', 'validatingadmissionpolicies'),
  kind('apiregistration.k8s.io', 'apiservices'),
  kind('apiextensions.k8s.io', 'customresourcedefinitions'),
  kind('rbac.authorization.k8s.io', 'clusterrolebindings'),
  kind('rbac.authorization.k8s.io', 'clusterroles'),
  kind('scheduling.k8s.io', 'priorityclasses'),
  kind('node.k8s.io', 'runtimeclasses'),
  kind('networking.k8s.io', 'ingressclasses'),
  kind('networking.k8s.io', 'servicecidrs'),
  kind('flowcontrol.apiserver.k8s.io', 'flowschemas'),
  kind('flowcontrol.apiserver.k8s.io', 'prioritylevelconfigurations'),
  kind('certificates.k8s.io', 'certificatesigningrequests'),
  kind('storage.k8s.io', 'volumeattachments'),
  kind('storage.k8s.io', 'csidrivers'),
  kind('storage.k8s.io', 'csinodes'),
  kind('storage.k8s.io', 'storageclasses'),
  kind('', 'persistentvolumes'),
  kind('', 'namespaces'),
];

function kind(group: string, plural: string): ApiKind {
  return { group, plural, namespaced: false };
}

/**
 * Whether a program of this file name wrote to an object. A client of Go names itself by its file (client-go,
 * rest.DefaultKubernetesUserAgent), and the API server keeps that name with each field written: `metadata.managedFields`.
 */
export function writtenBy({ metadata }: KubeObject, program: string): boolean {
  const fields: unknown = metadata.managedFields;
  return Array.isArray(fields) && fields.some((one: unknown) => hasManager(one) && one.manager === program);
}

function hasManager(value: unknown): value is { readonly manager: unknown } {
  return typeof value === 'object' && value !== null && 'manager' in value;
}
