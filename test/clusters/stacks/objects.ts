import type { KubeObject } from '../../../src/kubernetes/kube.ts';
import type { Seen } from '../../../src/clusters/stacks/standing.ts';

/** A condition as Cluster API 1.10 writes it in its contract v1beta1 (api/v1beta1/condition_types.go). */
export interface Condition {
  readonly type: string;
  readonly status: 'True' | 'False' | 'Unknown';
  readonly severity?: 'Error' | 'Warning' | 'Info';
  readonly reason?: string;
  readonly message?: string;
}

export function is(type: string): Condition {
  return { type, status: 'True' };
}

export function isNot(type: string, reason: string, message?: string): Condition {
  return { type, status: 'False', severity: 'Info', reason, ...(message === undefined ? {} : { message }) };
}

/** What OpenStack refuses, as gophercloud quotes it (errors.go). */
export const QUOTA_REFUSAL =
  'Expected HTTP response code [201 202] when accessing [POST https://nova.example:8774/v2.1/0123456789abcdef0123456789abcdef/servers], ' +
  'but got 403 instead: {"forbidden": {"code": 403, "message": "Quota exceeded for cores: Requested 2, but already used 20 of 20 cores"}}';

const GROUPS = {
  Cluster: 'cluster.x-k8s.io/v1beta1',
  Machine: 'cluster.x-k8s.io/v1beta1',
  OpenStackCluster: 'infrastructure.cluster.x-k8s.io/v1beta1',
  OpenStackMachine: 'infrastructure.cluster.x-k8s.io/v1beta1',
  OpenStackServer: 'infrastructure.cluster.x-k8s.io/v1alpha1',
  Image: 'openstack.k-orc.cloud/v1alpha1',
  Node: 'v1',
} as const;

export function object(
  kind: keyof typeof GROUPS,
  name: string,
  rest: { labels?: Record<string, string>; spec?: unknown; status?: unknown } = {},
): KubeObject {
  const { labels = {}, ...fields } = rest;
  const metadata = {
    name,
    namespace: 'c',
    uid: `uid-of-${name}`,
    resourceVersion: '1',
    creationTimestamp: '2026-01-01T00:00:00Z',
    labels: { 'cluster.x-k8s.io/cluster-name': 'c', ...labels },
  };
  return { apiVersion: GROUPS[kind], kind, metadata, ...fields };
}

const ROLES = {
  controlPlane: { 'cluster.x-k8s.io/control-plane': '' },
  worker: { 'cluster.x-k8s.io/deployment-name': 'c-md-0' },
} as const;

/** A Machine that runs: its node has joined. */
export function running(role: keyof typeof ROLES, name: string, ...more: Condition[]): KubeObject {
  const nodeRef = { apiVersion: 'v1', kind: 'Node', name };
  const status = { phase: 'Running', nodeRef, conditions: [is('Ready'), ...more] };
  return object('Machine', name, { labels: ROLES[role], status });
}

/** A Machine that does not run yet. */
export function machine(role: keyof typeof ROLES, name: string, phase: string, ...conditions: Condition[]): KubeObject {
  return object('Machine', name, { labels: ROLES[role], status: { phase, conditions } });
}

/** An OpenStackCluster whose network and load balancer stand. */
export const NETWORK = object('OpenStackCluster', 'c', { status: { ready: true } });

/** Nothing stands. */
export const NOTHING: Seen = {
  cluster: undefined,
  infrastructure: [],
  machines: [],
  infraMachines: [],
  servers: [],
};
