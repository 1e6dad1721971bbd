import { expect } from 'chai';
import type { Clock } from '../../src/io/clock.ts';
import type { Resource } from '../../src/model/resource.ts';
import { createLister, type Lister, type Listing } from '../../src/openstack/lister.ts';
import type { Session } from '../../src/openstack/session.ts';
import { nextTick, waitForStatus, type WaitTools } from '../../src/openstack/waiting.ts';
import { failureOf } from './failureOf.ts';
import { hastyClock, PROJECT, withStandIn, type Play, type Script, type StandIn } from './standIn.ts';
import { volumes } from './volumes.ts';

/** Time that passes only while somebody sleeps; those who sleep until one moment wake together. */
function simulated(): { clock: Clock; at(): number } {
  let time = 1000;
  let planned = false;
  let sleepers: readonly { readonly until: number; readonly wake: () => void }[] = [];
  const plan = (): void => {
    if (planned || sleepers.length === 0) return;
    planned = true;
    setImmediate(wakeNext);
  };
  const wakeNext = (): void => {
    planned = false;
    time = Math.min(...sleepers.map((sleeper) => sleeper.until));
    const due = sleepers.filter((sleeper) => sleeper.until <= time);
    sleepers = sleepers.filter((sleeper) => sleeper.until > time);
    for (const sleeper of due) sleeper.wake();
    plan();
  };
  return {
    at: () => time,
    clock: {
      now: () => new Date(time),
      monotonic: () => time,
      sleep: (ms) =>
        new Promise((wake) => {
          sleepers = [...sleepers, { until: time + ms, wake }];
          plan();
        }),
    },
  };
}

/** Servers that are all built at one moment, in lists that are shared as the real lister shares them. */
function built(clock: { monotonic(): number }, activeAt: number): { lister: Lister; count(): number } {
  const rest = { kind: 'server', projectId: 'p', tags: [], metadata: {}, links: [], facts: {} } as const;
  let newest: Listing | undefined;
  let count = 0;
  return {
    count: () => count,
    lister: {
      async listing(_kind, notBefore) {
        if (newest !== undefined && newest.begunAt >= notBefore) return newest;
        count += 1;
        const begunAt = clock.monotonic();
        const status = begunAt < activeAt ? 'BUILD' : 'ACTIVE';
        const servers = ['a', 'b', 'c'].map((id): [string, Resource] => [id, { ...rest, id, name: id, status }]);
        newest = { begunAt, resources: new Map(servers) };
        return newest;
      },
    },
  };
}

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
      const tools = toolsOf(await cloud.connect(), simulated().clock, 60_000);
      const found = await Promise.all([
        waitForStatus('volume', ['b', 'a'], ['available'], tools),
        waitForStatus('volume', ['c'], ['available', 'in-use'], tools),
      ]);
      expect(found.map((some) => some.map((one) => `${one.id} ${one.status}`))).to.deep.equal([
        ['b available', 'a available'],
        ['c in-use'],
      ]);
      expect(cloud.to('GET', /volumes\/detail/)).to.have.length(3);
    });
  });

  it('shares its lists with waits that began at other moments', async () => {
    const { clock, at } = simulated();
    const { lister, count } = built(clock, 9000);
    await withStandIn(volumes(), async (cloud) => {
      const tools = { session: await cloud.connect(), lister, clock, deadline: 60_000 };
      const waits = ['a', 'b', 'c'].map(async (id, index) => {
        await clock.sleep(300 * index);
        return waitForStatus('server', [id], ['ACTIVE'], tools);
      });
      await Promise.all(waits);
    });
    expect(at()).to.be.within(9000, 13_000);
    // One for each to begin with, then one for all at each tick.
    expect(count()).to.be.at.most(7);
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

  describe('says why a volume or a snapshot failed, which Cinder leaves as a message', () => {
    const message = (id: string, says: string): unknown => ({ id: 'm', resource_uuid: id, user_message: says });
    const failing =
      (answer: Play): Script =>
      (request) =>
        request.path.includes('/messages') ? answer : volumes({ a: 'error' })(request);

    async function saidOf(answer: Play, work?: (cloud: StandIn) => void): Promise<string> {
      let said = '';
      await withStandIn(failing(answer), async (cloud) => {
        const tools = toolsOf(await cloud.connect(), hastyClock(), 60_000);
        said = (await failureOf(waitForStatus('volume', ['a'], ['available'], tools))).message;
        work?.(cloud);
      });
      return said;
    }

    it('the newest of its own, asked for in a version that has them', async () => {
      const messages = [
        message('other', 'attach volume:An unknown error occurred.'),
        message('a', 'schedule allocate volume:Could not find any available weighted backend.'),
        message('a', 'schedule allocate volume:An older error occurred.'),
      ];
      const said = await saidOf({ status: 200, body: { messages } }, (cloud) => {
        const [asked] = cloud.to('GET', /messages/);
        expect(asked?.path).to.equal(`/volume/v3/${PROJECT}/messages?resource_uuid=a`);
        expect(asked?.headers['openstack-api-version']).to.equal('volume 3.5');
      });
      expect(said).to.equal(
        'volume a (a) is in state error: schedule allocate volume:Could not find any available weighted backend.',
      );
    });

    for (const [what, answer] of [
      ['there is none', { status: 200, body: { messages: [message('other', 'not this one')] } }],
      ['Cinder is too old for them', { status: 406, body: {} }],
      ['they cannot be read', { status: 200, body: { messages: 'none' } }],
    ] satisfies [string, Play][]) {
      it(`and nothing more when ${what}`, async () => {
        expect(await saidOf(answer)).to.equal('volume a (a) is in state error');
      });
    }
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
