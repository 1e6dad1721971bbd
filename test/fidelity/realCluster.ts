import { readdir, realpath, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ProvisionContext } from '../../src/clusters/provisioner.ts';
import { controllerLogin } from '../../src/clusters/stacks/login.ts';
import { cloudConfigManifest, cloudSecretManifest, namespaceManifest } from '../../src/clusters/stacks/manifests.ts';
import { readStackFolder } from '../../src/clusters/stacks/stackFolder.ts';
import type { Manifest } from '../../src/kubernetes/kube.ts';
import { find, kubectl, type Bed } from '../kubernetesBed/bed.ts';
import { manifests, untilRunning } from '../kubernetesBed/cluster.ts';
import { at, listAt } from '../support/json.ts';
import { until } from '../zuulBed/rest.ts';
import type { FidelityCase } from './cases.ts';
import type { Ground } from './ground.ts';
import { clusterText } from './management.ts';

const STACK = 'examples/stacks/openstack-minimal';

/** How a real cluster is reached while it is made and used. */
export interface RealCluster {
  /** Gives its Service back and deletes it; its volumes stay for the project's end. */
  end(): Promise<void>;
}

/**
 * Brings a cluster up and waits until its Service has an address, its volumes are bound and its snapshot is ready. One that
 * does not get so far is deleted from the bed.
 */
export async function makeReal(
  one: FidelityCase,
  bed: Bed,
  context: ProvisionContext,
  ground: Ground,
): Promise<RealCluster> {
  const { cluster } = context;
  const gone = async (wait: boolean): Promise<void> => {
    await kubectl(bed.kubeconfig, ['-n', cluster, 'delete', 'cluster', cluster, `--wait=${wait}`, '--timeout=300s']);
    await kubectl(bed.kubeconfig, ['delete', 'namespace', cluster, '--wait=false']);
  };
  try {
    const { folder, kubeconfig } = await start(one, bed, context, ground);
    await leaveTraces(bed, kubeconfig);
    return {
      async end() {
        await kubectl(kubeconfig, ['delete', 'service/web', 'pod/web', '--timeout=180s']);
        await gone(true);
        await rm(folder, { recursive: true });
      },
    };
  } catch (error) {
    await gone(false).catch(() => undefined);
    throw error;
  }
}

type Reached = Awaited<ReturnType<typeof untilRunning>>;

/** The Cluster with its machines, and in it the controllers of the stack. */
async function start(one: FidelityCase, bed: Bed, context: ProvisionContext, ground: Ground): Promise<Reached> {
  const { cluster } = context;
  const stack = await readStackFolder(STACK);
  const login = await controllerLogin(context);
  await apply(bed.kubeconfig, [namespaceManifest(cluster), cloudSecretManifest(cluster, login)]);
  const text = await clusterText(one, cluster, bed.externalNetwork, stack, ground);
  await kubectl(bed.kubeconfig, ['apply', '-f', '-'], text);
  const reached = await untilRunning(bed, cluster);
  const config = cloudConfigManifest(cluster, login, bed.externalNetwork);
  const addons = stack.addons.flatMap((addon) => addon.manifests);
  await apply(reached.kubeconfig, [one.name === 'v2-scs2' ? withDefaults(config) : config, ...addons]);
  return reached;
}

async function leaveTraces(bed: Bed, kubeconfig: string): Promise<void> {
  await kubectl(kubeconfig, ['apply', '-f', await snapshotDefinitions(bed)]);
  await kubectl(kubeconfig, ['wait', '--for=condition=Established', 'crd', '--all', '--timeout=60s']);
  // As kubeadm does (kubernetes cmd/kubeadm/app/phases/markcontrolplane/markcontrolplane.go).
  await kubectl(kubeconfig, [
    ...['label', 'node', '-l', 'node-role.kubernetes.io/control-plane'],
    'node.kubernetes.io/exclude-from-external-load-balancers=',
  ]);
  await kubectl(kubeconfig, ['apply', '-f', '-'], await manifests('traces', {}));
  await untilTraces(kubeconfig);
}

/** The cloud controller manager as scs2 has it: without monitors, without security groups of its own. */
function withDefaults(config: Manifest): Manifest {
  const lines = ['create-monitor=true', 'manage-security-groups=true'].map((line) => `${line}\\n`);
  let text = JSON.stringify(config);
  for (const line of lines) text = text.replace(line, '');
  return JSON.parse(text) as Manifest;
}

function apply(kubeconfig: string, items: readonly Manifest[]): Promise<string> {
  return kubectl(kubeconfig, ['apply', '-f', '-'], JSON.stringify({ apiVersion: 'v1', kind: 'List', items }));
}

/** The bed keeps them beside its binaries. */
async function snapshotDefinitions(bed: Bed): Promise<string> {
  const folder = dirname(await realpath(join(bed.directory, 'bin', 'kubectl')));
  const name = (await readdir(folder)).find((file) => file.startsWith('snapshot-crds-'));
  if (name === undefined) throw new Error('the bed has no definitions for snapshots: test/beds/kubernetes/build');
  return join(folder, name);
}

async function untilTraces(kubeconfig: string): Promise<void> {
  const all = async (kind: string): Promise<readonly unknown[]> =>
    listAt(await find(kubeconfig, [kind, '-A']), 'items');
  const each = (what: string, kind: string, count: number, done: (one: unknown) => boolean): Promise<true> =>
    until(what, 300, async () => {
      const list = await all(kind);
      return list.length === count && list.every(done) ? true : undefined;
    });
  const isAddressed = (one: unknown): boolean =>
    at(one, 'spec', 'type') !== 'LoadBalancer' || at(one, 'status', 'loadBalancer', 'ingress', 0, 'ip') !== undefined;
  await until('an address for the Service', 300, async () =>
    (await all('service')).every(isAddressed) ? true : undefined,
  );
  await each('two bound claims', 'pvc', 2, (one) => at(one, 'status', 'phase') === 'Bound');
  await each('an attached volume', 'volumeattachment', 1, (one) => at(one, 'status', 'attached') === true);
  await each('a snapshot', 'volumesnapshot', 1, (one) => at(one, 'status', 'readyToUse') === true);
}
