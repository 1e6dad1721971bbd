import { className, minorText, releaseName, stackVersion } from './stackName.ts';
import type { StackMove } from './stackUpgrade.ts';

/**
 * What to do in the management cluster, in order. A release of another minor needs a ClusterStack of its own, since
 * `kubernetesVersion` of one cannot be changed and there is one for each minor (cluster-stack-operator
 * clusterstack_webhook.go). Class and version go together: each class takes exactly one version of Kubernetes
 * (cluster_webhook.go: "expects Kubernetes version"). A ClusterStack calls every channel but stable `custom`
 * (pkg/version/channel.go). Nothing where both are the same.
 */
export function stackSteps({ from, to }: Pick<StackMove, 'from' | 'to'>): readonly string[] {
  if (className(from) === className(to)) return [];
  const { provider, stack, patch } = to;
  const channel = patch === undefined ? 'stable' : 'custom';
  const version = stackVersion(to);
  const minor = minorText(to);
  const clusterStack =
    from.minor === to.minor
      ? `Add ${version} to versions of the ClusterStack for Kubernetes ${minor}.`
      : `Make a ClusterStack for Kubernetes ${minor} in the cluster's namespace: provider ${provider}, name ${stack}, ` +
        `kubernetesVersion "${minor}", channel ${channel}, autoSubscribe false, versions [${version}]. ` +
        `Where there is one already, add ${version} to its versions.`;
  return [
    clusterStack,
    `Wait until ClusterStackRelease ${releaseName(to)} is ready, usableVersions of the ClusterStack has ${version}, ` +
      `and ClusterClass ${className(to)} has VariablesReconciled=True.`,
    'Make sure that the node image of its version of Kubernetes can be had: not every release brings it.',
    'Wait until nothing rolls out any more: TopologyReconciled of the Cluster is True.',
    `In one edit of the Cluster, set class in spec.topology to ${className(to)} (v1beta2: classRef.name), and version to what ` +
      `status.kubernetesVersion of the ClusterStackRelease says.`,
    'Wait until TopologyReconciled is True again, every machine runs that version, and the ClusterAddon is ready; ' +
      'then check that your workloads still work.',
  ];
}
