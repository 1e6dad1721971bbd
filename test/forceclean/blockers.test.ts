import { expect } from 'chai';
import { describe, it } from 'mocha';
import { refKey, type Resource } from '../../src/model/resource.ts';
import { standBalancer, standCluster, standProject, type ClusterParts } from './cluster.ts';
import { UNIQUE, goes, keptWhy, names, planFor } from './judging.ts';
import { createWorld, type World } from './world.ts';

const OTHER = 'tzzzzzzzzza';

/** Something of ours, tied to somebody else's: it must stay, and say why. */
interface Case {
  readonly title: string;
  /** Ties them; answers what must stay. */
  readonly tie: (world: World, ours: ClusterParts, other: ClusterParts) => Resource;
  readonly why: RegExp;
}

const addressOf = (C: string) => ({ description: `Created by cluster-api-provider-openstack cluster ${C}-${C}` });

const CASES: readonly Case[] = [
  {
    title: 'a subnet of which a guest’s port has an address',
    tie(world, { network, subnet }) {
      world.put('port', { name: 'tcpdump', rel: { network, subnet } });
      return subnet;
    },
    why: /port .*tcpdump.* has an address of it/,
  },
  {
    title: 'a server with a port of Nova’s making that somebody wants to keep: Nova would take it along',
    tie(world, { network, subnet, server }) {
      const tags = ['e2e-keep=true'];
      world.put('port', { tags, facts: { deviceOwner: 'compute:nova' }, rel: { network, subnet, device: server } });
      return server;
    },
    why: /its deletion would delete port/,
  },
  {
    title: 'a network in which another cluster has a subnet',
    tie(world, { network }) {
      world.put('subnet', { ...addressOf(OTHER), rel: { network } });
      return network;
    },
    why: /subnet .* is in it/,
  },
  {
    title: 'a network of which somebody else’s load balancer is being removed, its VIP port already gone',
    tie(world, { network, subnet }) {
      const [vip] = standBalancer(world, { network, subnet }, 'shop', '');
      world.remove(vip);
      return network;
    },
    why: /loadBalancer .*shop.* has its VIP on it/,
  },
  {
    title: 'a router through which somebody else’s floating IP is reached',
    tie(world, { router }, other) {
      world.put('floatingIp', { description: 'shop', rel: { router, port: other.port } });
      return router;
    },
    why: /floatingIp .* is reached through it/,
  },
  {
    title: 'a trunk with somebody else’s port in it',
    tie: (world, ours, other) =>
      world.put('trunk', { name: ours.port.name, rel: { parentPort: ours.port, subport: other.port } }),
    why: /port .* is reached through it/,
  },
  {
    title: 'a port that is in somebody else’s trunk',
    tie(world, ours, other) {
      world.put('trunk', { name: 'lab', rel: { parentPort: other.port, subport: ours.port } });
      return ours.port;
    },
    why: /it is in trunk .*lab/,
  },
  {
    title: 'a backup on which a person’s builds',
    tie(world, ours) {
      const csi = { description: 'Created by OpenStack Cinder CSI driver', metadata: ours.claim.metadata };
      const base = world.put('backup', { ...csi, facts: { hasDependents: true }, rel: { volume: ours.claim } });
      const facts = { incremental: true };
      world.put('backup', { name: 'nightly', createdAt: '2026-11-23T11:30:00Z', facts, rel: { volume: ours.claim } });
      return base;
    },
    why: /backup .*nightly.* builds on it/,
  },
  {
    title: 'a server group with somebody else’s server in it',
    tie: (world, ours, other) =>
      world.put('serverGroup', { name: `${UNIQUE}-${UNIQUE}-worker`, rel: { member: [ours.server, other.server] } }),
    why: /server .* is in it/,
  },
  {
    title: 'a keypair that somebody else’s server uses',
    tie(world, _ours, other) {
      const keypair = world.put('keypair', { name: `${UNIQUE}-keypair` });
      world.change(other.server, { rel: { keypair } });
      return keypair;
    },
    why: /server .* uses it/,
  },
  {
    title: 'a pool of ours that a neighbour’s listener uses, in a load balancer that both share',
    tie(world, _ours, other) {
      const tag = `kube_service_${UNIQUE}_web_front`;
      const loadBalancer = world.change(other.serviceLb, { tags: [...other.serviceLb.tags, tag] });
      const listener = world.put('listener', { name: `listener_0_${tag}`, tags: [tag], rel: { loadBalancer } });
      const pool = world.put('pool', { name: `pool_0_${tag}`, rel: { loadBalancer, listener } });
      world.put('listener', { name: `listener_0_kube_service_${OTHER}_web_front`, rel: { loadBalancer, pool } });
      return pool;
    },
    why: /part of loadBalancer .* which is not ours/,
  },
  {
    title: 'a load balancer to whose VIP another cluster’s floating IP leads',
    tie(world, ours) {
      world.put('floatingIp', { ...addressOf(OTHER), rel: { port: ours.serviceVip } });
      return ours.serviceLb;
    },
    why: /floatingIp .* of another cluster leads to it/,
  },
  {
    title: 'a port to which another cluster’s floating IP leads',
    tie(world, ours) {
      world.put('floatingIp', { ...addressOf(OTHER), rel: { port: ours.port } });
      return ours.port;
    },
    why: /floatingIp .* of another cluster leads to it/,
  },
];

describe('what is tied to somebody else', () => {
  for (const { title, tie, why } of CASES) {
    it(`stays: ${title}`, () => {
      const world = createWorld();
      const { external } = standProject(world);
      const ours = standCluster(world, external, UNIQUE);
      const stays = tie(world, ours, standCluster(world, external, OTHER));
      const plan = planFor(world, { clusters: [names(UNIQUE)] });
      expect(goes(plan)).to.not.include(refKey(stays));
      expect(keptWhy(plan, stays)).to.match(why);
    });
  }

  it('goes, where a floating IP without a router’s help was only lent', () => {
    const world = createWorld();
    const { external } = standProject(world);
    const ours = standCluster(world, external, UNIQUE);
    world.put('floatingIp', { description: 'shop', rel: { router: ours.router, port: ours.serviceVip } });
    expect(goes(planFor(world, { clusters: [names(UNIQUE)] }))).to.include.members([
      refKey(ours.router),
      refKey(ours.serviceLb),
    ]);
  });
});
