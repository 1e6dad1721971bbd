import {
  A,
  B,
  byCapo,
  byOccm,
  calledOf,
  COMMON,
  machine,
  machinePort,
  NOBODYS,
  standNet,
  standService,
  standTraces,
} from './cluster.ts';
import type { Made } from './made.ts';
import type { WireCase } from './scene.ts';

/** Floating IPs: DOWN proves nothing, and an address inside a cluster's network is everybody's. */
export const ADDRESSES: readonly WireCase[] = [
  {
    name: 'T02 floating IPs that are DOWN: leaked by A, just made by B, just given to a port of B, reserved by a human',
    C: A,
    real: true,
    program: true,
    exit: 0,
    async put(maker) {
      const leaked = [
        await maker.floatingIp({ description: byCapo(A) }),
        await maker.floatingIp({ description: byOccm(A) }),
      ];
      await maker.floatingIp({ description: byCapo(B) });
      const theirs = await standNet(maker, B);
      await maker.floatingIp({ description: byOccm(B) }, theirs.port);
      const bare = await maker.floatingIp({});
      await maker.floatingIp({ description: 'shop.example.org' });
      return { goes: leaked, kept: [[bare, /nothing on it tells whose it is/]] };
    },
  },
  {
    name: 'T03 an outage shows every floating IP DOWN: those of the neighbours stay',
    C: A,
    real: 'no agent there can be out of order: an associated floating IP is always ACTIVE',
    exit: 0,
    async put(maker, force) {
      const ours = await standTraces(maker, A);
      for (const C of [B, 'tyyyyyyyyya']) {
        const theirs = await standNet(maker, C);
        await force.addressStatus(await maker.floatingIp({ description: byOccm(C) }, theirs.port), 'DOWN');
      }
      return { goes: calledOf(ours), along: [ours.subnet], kept: [] };
    },
  },
  {
    name: 'T05 load balancers of A and B with the same VIP address, each with a floating IP: its port tells whose it is',
    C: COMMON,
    real: true,
    exit: 0,
    async put(maker) {
      // OCCM's text proves nothing for a name that anybody may choose, so only the port is left to tell.
      const other = `x${COMMON}`;
      const [ours, theirs] = [await standNet(maker, COMMON), await standNet(maker, other)];
      const own = await standService(maker, ours, COMMON, { vip_address: '10.8.0.5' });
      const address = await maker.floatingIp({ description: byOccm(COMMON) }, own.vip);
      const { vip } = await standService(maker, theirs, other, { vip_address: '10.8.0.5' });
      await maker.floatingIp({ description: byOccm(other) }, vip);
      return {
        goes: [...calledOf(ours), own.balancer, address],
        along: [ours.subnet, own.vip],
        kept: [],
      };
    },
  },
  {
    name: 'B’s floating IP on a port of A’s machine that Nova made and takes along: both stay',
    C: A,
    real: true,
    program: true,
    exit: 5,
    async put(maker) {
      const [ours] = [await standNet(maker, A), await standTraces(maker, B)];
      const port = await maker.neutron('port', { network_id: ours.network.id });
      const server = await maker.server(machine(A), [ours.port, port]);
      const lent = await maker.floatingIp({ description: byCapo(B) }, port);
      const waits = (made: Made): RegExp => new RegExp(`waits for ${made.kind} ${made.id}`);
      return {
        goes: [ours.address],
        // Nova learns of a floating IP from Neutron, and shows it some seconds later.
        touched: { [server.id]: ['addresses'] },
        kept: [
          [port, new RegExp(`floatingIp ${lent.id}.* of another cluster leads to it`)],
          [lent, /another cluster/],
          [server, waits(port)],
          [ours.port, waits(server)],
          [ours.group, waits(ours.port)],
          [ours.network, /waits for port/],
          [ours.subnet, /waits for port/],
          [ours.interface, waits(ours.network)],
          [ours.router, waits(ours.interface)],
        ],
      };
    },
  },
  {
    name: 'leak: a failing reconcile of CAPO 0.9 made thirteen floating IPs; twelve are DOWN with their whole text',
    C: A,
    real: true,
    program: true,
    exit: 0,
    async put(maker) {
      const ours = await standNet(maker, A);
      const used = await maker.floatingIp({ description: byCapo(A) }, ours.port);
      const leaked = await Promise.all(Array.from({ length: 12 }, () => maker.floatingIp({ description: byCapo(A) })));
      await Promise.all([B, `${A}2`, 'kubernetes'].map((C) => maker.floatingIp({ description: byCapo(C) })));
      return { goes: [...calledOf(ours), used, ...leaked], along: [ours.subnet], kept: [] };
    },
  },
  {
    name: 'leak: a floating IP that its Service kept, in a cluster of a unique name',
    C: A,
    real: true,
    exit: 0,
    async put(maker) {
      const kept = await maker.floatingIp({ description: byOccm(A) });
      await maker.floatingIp({ description: byOccm(`x${A}`) });
      return { goes: [kept], kept: [] };
    },
  },
  {
    name: 'leak: the same in a cluster of a common name: the text alone proves too little',
    C: COMMON,
    real: true,
    exit: 5,
    async put(maker) {
      const kept = await maker.floatingIp({ description: byOccm(COMMON) });
      return { kept: [[kept, /not proved/]] };
    },
  },
  {
    name: 'leak: VIP ports of load balancers that are gone, which hold A’s network',
    C: A,
    real: true,
    exit: 0,
    async put(maker) {
      const [ours, theirs] = [await standTraces(maker, A), await standTraces(maker, B)];
      const orphan = (network: string, id: string) =>
        maker.neutron('port', {
          name: `octavia-lb-${id}`,
          device_owner: 'Octavia',
          device_id: `lb-${id}`,
          network_id: network,
        });
      const ids = ['1d4b1352-9dc6-4ebd-8e6a-54d94d656bc1', '1d4b1352-9dc6-4ebd-8e6a-54d94d656bc2'];
      const orphans = await Promise.all(ids.map((id) => orphan(ours.network.id, id)));
      await orphan(theirs.network.id, '1d4b1352-9dc6-4ebd-8e6a-54d94d656bc3');
      return { goes: [...calledOf(ours), ...orphans], along: [ours.subnet], kept: [] };
    },
  },
  {
    name: 'leak: a machine’s port and root volume, made before a server that never came',
    C: A,
    real: true,
    exit: 0,
    async put(maker) {
      const ours = await standTraces(maker, A);
      const port = await machinePort(maker, ours, A);
      const root = (server: string) =>
        maker.volume({ name: `${server}-root`, description: `Root volume for ${server}` });
      const volume = await root(`${A}-x7k2p-9hq4d`);
      const theirs = await root(`${B}-x7k2p-9hq4d`);
      const longer = await root(`${A}2-x7k2p-9hq4d`);
      return {
        goes: [...calledOf(ours), port, volume],
        along: [ours.subnet],
        kept: [
          [theirs, new RegExp(`what capo writes for cluster ${B}`)],
          [longer, NOBODYS],
        ],
      };
    },
  },
];
