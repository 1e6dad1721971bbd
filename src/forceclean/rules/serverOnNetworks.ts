import { called } from '../index.ts';
import { hanging, veto, type Rule } from '../rule.ts';
import { networkOf } from './portOfLoadBalancer.ts';

/**
 * A server all of whose ports are on our networks, and which it or one of its ports says is ours: a debugging machine
 * that somebody put into our network has neither text. One port on another network is a reason against: V1 plugs
 * management hosts into cluster networks (k8s-cluster-api-provider files/bin/add_cluster-network.sh).
 */
export const serverOnNetworks: Rule = {
  name: 'all-ports-on-owned-networks',
  kinds: ['server'],
  look(resource, view) {
    const ports = view.pointing('port', 'device', resource);
    const elsewhere = ports.find((port) => networkOf(port, view) === undefined);
    if (elsewhere !== undefined)
      return [veto(`its ${called(elsewhere)} is on a network that is not ours`, elsewhere.id)];
    const standing = ports.map((port) => networkOf(port, view)).find((found) => found !== undefined);
    const says = [resource, ...ports].some((one) => view.claims(one).some((claim) => claim.mine));
    return standing === undefined || !says
      ? []
      : [hanging(standing, 'all its ports are on our networks', ports.map((port) => port.id).join(' '))];
  },
};
