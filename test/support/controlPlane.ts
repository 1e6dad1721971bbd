import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { killed, startApiServer, startProgram, type ApiServer, type Program } from './apiServer.ts';

import { bedPrograms } from './bedPrograms.ts';
/** A Kubernetes control plane on loopback with nodes: pods on them run at once, and no container does. */
export interface ControlPlane {
  readonly api: ApiServer;
  /** Ends all of it. */
  end(): Promise<void>;
}

const NODES = ['node-0', 'node-1'];

/** Starts an API of its own, the controllers and the scheduler on it, and two nodes that kwok speaks for. */
export async function startControlPlane(): Promise<ControlPlane> {
  const api = await startApiServer(['--allow-privileged']);
  const programs: Program[] = [];
  const end = async (): Promise<void> => {
    await Promise.all(programs.map((program) => killed(program)));
    await api.end();
  };
  try {
    for (const [name, args] of controllers(api)) {
      // In the list at once: a promise for it would wait for its end.
      programs.push(startProgram(bedPrograms(), api.folder, name, args));
    }
    for (const name of NODES) await api.kubectl('apply', '--server-side', '-f', await manifestOf(api, name));
    await api.kubectl('wait', 'node', '--all', '--for=condition=Ready', '--timeout=240s');
    return { api, end };
  } catch (error) {
    await end();
    throw error;
  }
}

/** Quota is counted anew every 5 s, not every 5 min: a conformance test waits for it. */
function controllers({ folder, kubeconfig }: ApiServer): readonly (readonly [string, readonly string[]])[] {
  const file = (name: string): string => join(folder, name);
  const login = ['kubeconfig', 'authentication-kubeconfig', 'authorization-kubeconfig'].map(
    (flag) => `--${flag}=${kubeconfig}`,
  );
  const alone = ['--leader-elect=false', '--secure-port=0'];
  return [
    [
      'kube-controller-manager',
      [
        ...login,
        ...alone,
        `--root-ca-file=${file('ca.crt')}`,
        `--service-account-private-key-file=${file('ca.key')}`,
        `--cluster-signing-cert-file=${file('ca.crt')}`,
        `--cluster-signing-key-file=${file('ca.key')}`,
        '--use-service-account-credentials',
        '--controllers=*,bootstrapsigner,tokencleaner',
        '--resource-quota-sync-period=5s',
      ],
    ],
    ['kube-scheduler', [...login, ...alone]],
    [
      'kwok',
      [
        `--config=${join(bedPrograms(), 'kwok.yaml')}`,
        `--kubeconfig=${kubeconfig}`,
        '--manage-all-nodes=false',
        '--manage-nodes-with-annotation-selector=kwok.x-k8s.io/node=fake',
        '--cidr=10.245.0.0/16',
        '--node-ip=127.0.0.1',
      ],
    ],
  ];
}

/** A file with a node that kwok keeps Ready. */
async function manifestOf({ folder }: ApiServer, name: string): Promise<string> {
  const room = { cpu: '32', memory: '256Gi', pods: '110' };
  const node = {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      annotations: { 'kwok.x-k8s.io/node': 'fake', 'node.alpha.kubernetes.io/ttl': '0' },
      labels: { 'kubernetes.io/arch': 'amd64', 'kubernetes.io/os': 'linux', 'kubernetes.io/hostname': name },
    },
    status: {
      allocatable: room,
      capacity: room,
      nodeInfo: { kubeletVersion: 'v1.34.4', architecture: 'amd64', operatingSystem: 'linux' },
    },
  };
  const path = join(folder, `${name}.json`);
  await writeFile(path, JSON.stringify(node));
  return path;
}
