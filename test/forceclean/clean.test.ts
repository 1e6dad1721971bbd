import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { lookAhead, planNow } from '../../src/forceclean/clean.ts';
import { findingsOf } from '../../src/forceclean/findings.ts';
import { harmed } from '../../src/forceclean/harm.ts';
import type { Journal } from '../../src/io/journal.ts';
import type { EventBody } from '../../src/model/event.ts';
import { refKey } from '../../src/model/resource.ts';
import type { Mishap, ScriptRule } from '../../src/sim/core/script.ts';
import type { LoadBalancer } from '../../src/sim/loadBalancer/rows.ts';
import type { Volume } from '../../src/sim/volume/rows.ts';
import { makeSimWorld, type SimWorld } from '../support/simWorld.ts';
import { fastClock } from './fastClock.ts';
import { names } from './judging.ts';
import { openStage, snapshot, type Stage } from './stage.ts';

const C = 'tabcdefghia';
const NEIGHBOUR = 'tzzzzzzzzza';
const SMALL = { controlPlanes: 1, workers: 1 };
const clock = fastClock(40);

describe('cleaning on the simulated cloud', () => {
  let world: SimWorld;
  let stage: Stage;

  beforeEach(async () => {
    world = await makeSimWorld();
    stage = await openStage(world);
  });
  afterEach(async () => {
    await stage.close();
    await world.dispose();
  });

  /** Cleans with a clock of our own: its deadline is in that clock's time. */
  function clean(
    more: Parameters<Stage['clean']>[1] = {},
    changed: Parameters<Stage['clean']>[2] = {},
  ): ReturnType<Stage['clean']> {
    return stage.clean(C, more, { clock, deadline: clock.monotonic() + 600_000, ...changed });
  }

  function script(method: string, path: RegExp, then: Mishap, when: { times?: number; nth?: number } = {}): void {
    const rules: ScriptRule[] = [{ when: { method, path, ...when }, then }];
    world.sim.script(rules);
  }

  for (const generation of ['v1', 'v2'] as const) {
    it(`removes a ${generation} footprint to the last resource, and touches nothing of a neighbour`, async () => {
      await stage.stand(NEIGHBOUR, { ...SMALL, generation });
      const before = snapshot(await stage.inventory());
      await stage.stand(C, { ...SMALL, generation });
      const cleaned = await clean();
      expect(findingsOf(cleaned)).to.deep.equal([]);
      expect(cleaned.rounds).to.equal(1);
      expect(cleaned.deleted).to.be.greaterThan(25);
      expect(snapshot(await stage.inventory())).to.equal(before);
      expect(harmed(stage.session.log, stage.plans)).to.deep.equal([]);
    });
  }

  it('writes each intent down before its request, and its outcome after', async () => {
    await stage.stand(C, SMALL);
    const before = world.sim.requests.length;
    await clean();
    const events = await stage.events();
    const from = events.findIndex((event) => event.type === 'clean.planned');
    const intents = events.slice(from).flatMap((event) => (event.type === 'intent' ? [event] : []));
    const sent = world.sim.requests
      .slice(before)
      .filter((one) => one.method === 'DELETE' || one.path.endsWith('remove_router_interface'));
    expect(intents).to.have.length(sent.length);
    for (const intent of intents) {
      const outcome = events.find((event) => event.type === 'outcome' && event.intent === intent.intent);
      expect(outcome?.seq).to.be.greaterThan(intent.seq);
    }
    expect(events.at(-1)).to.deep.include({ type: 'clean.verified', left: [], unknown: [] });
  });

  it('deletes each resource of Neutron in the revision it saw, but for what a deletion changes: routers, and groups that name others', async () => {
    await stage.stand(C, SMALL);
    await clean();
    const deletions = stage.calls.filter((call) => call.method === 'DELETE' && call.service === 'network');
    const bound = deletions.filter((call) => /^revision_number=\d+$/.test(call.headers?.['if-match'] ?? ''));
    const free = deletions.filter((call) => !bound.includes(call) && !call.path.startsWith('/security-group-rules/'));
    expect(bound.length).to.be.greaterThan(4);
    expect([...new Set(free.map((call) => call.path.split('/')[1]))]).to.have.members(['routers', 'security-groups']);
    expect(world.sim.requests.filter((one) => one.status === 412)).to.deep.equal([]);
  });

  it('sends nothing to a load balancer while it is PENDING', async () => {
    await stage.stand(C, { ...SMALL, services: [] });
    const [balancer] = world.sim.world.loadBalancers.values();
    if (balancer === undefined) throw new Error('no load balancer');
    const cleaning = stage.clean(C, {}, { clock, deadline: clock.monotonic() + 600_000 }, () => {
      balancer.provisioning = 'PENDING_UPDATE';
      setTimeout(() => {
        balancer.provisioning = 'ACTIVE';
      }, 300);
    });
    expect(findingsOf(await cleaning)).to.deep.equal([]);
    const sent = stage.calls.filter((call) => call.method === 'DELETE' && call.path.includes(balancer.id));
    expect(sent).to.have.length(1);
  });

  it('does nothing, and says so, where nothing of the cluster stands', async () => {
    await stage.stand(NEIGHBOUR, SMALL);
    const cleaned = await clean();
    expect(cleaned).to.deep.include({ left: [], unknown: [], rounds: 0, deleted: 0 });
  });

  it('looks once where the listings were begun ahead', async () => {
    await stage.stand(C, SMALL);
    const before = stage.calls.length;
    const tools = stage.looking();
    lookAhead(tools);
    const { steps } = await planNow({ clusters: [names(C)], runId: null, ledger: [], pvc: 'delete' }, tools);
    expect(steps.length).to.be.greaterThan(25);
    const paths = stage.calls.slice(before).map((call) => call.path);
    expect(paths.filter((path) => path.startsWith('/servers/detail'))).to.have.length(1);
    expect(paths).to.deep.equal([...new Set(paths)]);
  });

  describe('when a deletion goes wrong once', () => {
    const mishaps: readonly (readonly [string, RegExp, Mishap])[] = [
      ['loses its answer after the effect', /servers\//, { do: 'lose' }],
      ['is reset before the effect', /floatingips\//, { do: 'reset' }],
      ['is refused with 409', /networks\//, { do: 'answer', status: 409 }],
      ['is refused with 409 for a router', /routers\//, { do: 'answer', status: 409 }],
      ['meets another revision', /security-groups\//, { do: 'answer', status: 412 }],
      ['is reset before the effect, for a volume', /volumes\//, { do: 'reset' }],
      ['is answered 503', /loadbalancers\//, { do: 'answer', status: 503 }],
      ['is answered 429', /volumes\//, { do: 'answer', status: 429, retryAfter: '0' }],
      ['meets an expired token', /ports\//, { do: 'expireToken' }],
      ['is accepted, and the volume silently available again', /volumes\//, { do: 'bounce' }],
      ['ends with the load balancer in ERROR', /loadbalancers\//, { do: 'fail' }],
    ];
    /** Deletions that were sent a second time without a list of their kind in between. A 401 asks for the same with a new token. */
    function blindRepeats(requests: SimWorld['sim']['requests']): readonly string[] {
      return requests.flatMap((second, index) => {
        const first = requests.findLastIndex((one, at) => at < index && one.path === second.path);
        if (second.method !== 'DELETE' || first < 0 || requests[first]?.status === 401) return [];
        const list = second.path.replace(/\/[^/]+$/, '');
        const looked = requests.slice(first, index).some((one) => one.method === 'GET' && one.path.startsWith(list));
        return looked ? [] : [second.path];
      });
    }

    for (const [title, path, then] of mishaps) {
      it(`it ${title}: all goes nevertheless`, async () => {
        await stage.stand(C, SMALL);
        script('DELETE', path, then);
        const from = world.sim.requests.length;
        const cleaned = await clean();
        expect(cleaned.left.map((one) => `${one.ref.kind}: ${one.why}`)).to.deep.equal([]);
        expect(cleaned.unknown).to.deep.equal([]);
        expect(blindRepeats(world.sim.requests.slice(from))).to.deep.equal([]);
      });
    }
  });

  it('waits before it looks again as long as a service asks', async () => {
    await stage.stand(C, SMALL);
    script('DELETE', /volumes\//, { do: 'answer', status: 429, retryAfter: '33' });
    const slept: number[] = [];
    const heard = { ...clock, sleep: (ms: number, signal?: AbortSignal) => (slept.push(ms), clock.sleep(ms, signal)) };
    const { left } = await clean({}, { clock: heard });
    expect(left).to.deep.equal([]);
    expect(slept).to.include(33_000);
  });

  describe('when a deletion never succeeds', () => {
    it('a volume in error_deleting is left, and needs an operator', async () => {
      await stage.stand(C, { ...SMALL, snapshots: 0 });
      script('DELETE', /volumes\//, { do: 'fail' }, { times: Infinity });
      const { left } = await clean();
      expect(left.map((one) => one.ref.kind)).to.include('volume');
      expect(left[0]?.why).to.match(/error_deleting: an operator must reset its state/);
    });

    it('a disk that only its server proved ours is left and said, though the server is gone by then', async () => {
      const chosen = 'pr12';
      await stage.stand(chosen, { ...SMALL, services: [], volumes: [], snapshots: 0 });
      const { servers, volumes } = world.sim.world;
      const worker = [...servers.values()].find((one) => one.name.includes('-md-0-'));
      const disk = [...volumes.values()].find((one) => one.name === `${worker?.name}-root`);
      if (worker === undefined || disk === undefined) throw new Error('no worker with a root disk');
      // Of a machine deployment called in some other way: with a chosen name that is read beside its server alone.
      const name = worker.name.replace('-md-0-', '-pool-a-');
      servers.set(worker.id, { ...worker, name });
      volumes.set(disk.id, { ...disk, name: `${name}-root`, description: `Root volume for ${name}` });
      for (const hung of [...worker.volumes]) hung.deleteOnTermination = false;
      script('DELETE', new RegExp(`volumes/${disk.id}`), { do: 'fail' }, { times: Infinity });
      const changed = { clock, deadline: clock.monotonic() + 600_000 };
      const { left } = await stage.clean(chosen, {}, changed);
      expect(servers.size).to.equal(0);
      expect(left.map((one) => one.ref)).to.deep.equal([{ kind: 'volume', id: disk.id }]);
    });

    it('a volume that always comes back is tried soon, then three times half a minute apart, and left', async () => {
      await stage.stand(C, { ...SMALL, snapshots: 0, volumes: [{ claim: 'data', attached: false }] });
      script('DELETE', /volumes\//, { do: 'bounce' }, { times: Infinity });
      const slept: number[] = [];
      const heard = {
        ...clock,
        sleep: (ms: number, signal?: AbortSignal) => (slept.push(ms), clock.sleep(ms, signal)),
      };
      const { left, rounds } = await clean({}, { clock: heard });
      const tried = world.sim.requests.filter((one) => one.method === 'DELETE' && /volumes\//.test(one.path));
      expect(left).to.have.length(1);
      expect(left[0]?.why).to.match(/^is available again: .*rbd status volumes\/volume-/);
      expect(tried).to.have.length(5 * rounds);
      expect(slept.filter((ms) => ms === 30_000)).to.have.length(3 * rounds);
    });

    it('a volume that comes back is left with what holds it where the time ends first', async () => {
      await stage.stand(C, { ...SMALL, snapshots: 0, volumes: [{ claim: 'data', attached: false }] });
      script('DELETE', /volumes\//, { do: 'bounce' }, { times: Infinity });
      const { left } = await clean({}, { deadline: clock.monotonic() + 20_000 });
      expect(left[0]?.why).to.match(/^is available again: .*rbd status .*; no time was left for it$/);
    });

    it('a snapshot that always comes back is left with what holds it in the backend, and its volume with it', async () => {
      await stage.stand(C, { ...SMALL, services: [], snapshots: 1, volumes: [{ claim: 'data', attached: false }] });
      const [shot] = [...world.sim.world.snapshots.values()];
      script('DELETE', /snapshots\//, { do: 'bounce' }, { times: Infinity });
      const { left } = await clean();
      expect(left.map((one) => one.ref.kind).sort()).to.deep.equal(['snapshot', 'volume']);
      const why = left.find((one) => one.ref.kind === 'snapshot')?.why;
      expect(why).to.match(/^is available again: .*docs\/stuck\.md#snapshot-available-again/);
      expect(why).to.contain(`rbd children volumes/volume-${shot?.volumeId}@snapshot-${shot?.id} `);
    });

    it('a server that Nova has in another task is left with the task, and what to do', async () => {
      await stage.stand(C, { ...SMALL, services: [] });
      const [server] = [...world.sim.world.servers.values()];
      if (server === undefined) throw new Error('no server');
      server.taskState = 'resize_prep';
      const says = 'Cannot delete while task_state is resize_prep';
      script('DELETE', new RegExp(`servers/${server.id}`), { do: 'answer', status: 409, says }, { times: Infinity });
      const { left } = await clean();
      const found = left.find((one) => one.ref.id === server.id);
      expect(found?.why).to.contain(says);
      expect(found?.held?.says).to.match(/^server .*: resize_prep/);
      expect(found?.held?.todo).to.contain(`openstack server set --state error ${server.id}`);
    });

    it('a role that is missing is named: Octavia’s own for load balancers', async () => {
      await stage.stand(C, SMALL);
      script('DELETE', /loadbalancers\//, { do: 'answer', status: 403 }, { times: Infinity });
      const { left } = await clean();
      const { userId, projectId } = stage.session;
      const command = `openstack role add --project ${projectId} --user ${userId} load-balancer_member`;
      expect(left.find((one) => one.ref.kind === 'loadBalancer')?.why)
        .to.match(/^not permitted: /)
        .and.contain(command);
    });

    it('a refusal by nobody we can see ends when nothing moves any more, and the rest is gone', async () => {
      await stage.stand(C, SMALL);
      script('DELETE', /networks\//, { do: 'answer', status: 409, says: 'in use' }, { times: Infinity });
      const { left, deleted } = await clean();
      expect(left.map((one) => one.ref.kind).sort()).to.deep.equal(['network', 'subnet']);
      expect(left.map((one) => one.why).join()).to.match(/nobody we can see holds it/);
      expect(deleted).to.be.greaterThan(20);
    });

    it('a network is held by another project’s port, which is named', async () => {
      await stage.stand(C, { ...SMALL, services: [] });
      const { ports, serviceProjectId: projectId } = world.sim.world;
      const [port] = [...ports.values()].filter((one) => one.deviceOwner === 'network:router_interface');
      if (port === undefined) throw new Error('no interface');
      ports.set('guest', {
        ...port,
        id: 'guest',
        name: 'lent',
        projectId,
        deviceId: 'vm',
        deviceOwner: 'compute:nova',
      });
      const { left } = await clean();
      const why = left.find((one) => one.ref.kind === 'network')?.why;
      expect(why).to.include(`held by port guest “lent” of project ${projectId}, which is not ours`);
      expect(ports.has('guest')).to.equal(true);
    });

    it('a permission that is missing is said, and not tried again', async () => {
      await stage.stand(C, SMALL);
      script('DELETE', /servers\//, { do: 'answer', status: 403 }, { times: Infinity });
      const { left } = await clean();
      const servers = left.filter((one) => one.ref.kind === 'server');
      expect(servers).to.have.length(2);
      expect(servers[0]?.why).to.match(/not permitted: .*openstack role add .* member \(docs\/stuck\.md#not-permitted/);
      expect(findingsOf({ left: servers, unknown: [] })[0]?.verdict).to.equal('leaked');
    });

    it('a load balancer that stays PENDING holds its network until the time is over', async () => {
      await stage.stand(C, SMALL);
      script('DELETE', /loadbalancers\//, { do: 'stick' });
      const { left } = await clean({}, { deadline: clock.monotonic() + 30_000 });
      const kinds = left.map((one) => one.ref.kind);
      expect(kinds).to.include.members(['loadBalancer', 'network']);
      expect(left.find((one) => one.ref.kind === 'network')?.why).to.match(/waits for (port|loadBalancer)/);
      const subnet = left.find((one) => one.ref.kind === 'subnet');
      expect(subnet?.held?.says).to.match(/^subnet .* ← port .* ← loadBalancer .*: PENDING_DELETE for /);
      const finding = findingsOf({ left, unknown: [] }).find((one) => one.why.startsWith('loadBalancer '));
      expect(finding?.hint).to.match(/An operator of the cloud: mysql octavia -e/);
    });
  });

  describe('when something cannot be listed', () => {
    it('ports: unknown, and neither network nor server goes', async () => {
      await stage.stand(C, SMALL);
      script('GET', /\/ports/, { do: 'answer', status: 403 }, { times: Infinity });
      const cleaned = await clean();
      world.sim.script([]);
      expect(cleaned.unknown).to.deep.equal(['port']);
      expect(findingsOf(cleaned).map((one) => one.verdict)).to.include('unknown');
      const kinds = (await stage.inventory()).resources.map((one) => one.kind);
      expect(kinds).to.include.members(['network', 'server', 'router', 'loadBalancer']);
    });

    it('images: unknown, though everything of the cluster is gone', async () => {
      await stage.stand(C, SMALL);
      script('GET', /\/images/, { do: 'answer', status: 403 }, { times: Infinity });
      const cleaned = await clean();
      expect(cleaned.left).to.deep.equal([]);
      expect(cleaned.unknown).to.deep.equal(['image']);
    });

    it('once only: it is looked at again', async () => {
      await stage.stand(C, SMALL);
      script('GET', /\/ports/, { do: 'answer', status: 403 });
      const cleaned = await clean();
      expect(findingsOf(cleaned)).to.deep.equal([]);
      expect(cleaned.rounds).to.equal(2);
    });
  });

  describe('when the project changes between plan and deletion', () => {
    /** Does something in the cloud after the first plan is written and before it is applied. */
    function meanwhile(deed: () => void): ReturnType<typeof clean> {
      return stage.clean(C, {}, { clock, deadline: clock.monotonic() + 600_000 }, (round) => {
        if (round === 1) deed();
      });
    }

    it('a security group that a neighbour’s new rule names is skipped, then kept', async () => {
      await stage.stand(NEIGHBOUR, SMALL);
      await stage.stand(C, SMALL);
      const groups = (await stage.inventory()).resources.filter((one) => one.kind === 'securityGroup');
      const ours = groups.find((one) => one.name.includes(`${C}-secgroup-worker`));
      const theirs = groups.find((one) => one.name.includes(`${NEIGHBOUR}-secgroup-worker`));
      if (ours === undefined || theirs === undefined) throw new Error('no groups');
      const rules = world.sim.world.securityGroupRules;
      const pattern = [...rules.values()].find((rule) => rule.groupId === theirs.id);
      if (pattern === undefined) throw new Error('no rule');
      const { left } = await meanwhile(() => {
        rules.set('new', { ...pattern, id: 'new', remoteGroupId: ours.id });
      });
      expect(left.map((one) => refKey(one.ref))).to.deep.equal([refKey(ours)]);
      expect(left[0]?.why).to.match(/a rule of securityGroup .* names it/);
      expect(rules.has('new')).to.equal(true);
    });

    function looseClaim(): Volume {
      const volumes = [...world.sim.world.volumes.values()];
      const loose = volumes.find((one) => one.name.startsWith('pvc-') && one.status === 'available');
      if (loose === undefined) throw new Error('no volume');
      return loose;
    }

    it('a volume that somebody wrote on is skipped, and planned anew', async () => {
      await stage.stand(C, SMALL);
      const loose = looseClaim();
      const cleaned = await meanwhile(() => {
        loose.metadata['cost-centre'] = '4711';
      });
      expect(cleaned.rounds).to.equal(2);
      expect(stage.plans[1]?.steps.map((step) => step.target.id)).to.deep.equal([loose.id]);
      expect(findingsOf(cleaned)).to.deep.equal([]);
    });

    it('a volume that somebody gave another name is skipped, and left with what speaks for and against it', async () => {
      await stage.stand(C, SMALL);
      const loose = looseClaim();
      const cleaned = await meanwhile(() => {
        loose.name = 'renamed';
      });
      expect(cleaned.left.map((one) => one.ref.id)).to.deep.equal([loose.id]);
      expect(cleaned.left[0]?.why).to.match(/^contradiction: .*, but /);
      expect(world.sim.world.volumes.has(loose.id)).to.equal(true);
    });

    it('a volume marked to be kept stays, and is no leftover', async () => {
      await stage.stand(C, { ...SMALL, snapshots: 0 });
      const loose = looseClaim();
      const cleaned = await meanwhile(() => {
        loose.metadata['e2e-keep'] = 'true';
      });
      expect(findingsOf(cleaned)).to.deep.equal([]);
      expect(cleaned.kept.map((one) => one.target.id)).to.include(loose.id);
      expect(world.sim.world.volumes.has(loose.id)).to.equal(true);
    });

    it('what comes again each time is called so after six rounds', async () => {
      await stage.stand(C, { ...SMALL, services: [] });
      const [address] = world.sim.world.floatingIps.values();
      if (address === undefined) throw new Error('no floating IP');
      let count = 0;
      const cleaned = await stage.clean(C, {}, { clock, deadline: clock.monotonic() + 600_000 }, () => {
        count += 1;
        const again = { ...address, id: `again-${count}`, portId: null, routerId: null };
        world.sim.world.floatingIps.set(again.id, again);
      });
      expect(cleaned.rounds).to.equal(6);
      expect(cleaned.left.map((one) => one.why)).to.deep.equal([
        'it came again each time, and its description is what capo writes for cluster tabcdefghia (“Created by ' +
          'cluster-api-provider-openstack cluster tabcdefghia-tabcdefghia”): stop that controller of the cluster, then ' +
          'run forceclean again',
      ]);
    });
  });

  it('looks again after a pause for what a dead run’s last request may still make', async () => {
    await stage.stand(C, { ...SMALL, services: [] });
    const [address] = world.sim.world.floatingIps.values();
    if (address === undefined) throw new Error('no floating IP');
    await clean();
    const late = { ...address, id: 'late', portId: null, routerId: null };
    const pausing = { ...clock, sleep: async () => void world.sim.world.floatingIps.set(late.id, late) };
    const cleaned = await clean({ settleMs: 5000 }, { clock: pausing });
    expect(cleaned.rounds).to.be.greaterThan(0);
  });

  describe('when a load balancer is in Octavia’s list later than its VIP port is in Neutron’s', () => {
    /** Leaves of the cluster's load balancer only the VIP port, as while Octavia works on the request. */
    function takeBalancer(): LoadBalancer {
      const { loadBalancers, listeners, pools, members, monitors, ports } = world.sim.world;
      const [balancer] = loadBalancers.values();
      if (balancer === undefined) throw new Error('no load balancer');
      for (const table of [loadBalancers, listeners, pools, members, monitors]) table.clear();
      ports.delete(balancer.vrrpPortId ?? '');
      return balancer;
    }

    it('waits for it, and leaves its VIP port and network until it is gone', async () => {
      await stage.stand(C, { ...SMALL, services: [] });
      const balancer = takeBalancer();
      const cleaning = stage.clean(C, {}, { clock, deadline: clock.monotonic() + 600_000 }, () => {
        world.sim.world.loadBalancers.set(balancer.id, balancer);
      });
      expect(findingsOf(await cleaning)).to.deep.equal([]);
      expect(world.sim.world.loadBalancers.size).to.equal(0);
      const deleted = stage.calls.filter((call) => call.method === 'DELETE').map((call) => call.path);
      expect(deleted).to.not.include(`/ports/${balancer.vipPortId}`);
      expect(deleted).to.include(`/lbaas/loadbalancers/${balancer.id}?cascade=true`);
    });

    it('takes the port for an orphan when none has come, and all goes', async () => {
      await stage.stand(C, { ...SMALL, services: [] });
      const balancer = takeBalancer();
      expect(findingsOf(await clean())).to.deep.equal([]);
      const deleted = stage.calls.filter((call) => call.method === 'DELETE').map((call) => call.path);
      expect(deleted).to.include(`/ports/${balancer.vipPortId}`);
      expect(stage.plans[0]?.steps.find((step) => step.target.id === balancer.vipPortId)?.notBefore).to.be.a('string');
    });

    it('removes one whose network and VIP port are gone for good', async () => {
      await stage.stand(C, { ...SMALL, services: [] });
      const balancer = takeBalancer();
      await clean();
      world.sim.world.loadBalancers.set(balancer.id, { ...balancer, provisioning: 'ERROR' });
      expect(findingsOf(await clean())).to.deep.equal([]);
      expect(world.sim.world.loadBalancers.size).to.equal(0);
    });
  });

  for (const type of ['intent', 'outcome'] as const) {
    it(`sends nothing more when an ${type} could not be written, also when the next one could`, async () => {
      await stage.stand(C, SMALL);
      let count = 0;
      let failed = false;
      const later: EventBody[] = [];
      const journal: Journal = {
        async write(body) {
          if (body.type === type) count += 1;
          if (body.type === type && count === 3) {
            // What begins in the same moment has not heard of it; the journal itself refuses that.
            setImmediate(() => {
              failed = true;
            });
            throw new Error('ENOSPC');
          }
          if (failed && body.type === 'intent') later.push(body);
          return { ...body, seq: 1, at: '' };
        },
        close: () => Promise.resolve(),
      };
      const error: unknown = await clean({}, { journal }).catch((thrown: unknown) => thrown);
      expect(error).to.be.instanceOf(Error).and.to.have.property('message', 'ENOSPC');
      expect(later).to.deep.equal([]);
    });
  }

  it('stops at a signal with every request answered in the journal, and says what is left', async () => {
    await stage.stand(C, SMALL);
    const stop = new AbortController();
    const cleaning = stage.clean(C, {}, { clock, deadline: clock.monotonic() + 600_000, signal: stop.signal }, () => {
      setTimeout(() => stop.abort(new Error('enough')), 30);
    });
    const cleaned = await cleaning;
    const events = await stage.events();
    const open = events.filter(
      (event) =>
        event.type === 'intent' && !events.some((other) => other.type === 'outcome' && other.intent === event.intent),
    );
    expect(open).to.deep.equal([]);
    expect(cleaned.left.length).to.be.greaterThan(0);
    expect(cleaned.left.map((one) => one.why).join()).to.match(/stopped/);
  });

  it('says what is left also when a stop comes between an intent and its request', async () => {
    await stage.stand(C, SMALL);
    const stop = new AbortController();
    const { request } = stage.session;
    Object.assign(stage.session, {
      request: async (call: Parameters<typeof request>[0]) => {
        if (call.method === 'GET') return request(call);
        stop.abort(new Error('enough'));
        throw stop.signal.reason;
      },
    });
    const cleaned = await clean({}, { signal: stop.signal });
    expect(findingsOf(cleaned).map((one) => one.verdict)).to.include('leaked');
    const outcomes = (await stage.events()).flatMap((event) => (event.type === 'outcome' && !event.ok ? [event] : []));
    expect(outcomes.map((one) => one.says)).to.include('not sent, or its answer does not count: enough');
  });
});
