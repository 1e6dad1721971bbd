import { expect } from 'chai';
import type { Clock } from '../../src/io/clock.ts';
import { createLister } from '../../src/openstack/lister.ts';
import type { Session } from '../../src/openstack/session.ts';
import { nextTick, waitForStatus, type WaitTools } from '../../src/openstack/waiting.ts';
import { failureOf } from './failureOf.ts';
import { hastyClock, PROJECT, withStandIn, type Script } from './standIn.ts';

function volume(id: string, status: string): unknown {
  return {
    id,
    name: id,
    status,
    size: 1,
    bootable: 'false',
    'os-vol-tenant-attr:tenant_id': PROJECT,
    attachments: [],
  };
}

/** Volumes whose statuses go on by one with each list; the last stays. */
function volumes(...steps: Readonly<Record<string, string>>[]): Script {
  let step = 0;
  return (request) => {
    if (!request.path.includes('/volumes/detail')) return undefined;
    const now = steps[Math.min(step, steps.length - 1)] ?? {};
    step += 1;
    return { status: 200, body: { volumes: Object.entries(now).map(([id, status]) => volume(id, status)) } };
  };
}

describe('a lister', () => {
  it('shares one list among all who ask for it at once, and with those whom it is new enough for', async () => {
    await withStandIn(volumes({ a: 'available' }), async (cloud) => {
      const clock = hastyClock();
      const lister = createLister(await cloud.connect(), clock);
      const from = clock.monotonic();
      const [one, two] = await Promise.all([lister.listing('volume', from), lister.listing('volume', from)]);
      const three = await lister.listing('volume', from);
      expect(two).to.equal(one);
      expect(three).to.equal(one);
      expect([...one.resources.keys()]).to.deep.equal(['a']);
      expect(one.begunAt).to.be.at.least(from);
      expect(cloud.to('GET', /volumes/)).to.have.length(1);
    });
  });

  it('lists anew for whoever needs a later one, even while an earlier is under way', async () => {
    await withStandIn(volumes({ a: 'available' }), async (cloud) => {
      const clock = hastyClock();
      const lister = createLister(await cloud.connect(), clock);
      const early = lister.listing('volume', clock.monotonic());
      await clock.sleep(10);
      const from = clock.monotonic();
      expect((await lister.listing('volume', from)).begunAt).to.be.at.least(from);
      expect((await early).begunAt).to.be.below(from);
      expect(cloud.to('GET', /volumes/)).to.have.length(2);
    });
  });

  it('has only full lists of kinds that have no brief one, for all', async () => {
    await withStandIn(volumes({ a: 'available' }), async (cloud) => {
      const clock = hastyClock();
      const lister = createLister(await cloud.connect(), clock);
      const from = clock.monotonic();
      expect(await lister.listing('volume', from, { brief: true })).to.equal(await lister.listing('volume', from));
    });
  });

  it('does not keep a list that failed', async () => {
    let broken = true;
    const script: Script = (request) =>
      broken && request.path.includes('/volumes/') ? { status: 403, body: {} } : undefined;
    await withStandIn(script, async (cloud) => {
      const clock = hastyClock();
      const lister = createLister(await cloud.connect(), clock);
      const from = clock.monotonic();
      expect(await failureOf(lister.listing('volume', from))).to.include({ status: 403 });
      broken = false;
      expect((await lister.listing('volume', from)).resources.size).to.equal(0);
    });
  });

  it('gives a full list to whoever needs a brief one, and never the other way round', async () => {
    await withStandIn(
      () => undefined,
      async (cloud) => {
        const clock = hastyClock();
        const lister = createLister(await cloud.connect(), clock);
        const from = clock.monotonic();
        await lister.listing('server', from);
        await lister.listing('server', from, { brief: true });
        expect(cloud.to('GET', /\/servers\?/)).to.have.length(0);
        await clock.sleep(10);
        const later = clock.monotonic();
        await lister.listing('server', later, { brief: true });
        await lister.listing('server', later);
        expect(cloud.to('GET', /\/servers\?/)).to.have.length(1);
        expect(cloud.to('GET', /\/servers\/detail/)).to.have.length(2);
      },
    );
  });
});

function toolsOf(session: Session, clock: Clock, ms: number): WaitTools {
  return { session, lister: createLister(session, clock), clock, deadline: clock.monotonic() + ms };
}

