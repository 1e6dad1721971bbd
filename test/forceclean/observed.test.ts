import { expect } from 'chai';
import { describe, it } from 'mocha';
import type { CleanPlan } from '../../src/model/plan.ts';
import { refKey, type Resource } from '../../src/model/resource.ts';
import { standCluster, standProject, type ClusterParts } from './cluster.ts';
import { COMMON, UNIQUE, goes, keptWhy, keys, names, planFor } from './judging.ts';
import { createWorld, type World } from './world.ts';

type Left = Readonly<
  Record<
    | 'network'
    | 'subnet'
    | 'router'
    | 'interface'
    | 'serviceVip'
    | 'serviceLb'
    | 'serviceFip'
    | 'lbGroup'
    | 'claim'
    | 'snapshot',
    Resource
  >
>;

/** The group that OCCM makes for a Service. */
function standLbGroup(world: World, C: string): Resource {
  return world.put('securityGroup', {
    name: 'lb-sg-464b1352-9dc6-5ebd-8e6a-54d94d656bc6-web-front',
    description: `Security Group for web/front Service LoadBalancer in cluster ${C}`,
  });
}

/**
 * What stands after a Cluster was deleted with its Services and claims still there: CAPO has removed its servers, root
 * disks, ports, load balancer, address and groups, and waits for the router's interface, which OCCM's address needs.
 */
function undrained(world: World, external: Resource, C: string): Left {
  const { network, subnet, router, serviceVip, serviceLb, serviceFip, ...gone } = standCluster(world, external, C);
  world.remove(...Object.values(gone));
  const facts = { deviceOwner: 'network:router_interface', address: '10.8.0.1' };
  const facing = world.put('port', { facts, rel: { network, subnet, device: router } });
  const csi = { description: 'Created by OpenStack Cinder CSI driver', status: 'available' };
  const claim = world.put('volume', { ...csi, name: gone.claim.name, metadata: gone.claim.metadata });
  const { name, metadata } = gone.snapshot;
  const snapshot = world.put('snapshot', { ...csi, name, metadata, rel: { volume: claim } });
  const lbGroup = standLbGroup(world, C);
  return { network, subnet, router, interface: facing, serviceVip, serviceLb, serviceFip, lbGroup, claim, snapshot };
}

/** A cluster that CAPO is making a further machine for, and was stopped: a port on no server, a disk on none. */
function halfMade(world: World, { network, subnet, group }: ClusterParts, C: string): readonly [Resource, Resource] {
  const SRV = `${C}-x7k2p-zzzzz`;
  const port = world.put('port', {
    name: `${SRV}-0`,
    status: 'DOWN',
    description: `Created by cluster-api-provider-openstack cluster ${C}`,
    facts: { deviceOwner: '' },
    rel: { network, subnet, securityGroup: group },
  });
  const texts = { name: `${SRV}-root`, description: `Root volume for ${SRV}` };
  return [port, world.put('volume', { ...texts, status: 'available', facts: { bootable: true } })];
}

function isLeftover(plan: CleanPlan, one: Resource): boolean | undefined {
  return plan.kept.find((kept) => refKey(kept.target) === refKey(one))?.leftover;
}

/** What must be gone before one may go. */
function afterOf(plan: CleanPlan, one: Resource): readonly string[] {
  return plan.steps.find((step) => refKey(step.target) === refKey(one))?.after.map(refKey) ?? [];
}

/** As real CAPO, OCCM and Cinder CSI left it. */
describe('what was observed of real controllers', () => {
  for (const C of [UNIQUE, COMMON]) {
    const whose = C === UNIQUE ? 'a run’s name' : 'a name that somebody chose';
    const asked = { clusters: [names(C)] };

    it(`after an undrained deletion, ${whose}: the network with all on it goes, the address before the interface`, () => {
      const world = createWorld();
      const left = undrained(world, standProject(world).external, C);
      const plan = planFor(world, asked);
      const { lbGroup, claim, snapshot, ...wired } = left;
      const loose = C === UNIQUE ? [claim, snapshot] : [];
      expect(goes(plan)).to.deep.equal(keys(...Object.values(wired), lbGroup, ...loose));
      expect(plan.steps.find((step) => step.do === 'detach')?.target.id).to.equal(left.interface.id);
      expect(afterOf(plan, left.interface)).to.include(refKey(left.serviceFip));
      expect(afterOf(plan, left.network)).to.include.members(keys(left.serviceLb, left.interface));
      expect(plan.causes).to.deep.equal([]);
    });

    it(`machines’ ports in CAPO’s and in OCCM’s group, ${whose}: both groups go, after the port`, () => {
      const world = createWorld();
      const ours = standCluster(world, standProject(world).external, C);
      const lbGroup = standLbGroup(world, C);
      world.change(ours.port, { rel: { securityGroup: lbGroup } });
      const plan = planFor(world, asked);
      expect(goes(plan)).to.deep.equal(keys(...Object.values(ours), lbGroup));
      expect(afterOf(plan, ours.port)).to.include(refKey(ours.server));
      for (const group of [ours.group, lbGroup]) expect(afterOf(plan, group)).to.include(refKey(ours.port));
    });

    it(`a machine that was half made, ${whose}: its port goes, before the network and the group`, () => {
      const world = createWorld();
      const ours = standCluster(world, standProject(world).external, C);
      const [port] = halfMade(world, ours, C);
      const plan = planFor(world, asked);
      expect(goes(plan)).to.include.members(keys(port, ...Object.values(ours)));
      for (const one of [ours.network, ours.subnet, ours.group]) expect(afterOf(plan, one)).to.include(refKey(port));
    });
  }

  it('leaves loose things of a chosen name: OCCM’s group whose load balancer is gone, the claim’s volume with its snapshot', () => {
    const world = createWorld();
    const { lbGroup, claim, snapshot, serviceLb, serviceVip, serviceFip } = undrained(
      world,
      standProject(world).external,
      COMMON,
    );
    world.remove(serviceLb, serviceVip, serviceFip);
    const plan = planFor(world, { clusters: [names(COMMON)] });
    expect(keptWhy(plan, lbGroup)).to.match(/^not proved: description is what occm writes for cluster pr1-ab12cd/);
    expect(keptWhy(plan, claim)).to.match(/^not proved: metadata:cinder\.csi\.openstack\.org\/cluster/);
    expect(keptWhy(plan, snapshot)).to.match(new RegExp(`^of volume ${claim.id} .*, which is not ours`));
    for (const one of [lbGroup, claim]) expect(isLeftover(plan, one)).to.equal(true);
  });

  it('leaves a loose root disk of a chosen name, though both its texts name the machine; a run’s goes', () => {
    for (const C of [UNIQUE, COMMON]) {
      const world = createWorld();
      const [, root] = halfMade(world, standCluster(world, standProject(world).external, C), C);
      const plan = planFor(world, { clusters: [names(C)] });
      expect(goes(plan).includes(refKey(root))).to.equal(C === UNIQUE);
      if (C === UNIQUE) continue;
      expect(keptWhy(plan, root)).to.match(/^not proved: name is what capo writes for cluster pr1-ab12cd/);
      expect(isLeftover(plan, root)).to.equal(true);
    }
  });
});
