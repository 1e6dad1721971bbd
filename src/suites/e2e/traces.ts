import type { ApiKind, KubeObject } from '../../kubernetes/kube.ts';
import { CLUSTER_ROLE_BINDINGS, CLUSTER_ROLES, clusterWide, NAMESPACES } from './kinds.ts';

/**
 * What the tests make in a cluster besides what goes with a namespace. Order of removal: namespaces last, so that no webhook or
 * admission policy of a test is in the way of their end.
 */
export const TRACED: readonly ApiKind[] = [
  clusterWide('admissionregistration.k8s.io', 'validatingwebhookconfigurations'),
  clusterWide('admissionregistration.k8s.io', 'mutatingwebhookconfigurations'),
  clusterWide('admissionregistration.k8s.io', 'validatingadmissionpolicybindings'),
  clusterWide('admissionregistration.k8s.io', 'validatingadmissionpolicies'),
  clusterWide('apiregistration.k8s.io', 'apiservices'),
  clusterWide('apiextensions.k8s.io', 'customresourcedefinitions'),
  CLUSTER_ROLE_BINDINGS,
  CLUSTER_ROLES,
  clusterWide('scheduling.k8s.io', 'priorityclasses'),
  clusterWide('node.k8s.io', 'runtimeclasses'),
  clusterWide('networking.k8s.io', 'ingressclasses'),
  clusterWide('networking.k8s.io', 'servicecidrs'),
  clusterWide('flowcontrol.apiserver.k8s.io', 'flowschemas'),
  clusterWide('flowcontrol.apiserver.k8s.io', 'prioritylevelconfigurations'),
  clusterWide('certificates.k8s.io', 'certificatesigningrequests'),
  clusterWide('storage.k8s.io', 'volumeattachments'),
  clusterWide('storage.k8s.io', 'csidrivers'),
  clusterWide('storage.k8s.io', 'csinodes'),
  clusterWide('storage.k8s.io', 'storageclasses'),
  clusterWide('', 'persistentvolumes'),
  NAMESPACES,
];

/** The file of the tests in their image, by which `writtenBy` knows what they made (kubernetes/kubernetes, test/conformance/image). */
export const PROGRAM_IN_IMAGE = 'e2e.test';

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