describe('waiting for a status', () => {
  it('costs one list a tick, however many wait for how many', async () => {
    const script = volumes(
      { a: 'creating', b: 'creating', c: 'creating' },
      { a: 'available', b: 'creating', c: 'creating' },
      { a: 'available', b: 'available', c: 'in-use' },
    );
    await withStandIn(script, async (cloud) => {
      const clock = hastyClock();
      const tools = toolsOf(await cloud.connect(), clock, 60_000);
      const found = await Promise.all([
        waitForStatus('volume', ['b', 'a'], ['available'], tools),
        waitForStatus('volume', ['c'], ['available', 'in-use'], tools),
      ]);
      expect(found.map((some) => some.map((one) => `${one.id} ${one.status}`))).to.deep.equal([
        ['b available', 'a available'],
        ['c in-use'],
      ]);
      expect(cloud.to('GET', /volumes/)).to.have.length(3);
    });
  });

  it('fails as soon as one shows an error', async () => {
    await withStandIn(volumes({ a: 'creating' }, { a: 'error' }), async (cloud) => {
      const clock = hastyClock();
      const tools = toolsOf(await cloud.connect(), clock, 60_000);
      const error = await failureOf(waitForStatus('volume', ['a'], ['available'], tools));
      expect(error).to.include({ verdict: 'broken', class: 'provision', message: 'volume a (a) is in state error' });
    });
  });

  it('says why a server failed, which Nova tells only of a single one', async () => {
    const flavor = { original_name: 'SCS-2V-4', vcpus: 2, ram: 4096 };
    const server = { id: 's', name: 'node', tenant_id: PROJECT, status: 'ERROR', flavor };
    const script: Script = (request) => {
      if (request.path.endsWith('/servers/s')) {
        return {
          status: 200,
          body: { server: { ...server, fault: { code: 500, message: 'No valid host was found.' } } },
        };
      }
      return request.path.includes('/servers/detail') ? { status: 200, body: { servers: [server] } } : undefined;
    };
    await withStandIn(script, async (cloud) => {
      const tools = toolsOf(await cloud.connect(), hastyClock(), 60_000);
      const error = await failureOf(waitForStatus('server', ['s'], ['ACTIVE'], tools));
      expect(error.message).to.equal('server node (s) is in state ERROR: No valid host was found.');
    });
  });

  it('bears a list that does not show it yet, but not three', async () => {
    await withStandIn(volumes({}, {}, { a: 'available' }), async (cloud) => {
      const clock = hastyClock();
      const tools = toolsOf(await cloud.connect(), clock, 60_000);
      expect(await waitForStatus('volume', ['a'], ['available'], tools)).to.have.length(1);
      const error = await failureOf(waitForStatus('volume', ['x'], ['available'], tools));
      expect(error).to.include({ class: 'provision', message: 'volume x is not there any more' });
    });
  });

  it('gives up at its deadline and names what it waited for', async () => {
    await withStandIn(volumes({ a: 'creating' }), async (cloud) => {
      const clock = hastyClock();
      const tools = toolsOf(await cloud.connect(), clock, 5000);
      const error = await failureOf(waitForStatus('volume', ['a'], ['available'], tools));
      expect(error).to.include({ verdict: 'broken', class: 'timeout' });
      expect(error.message).to.equal('gave up waiting for available of volume a (a, now creating)');
    });
  });

  it('looks less and less often, and soonest at load balancers', async () => {
    const item = { id: 'l', project_id: PROJECT, provisioning_status: 'PENDING_CREATE' };
    const script: Script = (request) =>
      request.path.includes('/loadbalancers')
        ? { status: 200, body: { loadbalancers: [item] } }
        : volumes({ a: 'creating' })(request);
    await withStandIn(script, async (cloud) => {
      const clock = hastyClock();
      const session = await cloud.connect();
      for (const [kind, id] of [
        ['volume', 'a'],
        ['loadBalancer', 'l'],
      ] as const) {
        await failureOf(waitForStatus(kind, [id], ['ready'], toolsOf(session, clock, 30_000)));
      }
      // Of 30 s: 1, 2, then every 4; and 0.25, 0.5, 1, then every 2. Where a tick falls shifts by one.
      expect(cloud.to('GET', /volumes/).length).to.be.within(9, 11);
      expect(cloud.to('GET', /loadbalancers/).length).to.be.within(17, 20);
    });
  });

  it('ticks on a grid that all share', () => {
    expect([0, 1, 999, 1000].map((now) => nextTick(now, 1000))).to.deep.equal([1000, 1000, 1000, 2000]);
  });
});
