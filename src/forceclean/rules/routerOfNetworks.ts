import { isInterface } from '../../creators/neutron.ts';
import { allOurs, hanging, type Rule } from '../rule.ts';

/** A router with our name whose interfaces all lead into our networks, at least one of them. */
export const routerOfNetworks: Rule = {
  name: 'only-owned-interfaces',
  kinds: ['router'],
  look(resource, view) {
    const interfaces = view.pointing('port', 'device', resource).filter(isInterface);
    const networks = interfaces.map((port) => view.linkedTo(port, 'network')[0]);
    const seen = networks.filter((network) => network !== undefined);
    const standing = seen.length === networks.length ? allOurs(seen, view) : undefined;
    const named = view.claims(resource).some((claim) => claim.mine);
    if (!named || standing === undefined) return [];
    return [
      hanging(
        standing,
        `its ${interfaces.length} interfaces lead into our networks alone`,
        interfaces.map((port) => port.id).join(' '),
      ),
    ];
  },
};
