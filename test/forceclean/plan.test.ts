import { expect } from 'chai';
import { describe, it } from 'mocha';
import { refKey, type Resource } from '../../src/model/resource.ts';
import { routeBy, scene, standCluster, standProject } from './cluster.ts';
import { COMMON, UNIQUE, goes, keptWhy, keys, names, planFor } from './judging.ts';
import { createWorld } from './world.ts';

for (const C of [UNIQUE, COMMON]) {
  describe(`the plan for cluster ${C} beside a neighbour`, () => {
    const world = createWorld();
    const { external } = standProject(world);
    const ours = standCluster(world, external, C);
    standCluster(world, external, C === UNIQUE ? 'tzzzzzzzzza' : 'pr1-ab12cd2');
    const plan = planFor(world, { clusters: [names(C)] });

    it('removes the whole cluster and nothing else', () => {
      expect(goes(plan)).to.deep.equal(keys(...Object.values(ours)));
    });

    it('keeps nothing that is ours', () => {
      expect(plan.kept.filter((one) => one.leftover)).to.deep.equal([]);
    });

    it('puts every step after its predecessors and its whole', () => {
      const at = new Map(plan.steps.map((step) => [refKey(step.target), step.seq]));
      for (const step of plan.steps) {
        for (const before of [...step.after, ...(step.with === undefined ? [] : [step.with])]) {
          expect(at.get(refKey(before)), `${refKey(before)} before ${refKey(step.target)}`).to.be.lessThan(step.seq);
        }
      }
    });

    it('shows what goes along with something else', () => {
      const along = plan.steps.filter((step) => step.with !== undefined).map((step) => refKey(step.target));
      const { listener, pool, monitor, apiVip, serviceVip, subnet, root } = ours;
      expect(along.sort()).to.deep.equal(keys(listener, pool, monitor, apiVip, serviceVip, subnet, root));
    });

    it('detaches the router interface through its router, and deletes no port a router holds', () => {
      const step = plan.steps.find((one) => one.target.id === ours.interface.id);
      expect(step).to.include({ do: 'detach' });
      expect(step?.from).to.deep.equal({ kind: 'router', id: ours.router.id });
    });
  });
}

