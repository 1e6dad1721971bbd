import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { execa } from 'execa';
import { freePort, killed, startProgram, type ApiServer } from './apiServer.ts';
import { bedPrograms } from './bedPrograms.ts';
import type { ContainerLog } from './containerLog.ts';
import { startKubelet, type ContainerRef, type Exec } from './kubelet.ts';

/** The one node. */
const NODE = 'node-1';

/**
 * A node without containers, whose pods a test plays: it says where a pod goes and what a kubelet tells of it, writes container
 * logs, and names a program of this machine for each command in a container. `kubectl logs -f` and `kubectl exec` work on it over the
 * real API server. A pod that is being deleted goes at once, and so do a volume and a namespace with all that is in it.
 *
 *     const containers = await startContainers(api, (command) => ({ run: ['cat', join(folder, basename(command[1]))] }));
 *     await containers.schedule('sonobuoy', 'sonobuoy');
 *     await containers.tell('sonobuoy', 'sonobuoy', running('kube-sonobuoy'));
 *     const log = containers.log({ namespace: 'sonobuoy', pod: 'sonobuoy', container: 'kube-sonobuoy' });
 *     log.write('it starts\n'); log.cut(); log.end();
 *     await containers.end(); // before api.end()
 */
export interface Containers {
  /** A kubeconfig of an administrator with a current context, for programs that want one. */
  readonly kubeconfig: string;
  /** Waits until a pod is there and gives it to the node. */
  schedule(namespace: string, pod: string): Promise<void>;
  /** Writes fields of a pod's status. */
  tell(namespace: string, pod: string, status: object): Promise<void>;
  log(of: ContainerRef): ContainerLog;
  end(): Promise<void>;
}

/** The status of a pod with these containers, of which each runs. */
export function running(...containers: readonly string[]): object {
  return podStatus('Running', Object.fromEntries(containers.map((name) => [name, { running: { startedAt: now() } }])));
}

/** A status. @param states by container, as in a containerStatus: `{ terminated: { exitCode: 1, reason: 'Error' } }` */
export function podStatus(phase: string, states: Readonly<Record<string, object>>): object {
  const containerStatuses = Object.entries(states).map(([name, state]) => {
    const ready = 'running' in state;
    return { name, image: name, imageID: '', ready, started: ready, restartCount: 0, state };
  });
  const ready = { type: 'Ready', status: containerStatuses.every(({ ready }) => ready) ? 'True' : 'False' };
  return { phase, containerStatuses, conditions: [{ type: 'PodScheduled', status: 'True' }, ready] };
}

const now = (): string => new Date().toISOString().replace(/\.\d+Z$/, 'Z');

const PATIENCE_MS = 100_000;

export async function startContainers(api: ApiServer, exec: Exec): Promise<Containers> {
  const bin = bedPrograms();
  const kubeconfig = join(api.folder, 'current.kubeconfig');
  const config = JSON.parse(await readFile(api.kubeconfig, 'utf8')) as object;
  await writeFile(kubeconfig, JSON.stringify({ ...config, 'current-context': 'one' }), { mode: 0o600 });
  await writeFile(
    join(api.folder, 'kwok.yaml'),
    [GO_AT_ONCE, NODE_AS_IT_IS, ANY_COMMAND].map((one) => JSON.stringify(one)).join('\n---\n'),
  );
  const streamPort = await freePort();
  const programs = [
    startProgram(bin, api.folder, 'kwok', [
      `--config=${join(api.folder, 'kwok.yaml')}`,
      `--kubeconfig=${kubeconfig}`,
      `--manage-single-node=${NODE}`,
      `--server-address=127.0.0.1:${streamPort}`,
      '--node-lease-duration-seconds=0',
    ]),
    startProgram(bin, api.folder, 'kube-controller-manager', [
      `--kubeconfig=${kubeconfig}`,
      '--controllers=namespace-controller,persistentvolume-protection-controller',
      '--leader-elect=false',
      '--secure-port=0',
    ]),
  ];
  const kubelet = await startKubelet({ port: streamPort, exec });
  const feed = async (object: object, ...args: string[]): Promise<void> => {
    await execa(join(bin, 'kubectl'), [`--kubeconfig=${kubeconfig}`, ...args, '-f', '-'], {
      input: JSON.stringify(object),
    });
  };
  await feed({ apiVersion: 'v1', kind: 'Node', metadata: { name: NODE } }, 'create');
  await api.kubectl('patch', 'node', NODE, '--subresource=status', '-p', JSON.stringify(nodeStatus(kubelet.port)));
  return {
    kubeconfig,
    async schedule(namespace, pod) {
      const patience = Date.now() + PATIENCE_MS;
      while ((await api.kubectl('get', 'pod', pod, '-n', namespace, '--ignore-not-found')) === '') {
        if (Date.now() > patience) throw new Error(`the pod ${namespace}/${pod} never came`);
        await delay(100);
      }
      const target = { apiVersion: 'v1', kind: 'Node', name: NODE };
      const binding = { apiVersion: 'v1', kind: 'Binding', metadata: { name: pod, namespace }, target };
      await feed(binding, 'create', '--raw', `/api/v1/namespaces/${namespace}/pods/${pod}/binding`);
    },
    async tell(namespace, pod, status) {
      await api.kubectl('patch', 'pod', pod, '-n', namespace, '--subresource=status', '-p', JSON.stringify({ status }));
    },
    log: (of) => kubelet.log(of),
    async end() {
      await kubelet.end();
      for (const program of programs) await killed(program);
    },
  };
}

function nodeStatus(port: number): object {
  const conditions = [{ type: 'Ready', status: 'True', lastHeartbeatTime: now(), lastTransitionTime: now() }];
  const room = { cpu: '8', memory: '32Gi', pods: '110' };
  const daemonEndpoints = { kubeletEndpoint: { Port: port } };
  const addresses = [{ type: 'InternalIP', address: '127.0.0.1' }];
  return { status: { addresses, daemonEndpoints, conditions, capacity: room, allocatable: room } };
}

/** What kwok does to pods of its node: it takes away what is being deleted, and nothing else. */
const GO_AT_ONCE = {
  apiVersion: 'kwok.x-k8s.io/v1alpha1',
  kind: 'Stage',
  metadata: { name: 'pod-delete' },
  spec: {
    resourceRef: { apiGroup: 'v1', kind: 'Pod' },
    selector: { matchExpressions: [{ key: '.metadata.deletionTimestamp', operator: 'Exists' }] },
    next: { delete: true },
  },
};

/** Without a stage for nodes it has no node, and then no pods either. This one never comes. */
const NODE_AS_IT_IS = {
  apiVersion: 'kwok.x-k8s.io/v1alpha1',
  kind: 'Stage',
  metadata: { name: 'never' },
  spec: {
    resourceRef: { apiGroup: 'v1', kind: 'Node' },
    selector: { matchExpressions: [{ key: '.metadata.annotations["never"]', operator: 'Exists' }] },
    next: {},
  },
};

const ANY_COMMAND = {
  apiVersion: 'kwok.x-k8s.io/v1alpha1',
  kind: 'ClusterExec',
  metadata: { name: 'any' },
  spec: { execs: [{ local: { workDir: '/' } }] },
};
