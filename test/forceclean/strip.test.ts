import { expect } from 'chai';
import { findingsOf } from '../../src/forceclean/findings.ts';
import { harmed } from '../../src/forceclean/harm.ts';
import { linked, type Resource } from '../../src/model/resource.ts';
import { setTags } from '../../src/openstack/change.ts';
import { create } from '../../src/openstack/create.ts';
import { createLister } from '../../src/openstack/lister.ts';
import { waitForStatus } from '../../src/openstack/waiting.ts';
import { systemClock } from '../../src/io/clock.ts';
import { makeSimWorld, type SimWorld } from '../support/simWorld.ts';
import { openStage, type Stage } from './stage.ts';

const A = 'tabcdefghia';
const B = 'tzzzzzzzzza';
const SMALL = { controlPlanes: 1, workers: 1, volumes: [], snapshots: 0 };

describe('a load balancer that two clusters share', function () {
  this.timeout(60_000);
  let world: SimWorld;
  let stage: Stage;

  beforeEach(async () => {
    // States in between last a moment, so that what is sent too early is refused.
    world = await makeSimWorld({ speed: 10 });
    stage = await openStage(world);
  });
  afterEach(async () => {
    await stage.close();
    await world.dispose();
  });

  const service = (C: string): string => `kube_service_${C}_web_front`;

  async function balancerOf(C: string): Promise<Resource> {
    const { resources } = await stage.inventory();
    const found = resources.find((one) => one.kind === 'loadBalancer' && one.name.startsWith(`kube_service_${C}_`));
    if (found === undefined) throw new Error(`no load balancer of ${C}`);
    return found;
  }

  async function active(id: string): Promise<void> {
    const lister = createLister(stage.session, systemClock);
    const deadline = systemClock.monotonic() + 10_000;
    await waitForStatus('loadBalancer', [id], ['ACTIVE'], { ...stage, lister, clock: systemClock, deadline });
  }

  /** What OCCM does for one more Service: its tag, a listener, a pool and a monitor. */
  async function share(id: string, C: string, port: number): Promise<readonly string[]> {
    const { session } = stage;
    const { tags } = (await stage.inventory()).resources.find((one) => one.id === id) ?? { tags: [] };
    await setTags(session, 'loadBalancer', id, [...tags, service(C)]);
    await active(id);
    const listener = await create(session, 'listener', {
      name: `listener_0_${service(C)}`,
      loadbalancer_id: id,
      protocol: 'TCP',
      protocol_port: port,
      tags: [service(C)],
    });
    await active(id);
    const pool = await create(session, 'pool', {
      name: `pool_0_${service(C)}`,
      listener_id: listener.id,
      protocol: 'TCP',
      lb_algorithm: 'ROUND_ROBIN',
    });
    await active(id);
    const monitor = await create(session, 'healthMonitor', {
      name: `monitor_0_${service(C)}`,
      pool_id: pool.id,
      type: 'TCP',
      delay: 5,
      timeout: 3,
      max_retries: 3,
    });
    await active(id);
    return [listener.id, pool.id, monitor.id];
  }

  /** A load balancer and all its parts, but for when it was changed last. */
  async function whole(id: string, without: readonly string[] = []): Promise<string> {
    const { resources } = await stage.inventory();
    const parts = resources.filter((one) => one.id === id || linked(one, 'loadBalancer').includes(id));
    return JSON.stringify(
      parts
        .filter((one) => !without.includes(one.id))
        .map((one) => ({ ...one, updatedAt: '', links: one.links.filter((link) => !without.includes(link.id)) }))
        .sort((a, b) => (a.id < b.id ? -1 : 1)),
    );
  }

  it('is B’s: it loses A’s listener, pool, monitor and tag, one after the other, and nothing else', async () => {
    await stage.stand(B, SMALL);
    const { id } = await balancerOf(B);
    const before = await whole(id);
    await stage.stand(A, SMALL);
    await share(id, A, 8080);

    const from = world.sim.requests.length;
    const cleaned = await stage.clean(A);

    expect(findingsOf(cleaned)).to.deep.equal([]);
    expect(await whole(id)).to.equal(before);
    expect(harmed(stage.session.log, stage.plans)).to.deep.equal([]);
    const about = world.sim.requests.slice(from).filter((one) => one.method !== 'GET' && /lbaas/.test(one.path));
    expect(about.map((one) => one.status)).to.not.include(409);
    const strips = about.filter((one) => one.method === 'PUT');
    expect(strips.map((one) => one.path.split('/').at(-1))).to.deep.equal([id]);
    expect(about.indexOf(strips[0] ?? about[0]!)).to.be.greaterThan(1);
  });

  // The second is OCCM's default name.
  for (const other of [B, 'kubernetes']) {
    it(`is A’s: the listener of ${other} and all it needs stays as it is, A’s share is gone (T33)`, async () => {
      await stage.stand(A, SMALL);
      const balancer = await balancerOf(A);
      const { id } = balancer;
      const ours = linked(balancer, 'listener');
      const theirs = await share(id, other, 8080);
      const { resources } = await stage.inventory();
      const before = JSON.stringify(resources.filter((one) => theirs.includes(one.id)));

      const cleaned = await stage.clean(A);

      const after = (await stage.inventory()).resources;
      expect(JSON.stringify(after.filter((one) => theirs.includes(one.id)))).to.equal(before);
      expect(after.filter((one) => ours.includes(one.id))).to.deep.equal([]);
      const left = after.find((one) => one.id === id);
      expect(left?.tags).to.deep.equal([service(other)]);
      expect(left === undefined ? [] : linked(left, 'listener')).to.deep.equal([theirs[0]]);
      const [vip] = linked(balancer, 'vipPort');
      expect(after.some((one) => one.id === vip)).to.equal(true);
      expect(after.some((one) => one.kind === 'floatingIp' && linked(one, 'port').includes(vip ?? ''))).to.equal(true);
      expect(cleaned.kept.find((one) => one.target.id === id)?.why).to.include(`serves ${service(other)}`);
      // The network under it is A's, and cannot go: that is said, and nothing else is left.
      expect(new Set(cleaned.left.map((one) => one.ref.kind))).to.deep.equal(
        new Set(['network', 'subnet', 'router', 'port']),
      );
      expect(harmed(stage.session.log, stage.plans)).to.deep.equal([]);
    });
  }

  it('a tag that B adds while A’s is about to be taken off is not lost', async () => {
    await stage.stand(B, SMALL);
    const { id } = await balancerOf(B);
    await stage.stand(A, SMALL);
    await share(id, A, 8080);
    const row = world.sim.world.loadBalancers.get(id);
    const cleaned = await stage.clean(A, {}, {}, (round) => {
      if (round === 1) row?.tags.push('kube_service_tzzzzzzzzza_new_one');
    });
    expect(row?.tags).to.include('kube_service_tzzzzzzzzza_new_one').and.to.not.include(service(A));
    expect(findingsOf(cleaned)).to.deep.equal([]);
  });
});

describe('harm to a shared load balancer', () => {
  const line = { at: '', service: 'loadBalancer', status: 204, ms: 1 } as const;
  const evidence = { side: 'for', strength: 'weak', source: 'share-of-load-balancer', says: '', value: '' } as const;
  const step = {
    seq: 1,
    do: 'strip',
    target: { kind: 'loadBalancer', id: 'shared', name: '', cluster: A },
    fingerprint: '',
    because: [evidence],
    after: [],
  } as const;
  const plan = { steps: [step] } as unknown as Parameters<typeof harmed>[1][number];
  const path = '/load-balancer/v2/lbaas/loadbalancers/shared';

  it('is its deletion, where a plan only strips it; and a change that no plan names', () => {
    expect(harmed([{ ...line, method: 'PUT', path }], [plan])).to.deep.equal([]);
    expect(harmed([{ ...line, method: 'DELETE', path: `${path}?cascade=true` }], [plan])).to.have.length(1);
    expect(harmed([{ ...line, method: 'PUT', path }], [])).to.have.length(1);
  });
});
