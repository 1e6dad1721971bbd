import { ok } from '../../contract/stage.ts';
import { textAt } from '../../support/json.ts';
import { A, B, calledOf, keptBy, standLegOfB, standNet, standTraces } from './cluster.ts';
import type { Made } from './made.ts';
import type { Maker } from './maker.ts';
import type { WireCase } from './scene.ts';

/** Extra routes of routers, which Neutron holds their interfaces by. */
export const ROUTES: readonly WireCase[] = [
  {
    name: 'routes by way of A’s node, and of an address in A’s subnet that nobody has, go with A’s router; B’s stay',
    C: A,
    real: true,
    program: true,
    exit: 0,
    async put(maker) {
      const [ours, theirs] = [await standNet(maker, A), await standNet(maker, B)];
      await routed(maker, ours.router, await addressOf(maker, ours.port), '10.8.0.222');
      await routed(maker, theirs.router, await addressOf(maker, theirs.port));
      return { goes: calledOf(ours), along: [ours.subnet], other: [`UNROUTE ${ours.router.id}`], kept: [] };
    },
  },
  {
    name: 'T36 a route on A’s router by way of a port that B has in A’s network: nobody takes it off',
    C: A,
    real: true,
    exit: 5,
    async put(maker) {
      const [ours, theirs] = [await standNet(maker, A), await standNet(maker, B)];
      const wish = { network_id: ours.network.id, fixed_ips: [{ ip_address: '10.8.0.77' }] };
      const gate = await maker.neutron('port', { ...wish, name: 'vpn', security_groups: [theirs.group.id] });
      await routed(maker, ours.router, '10.8.0.77');
      return {
        goes: [ours.port, ours.group, ours.address],
        kept: [
          [ours.router, /route by way of 10\.8\.0\.77, which is nobody of ours/],
          ...keptBy(gate, ours),
          [gate, /with words that nobody we know writes/],
        ],
      };
    },
  },
  {
    name: 'T36 a route by way of A’s node on a router which B has an interface on, too: it stays with that router',
    C: A,
    real: true,
    exit: 5,
    async put(maker) {
      const ours = await standNet(maker, A);
      await standLegOfB(maker, ours);
      await routed(maker, ours.router, await addressOf(maker, ours.port));
      return {
        goes: [ours.port, ours.group, ours.address],
        kept: [
          [ours.router, /its interface port .* serves a network that is not ours/],
          [ours.interface, new RegExp(`waits for router ${ours.router.id}`)],
          [ours.network, new RegExp(`waits for port ${ours.interface.id}`)],
          [ours.subnet, new RegExp(`waits for port ${ours.interface.id}`)],
        ],
      };
    },
  },
  {
    name: 'a route by way of A’s node on a router that a person lent A: it stays, and so does A’s interface on it',
    C: A,
    real: true,
    exit: 5,
    async put(maker) {
      const ours = await standTraces(maker, A);
      const lent = await maker.router({ name: 'uplink' });
      const leg = await maker.plug(lent, ours.subnet);
      await routed(maker, lent, '10.8.0.77');
      return {
        goes: [ours.group, ours.address],
        kept: [
          [leg, new RegExp(`route 10.20.0.0/24 via 10.8.0.77 of router ${lent.id}.* needs it`)],
          [ours.network, new RegExp(`waits for port ${leg.id}`)],
          [ours.subnet, new RegExp(`waits for port ${leg.id}`)],
        ],
      };
    },
  },
];

/** Gives a router routes by way of these addresses, each to a range of its own. */
function routed(maker: Maker, router: Made, ...nexthops: readonly string[]): Promise<void> {
  const routes = nexthops.map((nexthop, at) => ({ destination: `10.${20 + at}.0.0/24`, nexthop }));
  return maker.change(router, { routes });
}

async function addressOf({ wire }: Maker, port: Made): Promise<string> {
  return textAt(await ok(wire, 'network', 'GET', `/ports/${port.id}`), 'port', 'fixed_ips', 0, 'ip_address');
}
