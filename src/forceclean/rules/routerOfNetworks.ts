import { isInterface } from '../../creators/neutron.ts';
import { hanging, type Rule } from '../rule.ts';

/** A router with our name whose interfaces all lead into our networks, at least one of them. */
export const routerOfNetworks: Rule = {
  name: 'only-owned-interfaces',
  kinds: ['router'],
  look(resource, view) {
    const interfaces = view.pointing('port', 'device', resource).filter(isInterface);
    const networks = interfaces.map((port) => view.linkedTo(port, 'network')[0]);
    const standings = networks.map((network) => (network === undefined ? undefined : view.standing(network)));
    const [first] = standings;
    const named = view.claims(resource).some((claim) => claim.mine);
    if (!named || first === undefined || standings.includes(undefined)) return [];
    return [
      hanging(
        first,
        `its ${interfaces.length} interfaces lead into our networks alone`,
        interfaces.map((port) => port.id).join(' '),
      ),
    ];
  },
};