describe('order', () => {
  const world = createWorld();
  const { external } = standProject(world);
  const ours = standCluster(world, external, UNIQUE);
  const plan = planFor(world, { clusters: [names(UNIQUE)] });
  const edges: readonly [keyof typeof ours, keyof typeof ours, string][] = [
    ['port', 'server', 'a port after its server'],
    ['claim', 'server', 'a volume after the server it is attached to'],
    ['claim', 'snapshot', 'a volume after its snapshots'],
    ['network', 'port', 'a network after its ports'],
    ['network', 'interface', 'a network after the interface of its router'],
    ['network', 'apiVip', 'a network after the VIP ports'],
    ['router', 'interface', 'a router after its interfaces'],
    ['interface', 'serviceFip', 'an interface after the floating IPs that need it'],
    ['group', 'port', 'a security group after the ports that use it'],
  ];
  for (const [late, early, title] of edges) {
    it(title, () => {
      const step = plan.steps.find((one) => one.target.id === ours[late].id);
      expect(step?.after.map(refKey)).to.include(refKey(ours[early]));
    });
  }

  describe('of a router’s interface beside load balancers on its network', () => {
    const afterInterface = (provider: string, change: (stage: typeof ours, from: typeof world) => void = () => {}) => {
      const from = createWorld();
      const stage = standCluster(from, standProject(from).external, UNIQUE);
      from.change(stage.serviceLb, { facts: { provider } });
      change(stage, from);
      const step = planFor(from, { clusters: [names(UNIQUE)] }).steps.find(
        (one) => one.target.id === stage.interface.id,
      );
      return step?.after.some((one) => one.id === stage.serviceLb.id);
    };

    it('waits for one that OVN makes, or nobody knows who', () => {
      expect(afterInterface('ovn')).to.equal(true);
      expect(afterInterface('octavia')).to.equal(true);
    });

    it('does not wait for an amphora, which knows no router', () => {
      expect(afterInterface('amphora')).to.equal(false);
    });

    it('stays with an amphora that stays', () => {
      const text = { name: 'web', description: 'somebody’s' };
      expect(afterInterface('amphora', ({ serviceLb }, from) => from.change(serviceLb, text))).to.not.equal(false);
    });
  });

  describe('of what a router has besides its interfaces', () => {
    function withParts(of: 'ours' | 'other') {
      const stage = scene();
      const { world, ours } = stage;
      const { network, subnet } = ours;
      const device = stage[of].router;
      const put = (owner: string, rel: Readonly<Record<string, Resource>>): Resource =>
        world.put('port', { facts: { deviceOwner: `network:${owner}`, deviceId: device.id }, rel: { ...rel, device } });
      put('router_gateway', { network: world.put('network', { name: 'outside' }) });
      put('router_ha_interface', { network: world.put('network', { name: 'HA network tenant x' }) });
      return { ...stage, snat: put('router_centralized_snat', { network, subnet }) };
    }

    it('goes with the interface or the router, and is in nobody’s way', () => {
      const { world, ours, snat } = withParts('ours');
      const made = planFor(world, { clusters: [names(UNIQUE)] });
      const step = made.steps.find((one) => one.target.id === snat.id);
      expect(step).to.deep.include({ do: 'delete', with: { kind: 'port', id: ours.interface.id } });
      expect(goes(made)).to.include.members(keys(ours.network, ours.subnet, ours.interface, ours.router));
      const router = made.steps.find((one) => one.target.id === ours.router.id);
      const ports = router?.after.filter((one) => one.kind === 'port').map(refKey);
      expect(ports).to.deep.equal([refKey(ours.interface)]);
    });

    it('goes with the router where that has no interface beside it', () => {
      const { world, ours, snat } = withParts('ours');
      world.remove(ours.interface);
      const made = planFor(world, { clusters: [names(UNIQUE)] });
      expect(made.steps.find((one) => one.target.id === snat.id)?.with).to.deep.equal({
        kind: 'router',
        id: ours.router.id,
      });
    });

    it('keeps our network, where it is of a router that is not ours', () => {
      const { world, ours, snat } = withParts('other');
      const made = planFor(world, { clusters: [names(UNIQUE)] });
      expect(goes(made)).to.not.include.members(keys(snat)).and.not.include.members(keys(ours.network));
      expect(keptWhy(made, ours.network)).to.contain(`port ${snat.id} is on it`);
    });
  });

  it('puts a floating IP before its load balancer when only the load balancer proves it', () => {
    const common = createWorld();
    const parts = standCluster(common, standProject(common).external, COMMON);
    const { steps } = planFor(common, { clusters: [names(COMMON)] });
    const waits = (of: Resource, on: Resource): boolean =>
      steps.find((one) => one.target.id === of.id)?.after.some((ref) => ref.id === on.id) === true;
    expect(waits(parts.serviceLb, parts.serviceFip)).to.equal(true);
    expect(waits(parts.apiLb, parts.apiFip)).to.equal(false);
  });

  it('makes a server wait for the snapshots of a volume that goes with it', () => {
    const snapshot = world.put('snapshot', {
      name: 'snapshot-8b2c4803-3c2a-52e4-bbd6-80f74208efa8',
      rel: { volume: ours.root },
    });
    const step = planFor(world, { clusters: [names(UNIQUE)] }).steps.find((one) => one.target.id === ours.server.id);
    world.remove(snapshot);
    expect(step?.after.map(refKey)).to.include(refKey(snapshot));
  });

  it('waits with a credential for no volume that is handed over', () => {
    const credential = world.put('applicationCredential', { name: `${UNIQUE}-${UNIQUE}-appcred` });
    const asked = { clusters: [names(UNIQUE)] };
    const [kept, reported] = (['keep', 'report'] as const).map((pvc) => goes(planFor(world, { ...asked, pvc })));
    world.remove(credential);
    expect(kept).to.include(refKey(credential));
    expect(reported).not.to.include(refKey(credential));
  });

  it('deletes an application credential last of all', () => {
    const credential = world.put('applicationCredential', { name: `${UNIQUE}-${UNIQUE}-appcred` });
    const { steps } = planFor(world, { clusters: [names(UNIQUE)] });
    world.remove(credential);
    expect(steps.at(-1)?.target.id).to.equal(credential.id);
    expect(steps.at(-1)?.after).to.have.length(steps.length - 1);
  });
});

