import type { ApiKind } from '../kubernetes/kube.ts';

const kind = (plural: string, group = '', namespaced = true): ApiKind => ({ group, plural, namespaced });

export const NAMESPACE = kind('namespaces', '', false);
export const SECRET = kind('secrets');
export const POD = kind('pods');
export const NODE = kind('nodes', '', false);
export const EVENT = kind('events');

/** What is looked at in every API, the most telling first: time may run out. */
export const KINDS: readonly ApiKind[] = [
  NODE,
  POD,
  EVENT,
  kind('deployments', 'apps'),
  kind('daemonsets', 'apps'),
  kind('statefulsets', 'apps'),
  kind('jobs', 'batch'),
  kind('services'),
  kind('persistentvolumeclaims'),
  kind('persistentvolumes', '', false),
  kind('volumeattachments', 'storage.k8s.io', false),
  kind('apiservices', 'apiregistration.k8s.io', false),
];
