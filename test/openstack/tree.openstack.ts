import { expect } from 'chai';
import { systemClock } from '../../src/io/clock.ts';
import { QUOTAS } from '../../src/model/demand.ts';
import { KINDS, linked, type Kind, type Resource } from '../../src/model/resource.ts';
import {
  addRouterInterface,
  createRule,
  removeRouterInterface,
  removeRule,
  setTags,
  updatePort,
} from '../../src/openstack/change.ts';
import { create } from '../../src/openstack/create.ts';
import { inventory } from '../../src/openstack/inventory.ts';
import { KIND_ROWS } from '../../src/openstack/kinds.ts';
import { list } from '../../src/openstack/list.ts';
import { createLister } from '../../src/openstack/lister.ts';
import { flavors, images } from '../../src/openstack/lookup.ts';
import { pages } from '../../src/openstack/pages.ts';
import { quotas } from '../../src/openstack/quota.ts';
import { remove } from '../../src/openstack/remove.ts';
import type { Session } from '../../src/openstack/session.ts';
import { waitForStatus } from '../../src/openstack/waiting.ts';
import { textAt } from '../support/json.ts';
import { makeRealWorld } from '../support/realWorld.ts';
import type { World } from '../support/world.ts';
import { failureOf } from './failureOf.ts';
import { makeTree, type Tree } from './realTree.ts';
import { sessionIn } from './realSession.ts';

