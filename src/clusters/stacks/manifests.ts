import type { ClusterStacksSpec } from '../../config/clusterStacksSpec.ts';
import type { Manifest } from '../../kubernetes/kube.ts';
import { TroikaError } from '../../model/error.ts';
import { cloudConfText, cloudsYamlText, CONTROLLER_CLOUD, type ControllerLogin } from './cloudTexts.ts';
import type { StackFolder } from './stackFolder.ts';

/** The label by which everything of ours on a management cluster can be found. */
const OWNER = { 'app.kubernetes.io/managed-by': 'troika' } as const;

/** Topology name of the workers, as cluster stacks' own examples have it. */
const WORKERS = 'md-0';

export function namespaceManifest(cluster: string): Manifest {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name: cluster, labels: OWNER } };
}

/** The credential that Cluster API Provider OpenStack uses. */
export function cloudSecretManifest(cluster: string, login: ControllerLogin): Manifest {
  const data = {
    'clouds.yaml': cloudsYamlText(login),
    ...(login.authorities === undefined ? {} : { cacert: login.authorities }),
  };
  return secret(CONTROLLER_CLOUD, cluster, data);
}

/** What the cluster's own cloud controller manager and CSI driver read: their cloud, and the name they write into it. */
export function cloudConfigManifest(cluster: string, login: ControllerLogin, externalNetworkId: string): Manifest {
  const data = {
    'cloud.conf': cloudConfText(login, externalNetworkId),
    'cluster-name': cluster,
    ...(login.authorities === undefined ? {} : { cacert: login.authorities }),
  };
  return secret('cloud-config', 'kube-system', data);
}

function secret(name: string, namespace: string, data: Readonly<Record<string, string>>): Manifest {
  const metadata = { name, namespace, labels: OWNER };
  return { apiVersion: 'v1', kind: 'Secret', type: 'Opaque', metadata, stringData: data };
}

/** The stack's own manifests in the cluster's namespace: nothing of anybody else can be hit by their names. */
export function classManifests(stack: StackFolder, cluster: string): readonly Manifest[] {
  return stack.classManifests.map((one) => ({
    ...one,
    metadata: { ...one.metadata, namespace: cluster },
  }));
}

/**
 * The Cluster with its topology.
 * @throws TroikaError usage when the ClusterClass lacks a variable that the configuration sets
 */
export function clusterManifest(
  spec: ClusterStacksSpec,
  stack: StackFolder,
  cluster: string,
  externalNetworkId: string,
): Manifest {
  return {
    apiVersion: apiVersionOf(stack),
    kind: 'Cluster',
    metadata: { name: cluster, namespace: cluster, labels: OWNER },
    spec: {
      clusterNetwork: { pods: { cidrBlocks: ['192.168.0.0/16'] }, serviceDomain: 'cluster.local' },
      topology: {
        class: stack.className,
        version: spec.kubernetes,
        controlPlane: { replicas: spec.controlPlanes },
        workers: { machineDeployments: [{ class: spec.workerClass, name: WORKERS, replicas: spec.workers }] },
        variables: variablesOf(spec, stack, externalNetworkId),
      },
    },
  };
}

/** The version in which the stack itself is written. */
function apiVersionOf(stack: StackFolder): string {
  return stack.classManifests.find((one) => one.kind === 'ClusterClass')?.apiVersion ?? '';
}

function variablesOf(
  spec: ClusterStacksSpec,
  stack: StackFolder,
  externalNetworkId: string,
): readonly { readonly name: string; readonly value: unknown }[] {
  const unknown = Object.keys(spec.variables).filter((name) => !stack.variables.has(name));
  if (unknown.length > 0)
    throw new TroikaError('usage', `the ClusterClass ${stack.className} has no variable ${unknown.join(', ')}`, {
      hint: `It has: ${[...stack.variables].sort().join(', ')}.`,
    });
  // Names as in the cluster stack scs2 (cluster-stacks, providers/openstack/scs2/cluster-class/templates/cluster-class.yaml).
  const ours = {
    controlPlaneFlavor: spec.controlPlaneFlavor,
    workerFlavor: spec.workerFlavor,
    controlPlaneRootDisk: spec.rootVolumeGiB,
    workerRootDisk: spec.rootVolumeGiB,
    imageName: spec.image,
    networkExternalID: externalNetworkId,
    nodeCIDR: spec.nodeCidr,
    ...spec.variables,
  };
  return Object.entries(ours)
    .filter(([name]) => stack.variables.has(name))
    .map(([name, value]) => ({ name, value }));
}