describe('what a plan keeps of ours', () => {
  function stand() {
    const world = createWorld();
    const { external } = standProject(world);
    const ours = standCluster(world, external, UNIQUE);
    const other = standCluster(world, external, 'tzzzzzzzzza');
    return { world, ours, other, external };
  }
  const asked = { clusters: [names(UNIQUE)] };

  it('a security group that a neighbour’s rule names, since the rule would vanish with it', () => {
    const { world, ours, other } = stand();
    world.change(other.group, { rel: { remoteGroup: ours.group } });
    const plan = planFor(world, asked);
    expect(goes(plan)).to.not.include(refKey(ours.group));
    expect(keptWhy(plan, ours.group)).to.match(/a rule of securityGroup .* names it as remote group/);
    expect(plan.kept.find((one) => one.target.id === ours.group.id)?.leftover).to.equal(true);
  });

  it('a security group that a rule of another one of ours names, which stays: it waits for that one', () => {
    const { world, ours, other } = stand();
    const second = world.put('securityGroup', {
      name: ours.group.name.replace('controlplane', 'worker'),
      rel: { remoteGroup: ours.group },
    });
    world.change(ours.group, { rel: { remoteGroup: second } });
    expect(goes(planFor(world, asked))).to.include.members([refKey(ours.group), refKey(second)]);
    world.change(other.port, { rel: { securityGroup: second } });
    const plan = planFor(world, asked);
    expect(keptWhy(plan, second)).to.match(/uses it/);
    expect(keptWhy(plan, ours.group)).to.match(new RegExp(`^waits for securityGroup ${second.id}`));
    expect(plan.kept.find((one) => one.target.id === ours.group.id)?.behind?.id).to.equal(second.id);
  });

  it('a security group on a neighbour’s port', () => {
    const { world, ours, other } = stand();
    world.change(other.port, { rel: { securityGroup: ours.group } });
    expect(keptWhy(planFor(world, asked), ours.group)).to.match(/uses it/);
  });

  it('a network with a neighbour’s port, and with it subnet, interface and router', () => {
    const { world, ours } = stand();
    const { network, subnet } = ours;
    const guest = world.put('port', { name: 'debug', rel: { network, subnet } });
    const plan = planFor(world, asked);
    for (const one of [network, subnet, ours.interface, ours.router, guest]) {
      expect(goes(plan)).to.not.include(refKey(one));
    }
    expect(keptWhy(plan, network)).to.contain(`port ${guest.id}`);
    expect(keptWhy(plan, ours.router)).to.contain(`waits for port ${ours.interface.id}`);
    expect(plan.kept.find((one) => one.target.id === ours.router.id)?.behind?.id).to.equal(ours.interface.id);
    expect(goes(plan)).to.include(refKey(ours.server));
  });

  it('a router with an interface in a neighbour’s network', () => {
    const { world, ours, other } = stand();
    const { network, subnet } = other;
    world.put('port', {
      facts: { deviceOwner: 'network:router_interface' },
      rel: { network, subnet, device: ours.router },
    });
    const plan = planFor(world, asked);
    expect(keptWhy(plan, ours.router)).to.match(/serves a network that is not ours/);
    expect(goes(plan)).to.include(refKey(ours.interface));
  });

  it('a router with a route by way of somebody else', () => {
    const { world, ours } = stand();
    world.change(ours.router, { plain: [routeBy('10.9.0.7')] });
    expect(keptWhy(planFor(world, asked), ours.router)).to.match(/route by way of 10\.9\.0\.7/);
  });

  it('a volume of which somebody took a snapshot', () => {
    const { world, ours } = stand();
    world.put('snapshot', { name: 'before-the-demo', rel: { volume: ours.claim } });
    const plan = planFor(world, asked);
    expect(keptWhy(plan, ours.claim)).to.match(/before-the-demo.* was taken of it/);
    expect(goes(plan)).to.include(refKey(ours.server));
  });

  it('a server that would take along a volume which is not ours', () => {
    const { world, ours } = stand();
    const data = world.put('volume', { name: 'thesis' });
    const server = world.change(ours.server, { rel: { attachment: data }, facts: { [`deletes:${data.id}`]: true } });
    world.change(data, { rel: { attachment: server } });
    const plan = planFor(world, asked);
    expect(keptWhy(plan, ours.server)).to.match(/would delete volume .*thesis/);
    expect(keptWhy(plan, ours.port)).to.contain(`waits for server ${server.id}`);
  });

  it('a load balancer with somebody else’s listener', () => {
    const { world, ours } = stand();
    world.put('listener', {
      name: 'listener_0_kube_service_tzzzzzzzzza_web_front',
      rel: { loadBalancer: ours.serviceLb },
    });
    expect(keptWhy(planFor(world, asked), ours.serviceLb)).to.match(/in it is not ours/);
  });

  for (const [pvc, leftover] of [
    ['keep', false],
    ['report', true],
  ] as const) {
    it(`volumes behind claims and their snapshots, when the policy is ${pvc}`, () => {
      const { world, ours } = stand();
      const plan = planFor(world, { ...asked, pvc });
      const kept = plan.kept.filter((one) => one.target.cluster === UNIQUE);
      expect(kept.map((one) => refKey(one.target)).sort()).to.deep.equal(keys(ours.claim, ours.snapshot));
      expect(kept.map((one) => one.leftover)).to.deep.equal([leftover, leftover]);
    });
  }
});