describe('on real services, one of every kind', function () {
  this.timeout(180_000);
  let world: World;
  let session: Session;
  let tree: Tree;
  let baseline: readonly string[];
  before(async () => {
    world = await makeRealWorld();
    session = await sessionIn(world);
    // Makes the project's default security group, which Neutron makes at the first look.
    await list(session, 'securityGroup');
    baseline = (await inventory(session)).resources.map((one) => `${one.kind} ${one.id}`).sort();
    expect(baseline.map((one) => one.split(' ')[0])).to.deep.equal(['applicationCredential', 'securityGroup']);
    tree = await makeTree(session, world);
  });
  after(() => world.dispose());

  /** The one of this kind as it is listed now. */
  async function now(kind: Kind, id: string): Promise<Resource> {
    const found = (await list(session, kind)).find((one) => one.id === id);
    if (found === undefined) throw new Error(`no ${kind} ${id}`);
    return found;
  }

  it('is in the inventory, at the cost of one request a kind, wired as it was made', async () => {
    const before = session.log.length;
    const all = await inventory(session);
    // An application credential sees no EC2 credentials, whatever it is for, so they are not asked for.
    expect(session.log.length - before).to.equal(KINDS.length - 1);
    expect(all).to.deep.include({ gaps: [], projectId: world.projectId });
    const lacking = 'ec2Credential (Keystone shows them to nobody but their user, logged in with a password)';
    expect(all.notLookedAt).to.deep.equal([lacking]);
    const seen = new Set(all.resources.map((one) => one.kind));
    expect(KINDS.filter((kind) => !seen.has(kind))).to.deep.equal(['backup', 'container', 'ec2Credential']);
    const { owner, visibility } = (await now('image', tree.image.id)).facts;
    expect({ owner, visibility }).to.deep.equal({ owner: world.projectId, visibility: 'shared' });
    const of = (kind: Kind, id: string): Resource => {
      const found = all.resources.find((one) => one.kind === kind && one.id === id);
      if (found === undefined) throw new Error(`no ${kind} ${id}`);
      return found;
    };
    const links = (kind: Kind, id: string, rel: string): readonly string[] => linked(of(kind, id), rel);
    expect(links('port', tree.port.id, 'device')).to.deep.equal([tree.server.id]);
    expect(links('port', tree.interfacePort, 'device')).to.deep.equal([tree.router.id]);
    expect(links('floatingIp', tree.floatingIp.id, 'port')).to.deep.equal([tree.port.id]);
    expect(links('floatingIp', tree.floatingIp.id, 'router')).to.deep.equal([tree.router.id]);
    expect(links('server', tree.server.id, 'attachment')).to.deep.equal([tree.volume.id]);
    expect(links('trunk', tree.trunk.id, 'parentPort')).to.deep.equal([tree.port.id]);
    const held = all.resources.find((one) => one.kind === 'volumeAttachment');
    expect(held === undefined ? [] : [...linked(held, 'server'), ...linked(held, 'volume')]).to.deep.equal([
      tree.server.id,
      tree.volume.id,
    ]);
    expect(links('server', tree.server.id, 'keypair')).to.deep.equal(['tree']);
    expect(of('server', tree.server.id)).to.deep.include({ tags: ['a-tag'], status: 'ACTIVE' });
    expect(of('server', tree.server.id).facts).to.include({
      flavorName: 'SCS-2V-4-20s',
      flavorVcpus: 2,
      flavorRamMiB: 4096,
    });
    expect(links('volume', tree.volume.id, 'attachment')).to.deep.equal([tree.server.id]);
    expect(of('volume', tree.volume.id).metadata).to.deep.equal({ who: 'tree' });
    expect(links('snapshot', tree.snapshot.id, 'volume')).to.deep.equal([tree.volume.id]);
    expect(links('loadBalancer', tree.loadBalancer.id, 'pool')).to.deep.equal([tree.pool.id]);
    expect(links('pool', tree.pool.id, 'member')).to.have.length(1);
    expect(links('pool', tree.pool.id, 'healthMonitor')).to.deep.equal([tree.healthMonitor.id]);
    expect(links('listener', tree.listener.id, 'loadBalancer')).to.deep.equal([tree.loadBalancer.id]);
    const [vip] = links('loadBalancer', tree.loadBalancer.id, 'vipPort');
    expect(links('port', vip ?? '', 'device')).to.deep.equal([tree.loadBalancer.id]);
    expect(of('securityGroup', tree.securityGroup.id).facts).to.include({ rules: 3, isDefault: false });
  });

  it('counts in the quota of every name', async () => {
    const all = await quotas(session);
    const used = Object.fromEntries(QUOTAS.map((name) => [name, all[name].used]));
    expect(used).to.deep.equal({
      floatingIps: 1,
      servers: 1,
      cores: 2,
      ramMiB: 4096,
      volumes: 1,
      // A snapshot counts with its volume's size (cinder/quota.py, no_snapshot_gb_quota is off).
      gigabytes: 2,
      snapshots: 1,
      networks: 1,
      subnets: 1,
      routers: 1,
      // The server's, the router's, the load balancer's address, and what Octavia plugs for the member's subnet.
      ports: all.ports.used,
      securityGroups: 2,
      securityGroupRules: 7,
      loadBalancers: 1,
      listeners: 1,
      pools: 1,
      members: 1,
      healthMonitors: 1,
      serverGroups: 1,
      keypairs: 1,
    });
    expect(all.ports.used).to.equal((await list(session, 'port')).length);
    expect(all.floatingIps.limit).to.equal(50);
    expect(all.members.limit).to.equal(1000);
  });

  it('refuses what a quota does not allow, and every service’s refusal is understood as that', async () => {
    const name = 'too-many';
    const flavor = (await flavors(session)).find((one) => one.name === world.imageFlavor)?.id;
    const image = (await images(session)).find((one) => one.name === world.image)?.id;
    const network_id = tree.network.id;
    const tries: readonly (readonly [(typeof QUOTAS)[number], Kind, Record<string, unknown>])[] = [
      ['networks', 'network', { name }],
      ['ports', 'port', { name, network_id }],
      ['securityGroups', 'securityGroup', { name }],
      ['volumes', 'volume', { name, size: 1 }],
      ['gigabytes', 'volume', { name, size: 1 }],
      ['snapshots', 'snapshot', { name, volume_id: tree.volume.id, force: true }],
      ['loadBalancers', 'loadBalancer', { name, vip_subnet_id: tree.subnet.id }],
      ['listeners', 'listener', { name, loadbalancer_id: tree.loadBalancer.id, protocol: 'TCP', protocol_port: 81 }],
      ['serverGroups', 'serverGroup', { name, policy: 'affinity' }],
      ['keypairs', 'keypair', { name }],
      ['servers', 'server', { name, flavorRef: flavor, imageRef: image, networks: 'none' }],
    ];
    const answers: string[] = [];
    const before = await quotas(session);
    for (const [quota, kind, body] of tries) {
      await world.setQuota({ [quota]: before[quota].used });
      const error = await failureOf(create(session, kind, body));
      await world.setQuota({ [quota]: before[quota].limit });
      answers.push(`${quota} ${error.class ?? error.message}`);
    }
    expect(answers).to.deep.equal(tries.map(([quota]) => `${quota} quota`));
  });

  it('shows no limit as Infinity', async () => {
    const unlimited = { floatingIps: Infinity, cores: Infinity, volumes: Infinity, pools: Infinity };
    const before = await quotas(session);
    await world.setQuota(unlimited);
    const { floatingIps, cores, volumes, pools } = await quotas(session);
    await world.setQuota({
      floatingIps: before.floatingIps.limit,
      cores: before.cores.limit,
      volumes: before.volumes.limit,
      pools: before.pools.limit,
    });
    expect([floatingIps.limit, cores.limit, volumes.limit, pools.limit]).to.deep.equal([
      Infinity,
      Infinity,
      Infinity,
      Infinity,
    ]);
  });

  it('is found on pages of one', async () => {
    const kinds = ['port', 'network', 'securityGroup', 'volume', 'server', 'keypair', 'listener', 'image'] as const;
    await create(session, 'keypair', { name: 'second' });
    for (const kind of kinds) {
      const row = KIND_ROWS[kind];
      const listing = { ...row, path: row.list(session), query: { ...row.query, limit: '1' } };
      const before = session.log.length;
      const ids: string[] = [];
      for await (const item of pages(session, listing, undefined)) ids.push(row.parse(item).id);
      expect(new Set(ids).size, kind).to.equal(ids.length);
      for (const one of await list(session, kind)) expect(ids, kind).to.include(one.id);
      expect(session.log.length - before, kind).to.be.at.least(ids.length);
    }
    expect(await remove(session, { kind: 'keypair', id: 'second' })).to.include({ result: 'accepted' });
  });

  it('can be tagged and changed', async () => {
    await setTags(session, 'network', tree.network.id, ['n1', 'n2']);
    await setTags(session, 'server', tree.server.id, ['s1']);
    await setTags(session, 'loadBalancer', tree.loadBalancer.id, ['l1']);
    expect((await now('network', tree.network.id)).tags).to.have.members(['n1', 'n2']);
    expect((await now('server', tree.server.id)).tags).to.deep.equal(['s1']);
    expect((await now('loadBalancer', tree.loadBalancer.id)).tags).to.deep.equal(['l1']);
    const port = await updatePort(session, tree.port.id, { description: 'changed' });
    expect(port).to.include({ description: 'changed', id: tree.port.id });
    const rule = {
      security_group_id: tree.securityGroup.id,
      direction: 'egress',
      remote_group_id: tree.securityGroup.id,
    };
    expect(await removeRule(session, await createRule(session, rule))).to.include({ result: 'accepted', status: 204 });
    expect(await addRouterInterface(session, tree.router.id, tree.subnet.id)).to.equal(tree.interfacePort);
  });

  it('is waited for in vain when a server cannot be built, and the error says why', async () => {
    const group = await create(session, 'serverGroup', { name: 'apart', policy: 'anti-affinity' });
    const flavorRef = (await flavors(session)).find((one) => one.name === world.imageFlavor)?.id;
    const imageRef = (await images(session)).find((one) => one.name === world.image)?.id;
    const lister = createLister(session, systemClock);
    const names = ['first', 'second'];
    const servers: Resource[] = [];
    for (const name of names) {
      const server = { name, flavorRef, imageRef, networks: [{ uuid: tree.network.id }] };
      const hints = { 'os:scheduler_hints': { group: group.id } };
      const answer = await session.request({
        service: 'compute',
        method: 'POST',
        path: '/servers',
        body: { server, ...hints },
      });
      servers.push({ ...tree.server, id: textAt(answer.body, 'server', 'id') });
    }
    const tools = { session, lister, clock: systemClock, deadline: systemClock.monotonic() + 60_000 };
    const ids = servers.map((server) => server.id);
    // There is one hypervisor, so two servers cannot stand apart.
    const error = await failureOf(waitForStatus('server', ids, ['ACTIVE'], tools));
    expect(error).to.include({ verdict: 'broken', class: 'provision' });
    expect(error.message).to.match(/^server (first|second) \(.*\) is in state ERROR: No valid host was found/);
    for (const server of servers) await gone(server);
    await gone(group);
  });

  it('is refused to go as long as something hangs on it, each service in its own way', async () => {
    const { revision = 0 } = await now('trunk', tree.trunk.id);
    const results = [
      await remove(session, tree.network),
      await remove(session, tree.router),
      await remove(session, tree.securityGroup),
      await remove(session, tree.volume),
      await remove(session, { kind: 'port', id: tree.interfacePort }),
      await remove(session, tree.pool),
      await remove(session, tree.port),
      await remove(session, tree.trunk, { revision: revision + 1 }),
      await removeRouterInterface(session, tree.router.id, tree.interfacePort),
    ];
    expect(results.map((one) => `${one.result} ${one.status}`)).to.deep.equal([
      'busy 409',
      'busy 409',
      'busy 409',
      'busy 400',
      'busy 409',
      'accepted 204',
      'busy 409',
      'changed 412',
      'busy 409',
    ]);
  });

  it('goes in order, and a second request finds it gone', async () => {
    const order = ['loadBalancer', 'server', 'trunk', 'snapshot', 'volume', 'floatingIp', 'port'] as const;
    for (const kind of order) {
      await gone(tree[kind]);
      const again = await remove(session, tree[kind]);
      expect(`${kind} ${again.result} ${again.status}`).to.equal(`${kind} gone 404`);
    }
    expect(await removeRouterInterface(session, tree.router.id, tree.interfacePort)).to.include({ result: 'accepted' });
    expect(await removeRouterInterface(session, tree.router.id, tree.interfacePort)).to.include({ result: 'gone' });
    const rest = [
      'router',
      'subnet',
      'network',
      'securityGroup',
      'serverGroup',
      'keypair',
      'applicationCredential',
      'image',
    ] as const;
    for (const kind of rest) {
      await gone(tree[kind]);
      expect(`${kind} ${(await remove(session, tree[kind])).result}`).to.equal(`${kind} gone`);
    }
    const left = (await inventory(session)).resources.map((one) => `${one.kind} ${one.id}`).sort();
    expect(left).to.deep.equal(baseline);
  });

  /** Asks for a deletion and waits until the list does not show it. */
  async function gone(ref: Resource): Promise<void> {
    const deadline = systemClock.monotonic() + 60_000;
    let result = await remove(session, ref);
    while ((await list(session, ref.kind, { brief: true })).some((one) => one.id === ref.id)) {
      if (systemClock.monotonic() > deadline) throw new Error(`${ref.kind} ${ref.id} stays: ${result.says}`);
      await systemClock.sleep(300);
      if (result.result === 'busy') result = await remove(session, ref);
    }
  }
});
