import type { Link } from '../../model/resource.ts';
import { called } from '../index.ts';
import { hanging, veto, weak, type Rule } from '../rule.ts';
import { timeOf } from './bornBefore.ts';

/**
 * A floating IP on a port of ours. A generator's description makes it ours; so does none at all when it was made during
 * the run. Otherwise somebody may have lent the address to the cluster: it is let go with its port, never deleted.
 * DOWN says nothing: Neutron makes every floating IP DOWN (neutron services/l3_router/l3_router_plugin.py).
 */
export const floatingIpOnPort: Rule = {
  name: 'on-owned-port',
  kinds: ['floatingIp'],
  look: (resource, view) =>
    resource.links.filter(isPort).map(({ id }) => {
      const port = view.get('port', id);
      // Not listed: of another project, say. Whose it is we cannot tell.
      if (port === undefined) return veto('serves a port that we do not see', id);
      const standing = view.standing(port);
      if (standing === undefined) return veto(`serves ${called(port)}, which is not ours`, id);
      const on = hanging(standing, `serves our ${called(port)}`, port.id);
      if (view.claims(resource).some((claim) => claim.mine)) return on;
      const { bornAt } = view.input;
      const during =
        bornAt !== undefined && resource.createdAt !== undefined && timeOf(resource.createdAt) >= timeOf(bornAt);
      return (resource.description ?? '') === '' && resource.tags.length === 0 && during
        ? on
        : weak(`${on.says}, but may have been lent to it`, port.id);
    }),
};

function isPort(link: Link): boolean {
  return link.rel === 'port';
}
