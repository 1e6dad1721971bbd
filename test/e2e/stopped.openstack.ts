import { expect } from 'chai';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Event } from '../../src/model/event.ts';
import { watchBook } from '../crowd/bookWatch.ts';
import { makePlace, onlyRun, startTroika, troika, type Ended, type Place, type Running } from '../support/program.ts';
import { usedBy } from '../support/realUse.ts';
import { makeRealWorld } from '../support/realWorld.ts';
import type { World } from '../support/world.ts';

const TTL = '180s';

/** When to stop the process. TROIKA_FULL=1 shows all; every check takes the first. */
const MOMENTS: readonly (readonly [says: string, fits: (event: Event) => boolean])[] = [
  ['it makes servers', (event) => event.type === 'intent' && event.kind === 'server'],
  ['its suites run', (event) => event.type === 'phase.started' && event.phase === 'suites'],
  ['it cleans up', (event) => event.type === 'intent' && event.do === 'delete'],
];
const TRIED = MOMENTS.slice(0, process.env['TROIKA_FULL'] === undefined ? 1 : MOMENTS.length);

describe('a run that is stopped beyond its time to live, and goes on, on the real services', function () {
  this.timeout(1_200_000);
  let world: World;

  before(async () => {
    world = await makeRealWorld();
    const ready = await troika(['init', '--cloud', world.cloud, '--ttl', TTL], { cwd: '/tmp', env: env('operator') });
    expect(ready.code, ready.out + ready.err).to.equal(0);
    await world.setQuota({ floatingIps: (await usedBy(world, 'floatingIps')) + 3 });
  });
  after(() => world?.dispose());

  for (const [moment, fits] of TRIED) {
    it(`notices before its next effect that it was taken over: stopped when ${moment}`, async () => {
      const watch = await watchBook(world);
      const places = [await makePlace(), await makePlace()] as const;
      let sleeper: Running | undefined;
      try {
        sleeper = await start(places[0], 'sleeper', 20);
        const run = await untilRun(places[0], sleeper);
        await untilEvent(sleeper, run, fits);
        sleeper.child.kill('SIGSTOP');
        const other = await start(places[1], 'other', 0);
        const ended = await other.ended;
        expect(ended.code, ended.out + ended.err).to.equal(0);
        expect(ended.out + ended.err).to.match(/warden of slot 1, for t\w+ of sleeper: its slot is free/);

        const wokenAt = new Date().toISOString();
        sleeper.child.kill('SIGCONT');
        const woken = await sleeper.ended;
        expect(woken.code, woken.out + woken.err).to.equal(130);
        expect(woken.out + woken.err).to.match(/the lease of t\w+ was lost: (its ticket is gone|nothing was heard)/);
        expect(await effectsAfter(run, wokenAt)).to.deep.equal([]);
        const watched = await watch.stop();
        expect(watched.wrongs).to.deep.equal([]);
        expect(watched.most).to.equal(1);
      } finally {
        await watch.stop();
        // A stopped one would outlive this test.
        sleeper?.child.kill('SIGKILL');
        for (const place of places) await place.remove();
      }
    });
  }

  function env(holder: string): Record<string, string> {
    return { OS_CLIENT_CONFIG_FILE: world.cloudsYaml, OS_CLOUD: world.cloud, TROIKA_HOLDER: holder };
  }

  async function start(place: Place, holder: string, seconds: number): Promise<Running> {
    const suites = [{ suite: 'infrastructure' }, { suite: 'command', name: 'sleep', run: ['sleep', String(seconds)] }];
    const clusters = [{ label: holder, provisioner: 'footprint', suites }];
    const file = { externalNetwork: world.externalNetwork, lease: { ttl: TTL }, clusters };
    await place.write('troika.yaml', JSON.stringify(file));
    return startTroika(['run'], { cwd: place.path, env: env(holder) });
  }
});

/** Effects that the run's own request log has after a moment; each is there as soon as it was sent. */
async function effectsAfter(run: string, moment: string): Promise<readonly string[]> {
  const text = await readFile(join(run, 'requests.ndjson'), 'utf8');
  const lines = text.trimEnd().split('\n');
  expect(lines.length).to.be.greaterThan(50);
  return lines.filter((line) => {
    const { at, method } = JSON.parse(line) as { at: string; method: string };
    return at >= moment && method !== 'GET' && !line.includes('/auth/tokens');
  });
}

async function untilRun(place: Place, running: Running): Promise<string> {
  for (;;) {
    const run = await onlyRun(place).catch(() => undefined);
    if (run !== undefined) return run;
    await refuseEnd(running);
    await delay(20);
  }
}

async function untilEvent(running: Running, run: string, fits: (event: Event) => boolean): Promise<void> {
  for (;;) {
    const text = await readFile(join(run, 'journal.ndjson'), 'utf8').catch(() => '');
    const events = text
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line) as Event);
    if (events.some(fits)) return;
    await refuseEnd(running);
    await delay(5);
  }
}

async function refuseEnd(running: Running): Promise<void> {
  if (running.child.exitCode === null) return;
  const { code, out, err }: Ended = await running.ended;
  throw new Error(`the program ended with ${code} before the moment came: ${out}${err}`);
}
