import type { Link } from '../../model/resource.ts';
import { called } from '../index.ts';
import { hanging, veto, weak, type Reason, type Rule } from '../rule.ts';
import { timeOf } from '../times.ts';
import { loadBalancerIdOf } from './portOfLoadBalancer.ts';

/**
 * A floating IP on a port of ours. A generator's description makes it ours; so does none at all when it was made during
 * the run. Words of a person are a reason against: the address was lent to the cluster (`apiServerFloatingIP`, a Service's
 * `loadBalancerIP`), and is let go with its port, never deleted. DOWN says nothing: Neutron makes every floating IP DOWN
 * (neutron services/l3_router/l3_router_plugin.py).
 */
export const floatingIpOnPort: Rule = {
  name: 'on-owned-port',
  kinds: ['floatingIp'],
  look: (resource, view) =>
    resource.links.filter(isPort).flatMap(({ id }): readonly Reason[] => {
      const port = view.get('port', id);
      // Not listed: of another project, say. Whose it is we cannot tell.
      if (port === undefined) return [veto('serves a port that we do not see', id)];
      const standing = view.standing(port);
      const claims = view.claims(resource);
      const mine = claims.some((claim) => claim.mine);
      if (standing === undefined) {
        // Whose the VIP is cannot be known; it stays for that, see needs.ts.
        const hidden = mine && loadBalancerIdOf(port) !== undefined && view.unlisted('loadBalancer');
        return hidden
          ? [weak(`serves ${called(port)}, the VIP of a load balancer that could not be looked up`, id)]
          : [veto(`serves ${called(port)}, which is not ours`, id)];
      }
      const on = hanging(standing, `serves our ${called(port)}`, port.id);
      if (mine) return [on];
      const lent = weak(`${on.says}, but may have been lent to it`, port.id);
      const words = resource.description ?? '';
      if (words !== '' && !claims.some((claim) => claim.field === 'description'))
        return [lent, veto('somebody has described it, and no creator writes such words', words)];
      const { bornAt } = view.input;
      const during =
        bornAt !== undefined && resource.createdAt !== undefined && timeOf(resource.createdAt) >= timeOf(bornAt);
      return words === '' && resource.tags.length === 0 && during ? [on] : [lent];
    }),
};

function isPort(link: Link): boolean {
  return link.rel === 'port';
}
