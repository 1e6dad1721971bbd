import { expect } from 'chai';
import { describe, it } from 'mocha';
import { causeText, lasting } from '../../src/forceclean/causeText.ts';
import { HOLDS } from '../../src/forceclean/holds.ts';
import { planText } from '../../src/forceclean/render.ts';
import { STUCK } from '../../src/forceclean/stuck/table.ts';
import type { Cause, CleanPlan } from '../../src/model/plan.ts';
import { refKey, type Resource } from '../../src/model/resource.ts';
import { routeBy, scene, standBalancer, type ClusterParts, type Scene } from './cluster.ts';
import { UNIQUE, goes, keptWhy, names, planFor } from './judging.ts';
import { NOW, type World } from './world.ts';

function plan(world: World): CleanPlan {
  return planFor(world, { clusters: [names(UNIQUE)] });
}

function causeOf(made: CleanPlan, one: Resource): Cause {
  const cause = made.causes.find((found) => refKey(found.target) === refKey(one));
  if (cause === undefined) throw new Error(`nothing holds ${refKey(one)}`);
  return cause;
}

const early = '2026-11-23T11:19:00Z';

describe('who holds whom', () => {
  it('is nobody where nothing is stuck and nothing is not ours', () => {
    expect(plan(scene().world).causes).to.deep.equal([]);
  });

  it('is a load balancer in PENDING at the end of the chain, with how long by the cloud’s time', () => {
    const { world, ours } = scene();
    world.change(ours.apiLb, { status: 'PENDING_UPDATE', updatedAt: early });
    const made = plan(world);
    const text = causeText(causeOf(made, ours.subnet), NOW);
    expect(text).to.match(/^subnet .* ← port .* ← loadBalancer .*: PENDING_UPDATE for 41 min$/);
    expect(causeOf(made, ours.network).chain.map((one) => one.kind)).to.deep.equal(['network', 'loadBalancer']);
    expect(causeOf(made, ours.network).todo).to.contain(`WHERE id='${ours.apiLb.id}'`);
    expect(keptWhy(made, ours.apiLb)).to.match(/PENDING_UPDATE for 41 min: nobody works on it any more/);
    expect(goes(made)).to.include(refKey(ours.server));
  });

  it('lets a load balancer that has been in PENDING for a moment be waited for', () => {
    const { world, ours } = scene();
    world.change(ours.apiLb, { status: 'PENDING_UPDATE', updatedAt: '2026-11-23T11:58:00Z' });
    expect(goes(plan(world))).to.include(refKey(ours.apiLb));
  });

  it('is the server of a foreign port on our network, not only its port', () => {
    const { world, ours } = scene();
    const debug = world.put('server', { name: 'debug' });
    const port = world.put('port', {
      name: 'tap',
      facts: { deviceOwner: 'compute:nova' },
      rel: { network: ours.network, subnet: ours.subnet, device: debug },
    });
    const made = plan(world);
    const { chain, todo } = causeOf(made, ours.router);
    expect(chain.map((one) => one.kind)).to.deep.equal(['router', 'port', 'network', 'port', 'server']);
    expect(chain.at(-1)).to.deep.equal({ kind: 'server', id: debug.id, name: 'debug', is: 'neighbour' });
    expect(todo).to.contain(`openstack port show ${port.id}`);
  });

  it('is a server that no list shows, behind a port', () => {
    const { world, ours } = scene();
    const port = world.put('port', {
      facts: { deviceOwner: 'compute:nova' },
      rel: { network: ours.network, subnet: ours.subnet },
      plain: [{ rel: 'device', kind: 'server', id: 'soft-deleted' }],
    });
    const made = plan(world);
    const { chain, todo } = causeOf(made, ours.network);
    expect(chain.map((one) => one.id)).to.deep.equal([ours.network.id, port.id, 'soft-deleted']);
    expect(todo).to.match(/soft-deleted \(reclaim_instance_interval\).*openstack server delete --force soft-deleted/);
    const blind = planFor(world, { clusters: [names(UNIQUE)], gaps: ['server'] });
    expect(JSON.stringify(blind.causes)).to.not.contain('soft-deleted (reclaim');
  });

  const FOREIGN: readonly (readonly [keyof typeof STUCK, (scene: Scene) => { held: Resource; id: Resource }])[] = [
    [
      'securityGroupNamed',
      ({ world, ours, other }) => {
        world.change(other.group, { rel: { remoteGroup: ours.group } });
        return { held: ours.group, id: other.group };
      },
    ],
    [
      'securityGroupOnPort',
      ({ world, ours, other }) => {
        world.change(other.port, { rel: { securityGroup: ours.group } });
        return { held: ours.group, id: other.port };
      },
    ],
    [
      'routerInterface',
      ({ world, ours, other: { network, subnet } }) => {
        const facts = { deviceOwner: 'network:router_interface' };
        const id = world.put('port', { facts, rel: { network, subnet, device: ours.router } });
        return { held: ours.router, id };
      },
    ],
    [
      'routerRoute',
      ({ world, ours }) => {
        world.change(ours.router, { plain: [routeBy('10.9.0.7')] });
        return { held: ours.router, id: ours.router };
      },
    ],
    [
      'floatingIpOfAnother',
      ({ world, ours, other }) => {
        const id = world.put('floatingIp', { description: 'web', rel: { router: ours.router, port: other.port } });
        return { held: ours.router, id };
      },
    ],
    [
      'loadBalancerShared',
      ({ world, ours }) => {
        const name = 'listener_0_kube_service_tzzzzzzzzza_web_front';
        return { held: ours.serviceLb, id: world.put('listener', { name, rel: { loadBalancer: ours.serviceLb } }) };
      },
    ],
    [
      'snapshotOfAnother',
      ({ world, ours }) => ({
        held: ours.claim,
        id: world.put('snapshot', { name: 'before-the-demo', rel: { volume: ours.claim } }),
      }),
    ],
    [
      'backupOfAnother',
      ({ world, ours }) => ({
        held: ours.claim,
        id: world.put('backup', { name: 'nightly', rel: { volume: ours.claim } }),
      }),
    ],
    [
      'backupBuiltOn',
      ({ world, ours: { claim } }) => {
        const csi = { description: 'Created by OpenStack Cinder CSI driver', metadata: claim.metadata };
        const held = world.put('backup', { ...csi, facts: { hasDependents: true }, rel: { volume: claim } });
        const younger = { createdAt: '2026-11-23T11:30:00Z', facts: { incremental: true }, rel: { volume: claim } };
        return { held, id: world.put('backup', { name: 'nightly', ...younger }) };
      },
    ],
    [
      'serverTakesVolume',
      ({ world, ours }) => {
        const id = world.put('volume', { name: 'thesis', status: 'in-use', rel: { attachment: ours.server } });
        const facts = { ...ours.server.facts, [`deletes:${id.id}`]: true };
        return { held: world.change(ours.server, { facts, rel: { attachment: id } }), id };
      },
    ],
    [
      'serverTakesPort',
      ({ world, ours: { server, network, subnet } }) => {
        const description = 'Created by cluster-api-provider-openstack cluster tzzzzzzzzza';
        const facts = { deviceOwner: 'compute:nova' };
        return {
          held: server,
          id: world.put('port', { description, facts, rel: { network, subnet, device: server } }),
        };
      },
    ],
    [
      'serverGroupUsed',
      ({ world, ours, other }) => {
        const member = [ours.server, other.server];
        const held = world.put('serverGroup', { name: `${UNIQUE}-${UNIQUE}-worker`, rel: { member } });
        return { held, id: other.server };
      },
    ],
    [
      'keypairUsed',
      ({ world, other }) => {
        const held = world.put('keypair', { name: `${UNIQUE}-keypair` });
        return { held, id: world.change(other.server, { rel: { keypair: held } }) };
      },
    ],
    [
      'subnetOfAnother',
      ({ world, ours: { network } }) => {
        const description = 'Created by cluster-api-provider-openstack cluster tzzzzzzzzza-tzzzzzzzzza';
        return { held: network, id: world.put('subnet', { description, rel: { network } }) };
      },
    ],
    [
      'loadBalancerOfAnother',
      ({ world, ours: { network, subnet } }) => {
        const [vip, id] = standBalancer(world, { network, subnet }, 'shop', '');
        world.put('listener', { name: 'shop-443', rel: { loadBalancer: id } });
        world.remove(vip);
        return { held: network, id };
      },
    ],
    [
      'floatingIpOfCluster',
      ({ world, ours }) => {
        const description = 'Created by cluster-api-provider-openstack cluster tzzzzzzzzza-tzzzzzzzzza';
        return { held: ours.port, id: world.put('floatingIp', { description, rel: { port: ours.port } }) };
      },
    ],
    [
      'trunkOfAnother',
      ({ world, ours, other }) => {
        const id = world.put('trunk', { name: 'lab', rel: { parentPort: other.port, subport: ours.port } });
        return { held: ours.port, id };
      },
    ],
    [
      'subportOfAnother',
      ({ world, ours, other }) => {
        const rel = { parentPort: ours.port, subport: other.port };
        return { held: world.put('trunk', { name: ours.port.name, rel }), id: other.port };
      },
    ],
    [
      'portOfAnother',
      ({ world, ours: { network, subnet } }) => ({
        held: network,
        id: world.put('port', { name: 'tcpdump', rel: { network, subnet } }),
      }),
    ],
  ];
  for (const [name, happens] of FOREIGN) {
    it(`is what is not ours: ${STUCK[name].title}`, () => {
      const stage = scene();
      const { held, id } = happens(stage);
      const made = plan(stage.world);
      const { chain, todo } = causeOf(made, held);
      expect(goes(made)).to.not.include(refKey(held));
      expect(chain.slice(0, 2).map((one) => one.id)).to.include.members([held.id]);
      expect(todo).to.contain(STUCK[name].says);
      const words = STUCK[name].command.replaceAll('{id}', id.id).replaceAll('{held}', held.id);
      expect(todo).to.contain(words.replace('{routes}', '--route destination=10.20.0.0/24,gateway=10.9.0.7'));
    });
  }

  it('tries each that the table of holders names', () => {
    const named = new Set(HOLDS.flatMap((hold) => hold.foreign ?? []));
    expect([...named].filter((name) => !FOREIGN.some(([tried]) => tried === name))).to.deep.equal([]);
  });

  it('is another cluster’s floating IP on our VIP: of the load balancer, too, which would take the port along', () => {
    const { world, ours } = scene();
    const description = 'Created by cluster-api-provider-openstack cluster tzzzzzzzzza-tzzzzzzzzza';
    const address = world.put('floatingIp', { description, rel: { port: ours.serviceVip, router: ours.router } });
    const made = plan(world);
    expect(goes(made)).to.not.include(refKey(ours.serviceLb));
    expect(causeOf(made, ours.serviceLb).chain.map((one) => one.kind)).to.deep.equal([
      'loadBalancer',
      'port',
      'floatingIp',
    ]);
    for (const one of [ours.serviceLb, ours.serviceVip, ours.network])
      expect(causeOf(made, one).todo).to.contain(`openstack floating ip unset --port ${address.id}`);
  });

  it('is another cluster’s floating IP on a port of Nova’s making: of the server, too, which would take the port along', () => {
    const { world, ours } = scene();
    const { network, subnet, server } = ours;
    const facts = { deviceOwner: 'compute:nova', deviceId: server.id };
    const port = world.put('port', { facts, rel: { network, subnet, device: server } });
    const description = 'Created by cluster-api-provider-openstack cluster tzzzzzzzzza-tzzzzzzzzza';
    const address = world.put('floatingIp', { description, rel: { port } });
    const made = plan(world);
    for (const one of [server, port, ours.root, network]) expect(goes(made)).to.not.include(refKey(one));
    expect(keptWhy(made, server)).to.equal(`waits for port ${port.id}`);
    expect(causeOf(made, server).chain.map((one) => one.kind)).to.deep.equal(['server', 'port', 'floatingIp']);
    for (const one of [server, port])
      expect(causeOf(made, one).todo).to.contain(`openstack floating ip unset --port ${address.id}`);
  });

  it('is nobody where the port that another cluster’s floating IP leads to has a name: it outlives its server', () => {
    const { world, ours } = scene();
    const description = 'Created by cluster-api-provider-openstack cluster tzzzzzzzzza-tzzzzzzzzza';
    world.put('floatingIp', { description, rel: { port: ours.port } });
    const made = plan(world);
    expect(goes(made)).to.include(refKey(ours.server)).and.not.include(refKey(ours.port));
    expect(made.causes.some((one) => one.target.id === ours.server.id)).to.equal(false);
  });

  it('is the load balancer of somebody else and not a part of it, where its VIP port is gone', () => {
    const { world, ours } = scene();
    const [vip, balancer] = standBalancer(world, ours, 'shop', '');
    world.put('listener', { name: 'shop-443', rel: { loadBalancer: balancer } });
    world.remove(vip);
    expect(causeOf(plan(world), ours.network).chain.map((one) => one.kind)).to.deep.equal(['network', 'loadBalancer']);
  });

  it('is a younger backup that is stuck, of the older ones on which it builds', () => {
    const { world, ours } = scene();
    const { metadata } = ours.claim;
    const base = { description: 'Created by OpenStack Cinder CSI driver', metadata, rel: { volume: ours.claim } };
    const older = world.put('backup', { ...base, facts: { hasDependents: true } });
    const facts = { incremental: true };
    const youngest = { createdAt: '2026-11-23T11:30:00Z', status: 'error_deleting', updatedAt: early };
    const younger = world.put('backup', { ...base, ...youngest, facts });
    const { chain, todo } = causeOf(plan(world), older);
    expect(chain.map((one) => one.id)).to.deep.equal([older.id, younger.id]);
    expect(todo).to.contain(`openstack volume backup set --state error ${younger.id}`);
  });

  it('is a server that Nova has in another task: it is tried, and who is left says what the task is', () => {
    const { world, ours } = scene();
    const facts = { ...ours.server.facts, taskState: 'resize_prep' };
    world.change(ours.server, { facts, updatedAt: early });
    const made = plan(world);
    expect(goes(made)).to.include(refKey(ours.server));
    expect(causeText(causeOf(made, ours.port), NOW)).to.match(/^port .* ← server .*: resize_prep for 41 min$/);
    expect(causeOf(made, ours.server).todo).to.contain('docs/stuck.md#server-in-another-task');
  });

  const STATES: readonly (readonly [
    keyof typeof STUCK,
    keyof ClusterParts,
    string,
    Readonly<Record<string, string>>,
  ])[] = [
    ['serverDeleting', 'server', 'ACTIVE', { taskState: 'deleting' }],
    ['volumeErrorDeleting', 'claim', 'error_deleting', {}],
    ['volumeDeleting', 'claim', 'deleting', {}],
    ['volumeHandled', 'claim', 'maintenance', {}],
    ['volumePassing', 'claim', 'uploading', {}],
    ['snapshotErrorDeleting', 'snapshot', 'error_deleting', {}],
    ['loadBalancerPending', 'serviceLb', 'PENDING_DELETE', {}],
  ];
  for (const [name, part, status, facts] of STATES) {
    it(`is one of ours that is stuck: ${STUCK[name].title}. It is kept with what to do, and nothing is sent`, () => {
      const { world, ours } = scene();
      const one = world.change(ours[part], { status, updatedAt: early, facts: { ...ours[part].facts, ...facts } });
      const made = plan(world);
      expect(goes(made)).to.not.include(refKey(one));
      expect(made.kept.find((kept) => kept.target.id === one.id)?.leftover).to.equal(true);
      expect(causeOf(made, one).todo).to.contain(STUCK[name].command.replaceAll('{id}', one.id));
      expect(planText(made)).to.contain(causeOf(made, one).todo);
    });
  }

  it('is that a server or a load balancer with our texts is on a network that was lent, and what to look at', () => {
    const { world } = scene();
    const lent = world.put('network', { name: 'office' });
    const subnet = world.put('subnet', { rel: { network: lent } });
    const device = world.put('server', { name: `${UNIQUE}-x7k2p-9hq4f` });
    world.put('port', { facts: { deviceOwner: 'compute:nova' }, rel: { network: lent, subnet, device } });
    const name = `kube_service_${UNIQUE}_a_b`;
    const [, balancer] = standBalancer(world, { network: lent, subnet }, name, '', [name]);
    const made = plan(world);
    expect(causeOf(made, device).todo).to.contain(`Whoever it belongs to: openstack port list --server ${device.id}`);
    expect(causeOf(made, balancer).todo).to.contain(`openstack loadbalancer show ${balancer.id}`);
  });

  it('is that Cinder restored it from a backup, so that whose it is has to be looked at', () => {
    const { world, ours } = scene();
    world.change(ours.claim, { metadata: { ...ours.claim.metadata, src_backup_id: 'b' } });
    const made = plan(world);
    expect(goes(made)).to.not.include(refKey(ours.claim));
    expect(causeOf(made, ours.claim).todo).to.contain('docs/stuck.md#volume-restored-from-a-backup');
  });

  it('is somebody’s wish, and how it is taken back', () => {
    const { world, ours } = scene();
    world.change(ours.server, { facts: { locked: true } });
    world.change(ours.claim, { status: 'awaiting-transfer' });
    const made = plan(world);
    expect(causeOf(made, ours.server).todo).to.contain(`openstack server unlock ${ours.server.id}`);
    expect(causeOf(made, ours.claim).todo).to.contain('openstack volume transfer request list');
  });

  it('is a mark to be kept, and how it is taken off: of the thing itself, and of one that holds ours', () => {
    const { world, ours } = scene();
    world.change(ours.claim, { metadata: { ...ours.claim.metadata, 'e2e-keep': 'true' } });
    const port = world.change(ours.port, { tags: ['e2e-keep=true'] });
    const made = plan(world);
    expect(causeOf(made, ours.claim).todo).to.contain(
      `: openstack volume unset --property e2e-keep ${ours.claim.id} (docs/stuck.md#marked-to-be-kept)`,
    );
    for (const one of [port, ours.network])
      expect(causeOf(made, one).todo).to.contain(`: openstack port unset --tag e2e-keep=true ${port.id} (docs`);
    expect(planText(made)).to.contain('Held up:');
  });

  it('is that images are never deleted', () => {
    const { world } = scene();
    const image = world.put('image', { name: 'golden' });
    const made = planFor(world, {
      clusters: [names(UNIQUE)],
      ledger: [{ kind: 'image', id: image.id, cluster: UNIQUE, source: 'journal line 7' }],
    });
    expect(planText(made)).to.contain(`Whoever it belongs to: openstack image show ${image.id}`);
  });

  it('tells nobody to take a volume away from a living server that we see', () => {
    const { world, ours, other } = scene();
    for (const status of ['in-use', 'reserved', 'detaching'])
      world.put('volume', {
        status,
        metadata: ours.claim.metadata,
        updatedAt: early,
        rel: { attachment: other.server },
      });
    const made = plan(world);
    expect(made.kept.filter((one) => one.target.kind === 'volume')).to.have.length(3);
    expect(made.causes.map((one) => one.todo)).to.deep.equal([]);
  });

  it('names no cause that is ours and goes with the rest', () => {
    const { world, ours } = scene();
    world.put('floatingIp', { description: 'lent', rel: { port: ours.serviceVip, router: ours.router } });
    expect(plan(world).causes).to.deep.equal([]);
  });

  it('knows each holder by one link', () => {
    const rows = HOLDS.map(({ holder, held, rel }) => `${holder} ${rel} ${held}`);
    expect(new Set(rows).size).to.equal(rows.length);
  });
});

describe('a time that lasts', () => {
  for (const [since, text] of [
    ['2026-11-23T11:59:30Z', 'less than a minute'],
    ['2026-11-23T11:19:00Z', '41 min'],
    ['2026-11-23T09:30:00Z', '2 h'],
    ['2026-11-19T12:00:00Z', '4 days'],
  ] as const) {
    it(`is told in one unit: ${text}`, () => expect(lasting(since, NOW)).to.equal(text));
  }

  it('is not told where there is none', () => expect(lasting('never', NOW)).to.equal(undefined));
});
