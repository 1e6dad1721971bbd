import { expect } from 'chai';
import { untilStatus } from '../../src/clusters/footprint/wait.ts';
import type { Kind, Resource } from '../../src/model/resource.ts';
import type { Lister } from '../../src/openstack/lister.ts';

/** Time that passes only while somebody sleeps; those who sleep until one moment wake together. */
function simulated(): { clock: { now(): Date; monotonic(): number; sleep(ms: number): Promise<void> }; at(): number } {
  let time = 1000;
  const sleepers: { until: number; wake: () => void }[] = [];
  const wakeNext = (): void => {
    const until = Math.min(...sleepers.map((sleeper) => sleeper.until));
    time = Math.max(time, until);
    for (const sleeper of sleepers.splice(0)) {
      if (sleeper.until <= time) sleeper.wake();
      else sleepers.push(sleeper);
    }
  };
  return {
    at: () => time,
    clock: {
      now: () => new Date(time),
      monotonic: () => time,
      sleep: (ms) =>
        new Promise((wake) => {
          sleepers.push({ until: time + ms, wake });
          if (sleepers.length === 1) setImmediate(wakeNext);
        }),
    },
  };
}

function server(id: string, status: string): Resource {
  return {
    kind: 'server',
    id,
    name: `srv-${id}`,
    projectId: 'p',
    status,
    tags: [],
    metadata: {},
    links: [],
    facts: {},
  };
}

/** Lists whose servers become ACTIVE at a time of their own, shared as the real lister shares them. */
function listing(
  clock: { monotonic(): number },
  activeAt: Readonly<Record<string, number>>,
): { lister: Lister; count(): number } {
  let newest: { begunAt: number; resources: ReadonlyMap<string, Resource> } | undefined;
  let count = 0;
  return {
    count: () => count,
    lister: {
      async listing(_kind: Kind, notBefore: number) {
        if (newest === undefined || newest.begunAt < notBefore) {
          count += 1;
          const now = clock.monotonic();
          const states = Object.entries(activeAt).map(([id, at]) =>
            server(id, at <= now ? (at < 0 ? 'ERROR' : 'ACTIVE') : 'BUILD'),
          );
          newest = { begunAt: now, resources: new Map(states.map((one) => [one.id, one])) };
        }
        return newest;
      },
    },
  };
}

describe('waiting for a status', () => {
  const signal = new AbortController().signal;

  it('shares each list among all who wait, whenever they began', async () => {
    const { clock, at } = simulated();
    const { lister, count } = listing(clock, { a: 9000, b: 9000, c: 9000 });
    const tools = { lister, clock, signal, deadline: 60_000 };
    await Promise.all(['a', 'b', 'c'].map((id) => untilStatus('server', id, ['ACTIVE'], tools)));
    expect(at()).to.be.within(9000, 13_000);
    expect(count()).to.be.at.most(6);
  });

  it('gives up at its deadline and says what it saw', async () => {
    const { clock } = simulated();
    const { lister } = listing(clock, { a: 90_000 });
    const error: unknown = await untilStatus('server', 'a', ['ACTIVE'], {
      lister,
      clock,
      signal,
      deadline: 20_000,
    }).catch((reason: unknown) => reason);
    expect(error).to.include({
      verdict: 'broken',
      class: 'timeout',
      message: 'gave up waiting for server srv-a (a), still BUILD',
    });
  });

  it('says at once that something failed, or is not there', async () => {
    const { clock, at } = simulated();
    const { lister } = listing(clock, { a: -1 });
    const tools = { lister, clock, signal, deadline: 20_000 };
    const failed: unknown = await untilStatus('server', 'a', ['ACTIVE'], tools).catch((reason: unknown) => reason);
    expect(failed).to.include({ class: 'provision', message: 'server srv-a (a) is in state ERROR' });
    const gone: unknown = await untilStatus('server', 'b', ['ACTIVE'], tools).catch((reason: unknown) => reason);
    expect(gone).to.include({ class: 'provision', message: 'server b is not there any more' });
    expect(at()).to.equal(1000);
  });
});
