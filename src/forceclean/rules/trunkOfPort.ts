import { called } from '../index.ts';
import { partOf, veto, type Rule } from '../rule.ts';

/**
 * A trunk is as much ours as its parent port, which cannot go before it (neutron services/trunk/exceptions.py,
 * PortInUseAsTrunkParent). CAPO gives it the port's own name and description (v0.12.0 trunk.go:49-75).
 */
export const trunkOfPort: Rule = {
  name: 'trunk-of-owned-port',
  kinds: ['trunk'],
  look: (resource, view) =>
    resource.links
      .filter((link) => link.rel === 'parentPort')
      .map(({ id }) => {
        const port = view.get('port', id);
        if (port === undefined) return veto('its parent is a port that we do not see', id);
        const standing = view.standing(port);
        return standing === undefined
          ? veto(`its parent is ${called(port)}, which is not ours`, id)
          : partOf(standing, `its parent is our ${called(port)}`, id);
      }),
};
