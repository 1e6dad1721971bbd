import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ApiServer } from '../support/apiServer.ts';

type Fields = Readonly<Record<string, unknown>>;

let made = 0;

/** Makes an object as its controllers would, with its status. */
export async function make(api: ApiServer, object: Fields & { kind: string; metadata: Fields }): Promise<void> {
  const { status, ...rest } = object;
  const file = join(api.folder, `object-${(made += 1)}.json`);
  await writeFile(file, JSON.stringify(rest));
  await api.kubectl('create', '-f', file);
  if (status === undefined) return;
  const { name, namespace } = rest.metadata as { name: string; namespace?: string };
  const where = namespace === undefined ? [] : ['-n', namespace];
  const change = ['--subresource=status', '--type=merge', '-p', JSON.stringify({ status })];
  await api.kubectl('patch', rest.kind.toLowerCase(), name, ...where, ...change);
}

/** @param port where its kubelet listens */
export function node(name: string, ready: boolean, port: number): Parameters<typeof make>[1] {
  const condition = {
    type: 'Ready',
    status: ready ? 'True' : 'Unknown',
    reason: ready ? 'KubeletReady' : 'NodeStatusUnknown',
    message: ready ? 'kubelet is posting ready status' : 'Kubelet stopped posting node status.',
    lastTransitionTime: '2026-01-02T03:04:05Z',
  };
  const status = {
    conditions: [condition],
    addresses: [{ type: 'InternalIP', address: '127.0.0.1' }],
    daemonEndpoints: { kubeletEndpoint: { Port: port } },
  };
  return { apiVersion: 'v1', kind: 'Node', metadata: { name }, status };
}

export function pod(
  name: string,
  more: { namespace?: string; spec?: Fields; status?: Fields; metadata?: Fields } = {},
) {
  const { namespace = 'kube-system', spec = {}, status, metadata = {} } = more;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace, ...metadata },
    spec: {
      automountServiceAccountToken: false,
      containers: [{ name: 'main', image: 'registry.example/main:1' }],
      ...spec,
    },
    ...(status === undefined ? {} : { status }),
  };
}

/** The status of a pod whose only container runs, or was started again. */
export function running(restarts = 0): Fields {
  const state = { running: { startedAt: '2026-01-01T00:00:00Z' } };
  const container = { name: 'main', restartCount: restarts, ready: true, image: '', imageID: '', state };
  return { phase: 'Running', containerStatuses: [container] };
}
