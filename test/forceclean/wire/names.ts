import { randomUUID } from 'node:crypto';
import type { LedgerEntry } from '../../../src/model/evidence.ts';
import {
  A,
  B,
  byCapo,
  byCsi,
  byOccm,
  calledOf,
  claimName,
  COMMON,
  machine,
  NOBODYS,
  OF_B,
  standHost,
  standNet,
  standOthers,
  standService,
  standTraces,
  standWhole,
  type Whole,
} from './cluster.ts';
import { container } from './ledgered.ts';
import type { Made } from './made.ts';
import type { Maker } from './maker.ts';
import type { Put, WireCase } from './scene.ts';

/** Of a text that every cluster of that name has. */
const WEAK = /^not proved: .* is what (?:capo|occm) writes for cluster .* \(weak\)$/;

/**
 * Where only names exist nothing goes, and it ends with 5 (something that bears the cluster's name is left), not with 4: who
 * is refused believes that nothing was looked at and another command helps. Here things stand, hold quota and addresses,
 * and nobody can tell but a person whose they are. The same where a ledger has proved the cluster's own, for nobody knows
 * that it names all of them.
 */
const LOOKED_AND_LEFT = 5;

/** What a report says of a cluster that cannot be told from another; what has no text of its own is part of something that has. */
const doubtful = (whole: Whole, why = WEAK): Put['kept'] => [
  ...[whole.network, whole.subnet, whole.router, whole.group, whole.address].map((made) => [made, why] as const),
  [whole.balancer, /its VIP is on a network that is not ours/],
  [whole.claim, new RegExp(`attached to server ${whole.server.id} .*, which is not ours`)],
];

/** The same of what bears the cluster's name without the namespace. */
const doubtfulParts = (whole: Whole): Put['kept'] => [
  [whole.server, new RegExp(`its port ${whole.port.id} .* is on a network that is not ours`)],
  [whole.port, new RegExp(`plugged into server ${whole.server.id} .*, which is not ours`)],
  [whole.serviceGroup, WEAK],
];

/** What it was confused with is gone, which proves nothing. */
const DOUBTED =
  /^not proved: .* writes for cluster .*, and an earlier look of this clean-up saw two of that name \(weak\)$/;

/** Of a volume of somebody else's machine, though its texts may be anybody's. */
const FOREIGN_SERVER = /attached to server .*, which is not ours/;

/** A ledger with the ids of all of it. */
const ledgerOf = (cluster: string, whole: Whole): readonly LedgerEntry[] =>
  Object.values(whole).map(({ kind, id }: Made) => ({ kind, id, cluster, source: 'line 7' }));

/** Two clusters of V1's default name, of which a ledger knows one: that one goes. */
async function putTwins(maker: Maker): Promise<Put> {
  const [ours, theirs] = [await standWhole(maker, 'testcluster'), await standWhole(maker, 'testcluster')];
  return {
    goes: calledOf(ours),
    along: [ours.subnet, ours.vip],
    kept: [...doubtful(theirs, DOUBTED), ...doubtfulParts(theirs)],
    more: { ledger: ledgerOf('testcluster', ours) },
  };
}

