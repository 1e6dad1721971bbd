import type { Resource } from '../model/resource.ts';
import type { View } from './rule.ts';

/**
 * True for network, port and server of a V1 management host that vouch for each other: its port is on its network, and the
 * port has its server or its address (k8s-cluster-api-provider a746609 terraform/mgmtcluster.tf:20-80). People may call one
 * thing so, but not three that hang together. Pure.
 */
export function vouched(resource: Resource, view: View): boolean {
  return portsOf(resource, view).some(
    (port) =>
      isOfHost(port, view) &&
      view.linkedTo(port, 'network').some((network) => isOfHost(network, view)) &&
      [...view.linkedTo(port, 'device'), ...view.pointing('floatingIp', 'port', port)].some((one) =>
        isOfHost(one, view),
      ),
  );
}

function portsOf(resource: Resource, view: View): readonly Resource[] {
  if (resource.kind === 'port') return [resource];
  if (resource.kind === 'network') return view.pointing('port', 'network', resource);
  return resource.kind === 'server' ? view.pointing('port', 'device', resource) : [];
}

function isOfHost(resource: Resource, view: View): boolean {
  return view.claims(resource).some((claim) => claim.mine && claim.creator === 'tofuV1');
}
