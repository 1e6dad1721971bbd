import { expect } from 'chai';
import { setTimeout as delay } from 'node:timers/promises';
import { rawListing } from '../clusters/raw.ts';
import type { Event } from '../../src/model/event.ts';
import type { LoggedRequest } from '../../src/sim/core/answer.ts';
import type { ScriptRule } from '../../src/sim/core/script.ts';
import { addressesHeld } from '../support/leaseBook.ts';
import { kill, until, untilEvent, untilRun } from '../support/moments.ts';
import { makePlace, onlyRun, startTroika, troika, type Ended, type Place, type Running } from '../support/program.ts';
import { makeSimWorld, type SimWorld } from '../support/simWorld.ts';

const SLOT_1 = '198.18.0.11';
const ONE = { label: 'one', provisioner: 'footprint' };
const WAITING = { ...ONE, suites: [{ suite: 'command', name: 'wait', run: ['sleep', '60'] }] };
const file = (cluster: object, ttl = '15s'): object => ({ lease: { ttl }, clusters: [cluster] });

/** npm sends a signal twice within a moment; so the second one counts only after a second. */
const DEAF_MS = 1100;

const works = (event: Event): boolean => event.type === 'phase.started' && event.phase === 'suites';

describe('a slot', function () {
  this.timeout(90_000);
  let world: SimWorld;
  let places: Place[];
  let before: unknown;
  const started: Running[] = [];

  beforeEach(async () => {
    world = await makeSimWorld({ book: true });
    places = [];
    before = await rawListing(world);
  });

  afterEach(async () => {
    for (const { child } of started.splice(0)) child.kill('SIGKILL');
    for (const place of places) await place.remove();
    await world.dispose();
  });

  it('of a run that was killed is freed by forceclean --run, and not before its last request can have landed', async () => {
    world.sim.script([{ when: { method: 'POST', path: /\/volumes$/ }, then: { do: 'late', ms: 4000 } }]);
    const place = await newPlace(file(ONE, '30s'));
    const running = start('alice', place);
    const volume = (): LoggedRequest | undefined =>
      world.sim.requests.find(({ method, path }) => method === 'POST' && path.endsWith('/volumes'));
    await until(running, 5, async () => volume());
    await kill(running);

    const cleaned = await as('bob', place, 'forceclean', '--run', await onlyRun(place), '--yes');

    expect(cleaned.code, cleaned.out + cleaned.err).to.equal(0);
    expect(cleaned.out + cleaned.err).to.match(/\d s more, in which late requests of it may still land/);
    expect(volume()?.status).to.equal(202);
    await asBefore();
  });

  it('whose warden was killed at its work is freed by the next one', async () => {
    const { place, run } = await working('alice');
    await kill(started[0] as Running);
    world.sim.script([{ when: { method: 'DELETE', path: /./, times: Infinity }, then: { do: 'answer', status: 503 } }]);
    const args = ['forceclean', '--run', run, '--yes'];
    const warden = start('bob', place, args);
    await untilEvent(warden, run, (event) => event.type === 'intent' && event.do === 'delete');
    await kill(warden);
    world.sim.script([]);
    expect(await addressesHeld(world)).to.deep.equal([SLOT_1, '198.18.0.21']);

    const cleaned = await as('carol', place, ...args);

    expect(cleaned.code, cleaned.out + cleaned.err).to.equal(0);
    await asBefore();
  });

  for (const [says, rule, address] of [
    ['whose ticket was just made', { method: 'POST', path: /\/ports$/ }, /^198\.18\.0\.[12]\d\d$/],
    ['that had just got a slot and did not know it', { method: 'PUT', path: /\/ports\//, nth: 2 }, /^198\.18\.0\.11$/],
  ] as const satisfies readonly (readonly [string, ScriptRule['when'], RegExp])[])
    it(`is not kept by the ticket of a killed run ${says}`, async () => {
      world.sim.script([{ when: rule, then: { do: 'slow', ms: 800 } }]);
      const place = await newPlace(file(WAITING));
      const running = start('alice', place);
      await until(running, 5, async () => (await addressesHeld(world)).find((held) => address.test(held)));
      await kill(running);
      const run = await onlyRun(place);

      const cleaned = await as('bob', place, 'forceclean', '--run', run, '--yes');

      expect(cleaned.code, cleaned.out + cleaned.err).to.equal(0);
      await asBefore();
    });

  it('of a living run is refused to forceclean, which names its holder, and stays', async () => {
    const { name } = await working('alice');
    const elsewhere = await newPlace(file(WAITING));

    const refused = await as('bob', elsewhere, 'forceclean', '--cluster', name, '--yes');

    expect(refused.code, refused.out).to.equal(4);
    expect(refused.out).to.match(new RegExp(`refused: ${name} is held by alice, heard from \\d s ago`));
    expect(refused.out).to.include(`troika lease release ${name}`);
    expect(await addressesHeld(world)).to.deep.equal([SLOT_1]);
    expect(world.sim.world.servers.size).to.equal(2);
  });

  it('stays with a run that a second signal stopped, until the next run that needs it takes it over', async () => {
    const { running, run, name } = await working('alice');
    world.sim.script([{ when: { method: 'DELETE', path: /./, times: Infinity }, then: { do: 'answer', status: 503 } }]);
    running.child.kill('SIGTERM');
    await untilEvent(running, run, (event) => event.type === 'intent' && event.do === 'delete');
    await delay(DEAF_MS);
    running.child.kill('SIGINT');
    const stopped = await running.ended;
    world.sim.script([]);
    expect(stopped.code, stopped.out + stopped.err).to.equal(5);
    expect(stopped.out + stopped.err).to.include('SIGINT: stopping at once');
    expect(await addressesHeld(world)).to.deep.equal([SLOT_1]);
    await world.setQuota({ floatingIps: 2 });

    const next = await as('bob', await newPlace(file(ONE)), 'run');

    expect(next.code, next.out + next.err).to.equal(0);
    expect(next.out + next.err).to.include(`warden of slot 1, for ${name} of alice: its slot is free`);
    await asBefore();
  });

  it('stays, with --keep-on-failure, with a cluster whose tests failed, and with no other', async () => {
    const tested = (label: string, program: string): object => {
      return { ...ONE, label, suites: [{ suite: 'command', name: 'try', run: [program] }] };
    };
    const clusters = [tested('good', 'true'), tested('bad', 'false')];
    const place = await newPlace({ ...file(ONE), clusters, runs: 'its-runs' });

    const ran = await as('alice', place, 'run', '--keep-on-failure', '--for', '1h');

    expect(ran.code, ran.out + ran.err).to.equal(1);
    expect(ran.out + ran.err).to.match(/ good: released\n/);
    const [, remove = ''] =
      / bad: kept on request until \S+; to remove it: troika (.* --runs its-runs);/.exec(ran.out + ran.err) ?? [];
    expect(await addressesHeld(world)).to.have.length(1);
    const removed = await as('alice', place, ...remove.split(' '));
    expect(removed.code, removed.out + removed.err).to.equal(0);
    await asBefore();
  });

  /** A run whose cluster stands, and which works on. */
  async function working(holder: string): Promise<{ place: Place; running: Running; run: string; name: string }> {
    const place = await newPlace(file(WAITING));
    const running = start(holder, place);
    const run = await untilRun(place, running);
    await untilEvent(running, run, works);
    return { place, running, run, name: `t${run.slice(-9)}a` };
  }

  async function newPlace(content: object): Promise<Place> {
    const place = await makePlace();
    places.push(place);
    await place.write('troika.yaml', JSON.stringify(content));
    return place;
  }

  function start(holder: string, place: Place, args: readonly string[] = ['run']): Running {
    const running = startTroika(args, { cwd: place.path, env: env(holder) });
    started.push(running);
    return running;
  }

  function as(holder: string, place: Place, ...args: string[]): Promise<Ended> {
    return troika(args, { cwd: place.path, env: env(holder) });
  }

  function env(holder: string): Record<string, string> {
    return { OS_CLIENT_CONFIG_FILE: world.cloudsYaml, OS_CLOUD: world.cloud, TROIKA_HOLDER: holder };
  }

  async function asBefore(): Promise<void> {
    expect(await addressesHeld(world)).to.deep.equal([]);
    expect(await rawListing(world)).to.deep.equal(before);
  }
});