/** Names which begin, end or read like others. */
export const NAMES: readonly WireCase[] = [
  {
    name: 'T06 two clusters of the default name: only names exist, so nothing goes',
    C: 'testcluster',
    real: true,
    program: true,
    exit: LOOKED_AND_LEFT,
    async put(maker) {
      const [ours, theirs] = [await standWhole(maker, 'testcluster'), await standWhole(maker, 'testcluster')];
      return { kept: [ours, theirs].flatMap((one) => [...doubtful(one), ...doubtfulParts(one)]) };
    },
  },
  {
    name: 'T06 the same with a ledger: A’s go by their ids',
    C: 'testcluster',
    real: true,
    exit: LOOKED_AND_LEFT,
    put: putTwins,
  },
  {
    name: 'T06 the same where a list fails in the first round',
    C: 'testcluster',
    real: 'a service cannot be made to fail there while others use it',
    exit: LOOKED_AND_LEFT,
    script: [{ when: { method: 'GET', path: /\/v2\/images/, times: 1 }, then: { do: 'answer', status: 400 } }],
    put: putTwins,
  },
  {
    name: 'T06 the same with what the other makes during the first round',
    C: 'testcluster',
    real: true,
    exit: LOOKED_AND_LEFT,
    async put(maker) {
      const C = 'testcluster';
      return {
        ...(await putTwins(maker)),
        async planned() {
          const volume = await maker.volume({ name: claimName(randomUUID()), ...byCsi(C) });
          const address = await maker.floatingIp({ description: byCapo(C) });
          const group = await maker.neutron('securityGroup', {
            name: `k8s-cluster-${C}-${C}-secgroup-controlplane`,
            description: 'Cluster API managed group',
          });
          return [volume, address, group].map((made) => [made, DOUBTED] as const);
        },
      };
    },
  },
  {
    name: 'T07, T08 main-1 goes whole beside main-12 in namespace default',
    C: 'main-1',
    real: true,
    program: true,
    exit: 0,
    async put(maker) {
      const ours = await standNet(maker, 'main-1');
      await standNet(maker, 'main-12', 'default');
      await maker.serverGroup('main-1-main-12-controller');
      await maker.neutron('securityGroup', { name: 'main-1-main-12-cilium', description: 'main-1-main-12-cilium' });
      return { goes: calledOf(ours), along: [ours.subnet], kept: [] };
    },
  },
  {
    name: 'T09 pr12 beside pr123, and pr123 in namespace pr12',
    C: 'pr12',
    real: true,
    exit: 0,
    async put(maker) {
      const ours = await standTraces(maker, 'pr12');
      const theirs = await standNet(maker, 'pr123', 'default');
      await standTraces(maker, 'pr123', 'pr12');
      const name = machine('pr123');
      const root = await maker.volume({
        name: `${name}-root`,
        description: `Root volume for ${name}`,
        imageRef: await maker.image(),
      });
      await maker.server(name, [theirs.port], root);
      await maker.serverGroup('pr12-pr123-controller');
      await maker.neutron('securityGroup', { name: 'pr12-pr123-cilium', description: 'pr12-pr123-cilium' });
      return { goes: calledOf(ours), along: [ours.subnet], kept: [[root, FOREIGN_SERVER]] };
    },
  },
  {
    name: 'T10 a cluster called test, and everything that contains the word',
    C: 'test',
    real: true,
    exit: 0,
    async put(maker) {
      const ours = await standTraces(maker, 'test');
      const theirs = await standWhole(maker, 'my-test');
      const runner = await maker.neutron('port', { name: 'loadtest-runner-1', network_id: theirs.network.id });
      await maker.server('loadtest-runner-1', [runner]);
      const load = await maker.volume({ name: 'loadtest-data' });
      const results = await maker.volume({ name: 'jmeter-test-results' });
      return {
        goes: calledOf(ours),
        along: [ours.subnet],
        kept: [
          [load, NOBODYS],
          [results, NOBODYS],
          [theirs.claim, FOREIGN_SERVER],
        ],
      };
    },
  },
  {
    name: 'T11 a cluster whose name is part of a neighbour’s ids',
    C: 'taken from an id',
    real: true,
    program: true,
    exit: 0,
    async put(maker) {
      const theirs = await standNet(maker, B);
      // Its port and its volume hold the server's id, too; nobody can choose one of theirs.
      const server = await maker.server(machine(B), [theirs.port]);
      const C = server.id.slice(5, 12);
      const volume = await maker.volume({ name: claimName(server.id), ...byCsi(B) });
      await maker.attach(volume, server);
      const ours = await maker.floatingIp({ description: byCapo(C) });
      return { C, goes: [ours], kept: [[volume, OF_B]] };
    },
  },
  {
    name: 'T12 prefixes that end or start like ours, keypairs among them',
    C: COMMON,
    real: true,
    program: true,
    exit: 0,
    async put(maker) {
      const ours = await standTraces(maker, COMMON);
      await maker.neutron('network', { name: `${COMMON}-network` });
      const theirs = await standHost(maker, `my${COMMON}`);
      const port = await maker.neutron('port', { name: `${COMMON}-port2`, network_id: theirs.id });
      await maker.server(`${COMMON}-mgmtcluster2`, [port]);
      await maker.keypair(`${COMMON}-keypair-prod`);
      const disk = await maker.volume({ name: `my${COMMON}-mgmthost` });
      return { goes: calledOf(ours), along: [ours.subnet], kept: [[disk, NOBODYS]] };
    },
  },
  {
    name: 'T13 a name that means something to a regular expression',
    C: 'v1.2',
    real: true,
    exit: 0,
    async put(maker) {
      const ours = await standTraces(maker, 'v1.2');
      const theirs = await standNet(maker, 'v1x2');
      await maker.server('v1x2-db-1', [theirs.port]);
      const data = await maker.volume({ name: 'v1x2-db-1' });
      return { goes: calledOf(ours), along: [ours.subnet], kept: [[data, NOBODYS]] };
    },
  },
  {
    name: 'T14 a credential that ends like ours, and an empty container',
    C: COMMON,
    real: true,
    program: true,
    exit: 0,
    async put(maker) {
      const ours = await maker.credential(`${COMMON}-${COMMON}-appcred`, `App Cred ${COMMON} for cluster ${COMMON}`);
      await maker.credential(`x${COMMON}-${COMMON}-appcred`, `App Cred x${COMMON} for cluster ${COMMON}x`);
      await container(maker, `old-${COMMON}-${COMMON}-harbor-registry-backup`, []);
      return { goes: [ours], kept: [] };
    },
  },
  {
    name: 'T31 A’s credential, cleaned with one that may not manage credentials: the rest goes',
    C: COMMON,
    real: true,
    program: true,
    exit: 7,
    async put(maker) {
      const ours = await standTraces(maker, COMMON);
      const appcred = await maker.credential(`${COMMON}-${COMMON}-appcred`, `App Cred ${COMMON} for cluster ${COMMON}`);
      await maker.credential(`x${COMMON}-${COMMON}-appcred`, `App Cred x${COMMON} for cluster ${COMMON}x`);
      const others = await standOthers(maker);
      const { path, remove } = await maker.restricted();
      return {
        goes: calledOf(ours),
        along: [ours.subnet],
        kept: [[appcred, /restricted.*use an unrestricted one/], ...others.kept],
        cloudsYaml: path,
        end: remove,
      };
    },
  },
  {
    name: 'T15 namespace default, cluster main-1 writes as namespace default-main, cluster 1: a contradiction',
    C: 'main-1',
    real: true,
    program: true,
    exit: LOOKED_AND_LEFT,
    async put(maker) {
      const ours = await standWhole(maker, 'main-1', 'default');
      const theirs = await standWhole(maker, '1', 'default-main');
      return {
        kept: [...doubtful(ours), ...doubtfulParts(ours), ...doubtful(theirs)],
      };
    },
  },
  {
    name: 'T15 the same with a ledger: A’s go by their ids',
    C: 'main-1',
    real: true,
    exit: LOOKED_AND_LEFT,
    async put(maker) {
      const ours = await standWhole(maker, 'main-1', 'default');
      const theirs = await standWhole(maker, '1', 'default-main');
      return {
        goes: calledOf(ours),
        along: [ours.subnet, ours.vip],
        kept: doubtful(theirs),
        more: { ledger: ledgerOf('main-1', ours) },
      };
    },
  },
  {
    name: 'T16 load balancers and floating IPs of Services by any name',
    C: A,
    real: true,
    exit: 0,
    async put(maker) {
      const ours = await standNet(maker, A);
      const shop = await standService(maker, ours, A, {
        name: `kube_service_${A}_shop_cart`,
        description: `Kubernetes external service shop/cart from cluster ${A}`,
        tags: [`kube_service_${A}_shop_cart`],
      });
      const address = await maker.floatingIp({ description: byOccm(A, 'shop/cart') }, shop.vip);
      await maker.floatingIp({ description: byOccm(`${A}2`, 'shop/cart') });
      return { goes: [...calledOf(ours), shop.balancer, address], along: [ours.subnet, shop.vip], kept: [] };
    },
  },
];
