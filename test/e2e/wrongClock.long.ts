import { expect } from 'chai';
import { pathToFileURL } from 'node:url';
import { watchBook } from '../crowd/bookWatch.ts';
import { startPerson, type Person } from '../crowd/crowd.ts';
import { eventsOf, onlyRun, troika } from '../support/program.ts';
import { usedBy } from '../support/realUse.ts';
import { makeRealWorld } from '../support/realWorld.ts';
import type { World } from '../support/world.ts';

const TTL = '300s';
const HOUR_MS = 3_600_000;

describe('runs on machines whose clocks are an hour ahead and behind, on the real services', function () {
  this.timeout(600_000);
  let world: World;
  const crowd: Person[] = [];

  before(async () => {
    world = await makeRealWorld();
    const env = { OS_CLIENT_CONFIG_FILE: world.cloudsYaml };
    const ready = await troika(['init', '--cloud', world.cloud, '--ttl', TTL], { cwd: '/tmp', env });
    expect(ready.code, ready.out + ready.err).to.equal(0);
    await world.setQuota({ floatingIps: (await usedBy(world, 'floatingIps')) + 3 });
  });
  after(async () => {
    for (const person of crowd) await person.place.remove();
    await world?.dispose();
  });

  it('take their turns like all others, one after the other, and nobody is taken for dead', async () => {
    const watch = await watchBook(world);
    for (const [index, shift] of [HOUR_MS, 0, -HOUR_MS].entries()) {
      const env = {
        NODE_OPTIONS: `--import=${pathToFileURL('test/crowd/shiftedClock.mjs').href}`,
        TROIKA_TEST_CLOCK_SHIFT_MS: String(shift),
      };
      crowd.push(await startPerson(index + 1, world, { addresses: 2, ttl: TTL, env }));
    }
    const ended = await Promise.all(crowd.map((person) => person.running.ended));
    const said = ended.map((one) => one.out + one.err).join('\n');
    expect(
      ended.map((one) => one.code),
      said,
    ).to.deep.equal([0, 0, 0]);
    expect(said).not.to.contain('warden of slot');
    const watched = await watch.stop();
    expect(watched.wrongs).to.deep.equal([]);
    expect(watched.most).to.equal(1);
    await clocksWereWrong();
  });

  /** The journals tell each machine's own time: this test would prove nothing if it were right. */
  async function clocksWereWrong(): Promise<void> {
    const hours = await Promise.all(
      crowd.map(async (person) => {
        const [started] = await eventsOf(await onlyRun(person.place));
        // A little before the hour rounds to minus zero, which is another number to chai.
        return Math.round((Date.parse(started?.at ?? '') - Date.now()) / HOUR_MS) + 0;
      }),
    );
    expect(hours).to.deep.equal([1, 0, -1]);
  }
});
