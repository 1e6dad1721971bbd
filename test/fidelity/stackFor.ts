import type { StackFolder } from '../../src/clusters/stacks/stackFolder.ts';
import type { Manifest } from '../../src/kubernetes/kube.ts';

const RULES = [
  { name: 'VXLAN (Cilium)', protocol: 'udp', port: 8472, description: 'Allow VXLAN traffic for Cilium' },
  { name: 'HealthCheck (Cilium)', protocol: 'tcp', port: 4240, description: 'Allow HealthCheck traffic for Cilium' },
  { name: 'Hubble (Cilium)', protocol: 'tcp', port: 4244, description: 'Allow Hubble traffic for Cilium' },
].map(({ port, ...rule }) => ({
  ...rule,
  remoteManagedGroups: ['controlplane', 'worker'],
  direction: 'ingress',
  etherType: 'IPv4',
  portRangeMin: port,
  portRangeMax: port,
}));

/**
 * A stack with the security group rules of scs2 and, as there, no tags (cluster-stacks f5f9a42
 * providers/openstack/scs2/cluster-class/templates/openstack-cluster-template.yaml). Pure. Throws when it finds nothing to change.
 */
export function asScs2(stack: StackFolder): StackFolder {
  return { ...stack, classManifests: stack.classManifests.map(changed) };
}

function changed(manifest: Manifest): Manifest {
  const text = JSON.stringify(manifest);
  if (manifest.kind === 'OpenStackClusterTemplate')
    return parsed(
      text,
      '{"allowAllInClusterTraffic":true}',
      JSON.stringify({ allowAllInClusterTraffic: false, allNodesSecurityGroupRules: RULES }),
    );
  if (manifest.kind === 'ClusterClass')
    return parsed(text, JSON.stringify('["troika-cluster={{ .builtin.cluster.name }}"]'), '"[]"');
  return manifest;
}

function parsed(text: string, before: string, after: string): Manifest {
  if (!text.includes(before)) throw new Error(`the stack has no ${before}`);
  return JSON.parse(text.replace(before, () => after)) as Manifest;
}
