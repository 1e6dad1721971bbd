import { called } from '../index.ts';
import type { Resource } from '../../model/resource.ts';
import { veto, type Reason, type Rule, type View } from '../rule.ts';
import { othersOn } from '../othersOn.ts';

/** Things that serve everybody: whoever deletes them hurts others. */
export const shared: Rule = {
  name: 'shared',
  kinds: ['network', 'securityGroup', 'image', 'loadBalancer', 'floatingIp'],
  look(resource, view) {
    if (resource.kind === 'image') return [veto('images are shared by clusters and never deleted', resource.name)];
    if (resource.kind === 'loadBalancer') return sharers(resource, view);
    if (resource.kind === 'floatingIp') {
      const served = view.linkedTo(resource, 'port').flatMap((port) => view.pointing('loadBalancer', 'vipPort', port));
      return served.flatMap((balancer) => sharers(balancer, view));
    }
    if (resource.facts['isDefault'] === true) return [veto('the default security group of the project', resource.name)];
    if (resource.facts['external'] === true) return [veto('an external network', resource.name)];
    return resource.facts['shared'] === true ? [veto('shared with other projects', resource.name)] : [];
  },
};

/** Services of other clusters which it serves (cloud-provider-openstack pkg/openstack/loadbalancer.go:1690-1737). */
function sharers(loadBalancer: Resource, view: View): readonly Reason[] {
  return othersOn(loadBalancer, view)
    .filter((claim) => claim.field === 'tag')
    .map((claim) => veto(`${called(loadBalancer)} serves ${claim.text} too`, claim.text));
}