describe('a plan after a failed listing', () => {
  const world = createWorld();
  const { external } = standProject(world);
  const ours = standCluster(world, external, UNIQUE);
  const asked = { clusters: [names(UNIQUE)] };

  it('deletes neither the network nor its servers when ports could not be listed', () => {
    const plan = planFor(world, { ...asked, gaps: ['port'] });
    expect(plan.unknown).to.deep.equal(['port']);
    for (const one of [ours.network, ours.subnet, ours.server, ours.router, ours.apiLb, ours.group]) {
      expect(goes(plan)).to.not.include(refKey(one));
    }
  });

  it('deletes no volume when snapshots could not be listed, nor a server that takes one along', () => {
    const plan = planFor(world, { ...asked, gaps: ['snapshot'] });
    for (const one of [ours.claim, ours.root, ours.server]) expect(goes(plan)).to.not.include(refKey(one));
    expect(keptWhy(plan, ours.claim)).to.match(/snapshot could not be listed/);
  });

  it('takes nothing for ours that a whole listing would not, which shows two clusters of that name', () => {
    const doubled = createWorld();
    const { name } = standCluster(doubled, standProject(doubled).external, COMMON).network;
    doubled.put('network', { name });
    const address = doubled.put('floatingIp', {
      description: `Created by cluster-api-provider-openstack cluster ${COMMON}-${COMMON}`,
    });
    const both = { clusters: [names(COMMON)] };
    expect(goes(planFor(doubled, both))).to.not.include(refKey(address));
    const blind = planFor(doubled, { ...both, gaps: ['network'] });
    expect(goes(blind)).to.not.include(refKey(address));
    expect(blind.kept.find((one) => one.target.id === address.id)).to.include({ leftover: true, unlisted: true });
  });

  it('takes no server for ours whose name may be the rest of a longer one, when no list shows that cluster', () => {
    const long = createWorld();
    const { external } = standProject(long);
    standCluster(long, external, UNIQUE);
    const other = standCluster(long, external, `${UNIQUE}-x7k2p`);
    const server = long.put('server', { name: `${UNIQUE}-x7k2p-9hq4d` });
    long.remove(...Object.values(other).filter(({ kind }) => kind !== 'loadBalancer'));
    expect(goes(planFor(long, asked))).to.not.include(refKey(server));
    expect(goes(planFor(long, { ...asked, gaps: ['loadBalancer'] }))).to.not.include(refKey(server));
  });

  it('lets a run’s cluster go by its structure, and by what its name alone fixes', () => {
    expect(goes(planFor(world, { ...asked, gaps: ['trunk'] }))).to.include(refKey(ours.apiFip));
    expect(goes(planFor(world, { ...asked, gaps: ['applicationCredential'] }))).to.include.members(
      keys(ours.server, ours.root, ours.network, ours.claim),
    );
  });

  it('leaves the floating IP of a VIP, and the router it needs, when load balancers could not be listed', () => {
    const { kept } = planFor(world, { ...asked, gaps: ['loadBalancer'] });
    const keptOf = (one: Resource) => kept.find(({ target }) => target.id === one.id);
    expect(keptOf(ours.serviceFip)).to.include({ why: 'loadBalancer could not be listed', unlisted: true });
    expect(keptOf(ours.router)).to.include({ unlisted: true });
  });

  for (const gap of ['network', 'server', 'loadBalancer', 'volume'] as const) {
    it(`deletes nothing that depends on ${gap}s when they could not be listed`, () => {
      const plan = planFor(world, { ...asked, gaps: [gap] });
      expect(goes(plan).some((key) => key.startsWith(`${gap}/`))).to.equal(false);
      expect(goes(plan)).to.not.include(refKey(ours.network));
    });
  }
});

describe('a plan as a paper', () => {
  const world = createWorld();
  const { external } = standProject(world);
  standCluster(world, external, UNIQUE);
  const plan = planFor(world, { clusters: [names(UNIQUE)] });

  it('is the same for the same world', () => {
    expect(planFor(world, { clusters: [names(UNIQUE)] }).sha256).to.equal(plan.sha256);
  });

  it('holds for fifteen minutes of the cloud’s time', () => {
    expect(Date.parse(plan.expiresAt) - Date.parse(plan.madeAt)).to.equal(15 * 60 * 1000);
  });

  it('gives a reason for every step', () => {
    expect(plan.steps.map((step) => step.because[0].side)).to.not.include('against');
  });
});
