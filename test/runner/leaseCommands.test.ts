import { expect } from 'chai';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { leaseFile } from '../../src/report/statusSchema.ts';
import { eventsOf, onlyRun } from '../support/program.ts';
import { makeLeaseScene, type LeaseScene } from '../support/leaseScene.ts';

/** Short times of the lease protocol: a minute of waiting becomes a second. */
const FILE = 'lease: { ttl: 15s }\nclusters: [{ label: one, provisioner: footprint }]\n';
const SLOW = `${FILE.replace('}]', ', suites: [{ suite: command, name: slow, run: [sleep, "120"] }] }]')}`;
const HELD = 'tabcdefghia';
const KEPT = 'tkeptkeptka';

describe('the commands around leases', function () {
  this.timeout(90_000);
  let scene: LeaseScene;

  beforeEach(async () => (scene = await makeLeaseScene()));
  afterEach(() => scene.dispose());

  const servers = (): number => scene.world.sim.world.servers.size;

  async function run(...args: string[]): Promise<{ code: number; text: string }> {
    return scene.command(args);
  }

  /** Keeps one cluster. @returns its name and its run's id */
  async function keep(): Promise<{ cluster: string; runId: string }> {
    await scene.place.write('troika.yaml', FILE);
    const { code, text } = await run('run', '--keep', '--for', '1h');
    expect(code, text).to.equal(0);
    const runId = (await onlyRun(scene.place)).slice(-9);
    return { cluster: `t${runId}a`, runId };
  }

  async function slots(): Promise<readonly string[]> {
    const { text } = await run('lease', 'list', '--json');
    return leaseFile.parse(JSON.parse(text)).slots.map((slot) => `${slot.state} ${slot.ticket?.cluster ?? ''}`.trim());
  }

  describe('troika down', () => {
    it('removes what was kept, which forceclean leaves alone, and gives the slot back', async () => {
      const { cluster, runId } = await keep();
      expect((await slots())[0]).to.equal(`kept ${cluster}`);

      const dry = await run('forceclean', '--cluster', cluster);
      expect(dry.code, dry.text).to.equal(4);
      expect(dry.text).to.match(new RegExp(`^--yes would be refused: ${cluster} is kept by \\S+ until \\S+Z\\.$`, 'm'));
      expect(dry.text).to.include(`troika down ${cluster} --yes`).and.to.include('To remove ');
      expect(dry.text).to.match(/Nothing was deleted, and the first lines say why --yes would be refused\.\n$/);
      expect(dry.text).to.not.include('Add --yes');
      const told: { refusals: { verdict: string; why: string; hint: string }[] } = JSON.parse(
        (await run('forceclean', '--cluster', cluster, '--json')).text,
      );
      expect(told.refusals.map((one) => one.verdict)).to.deep.equal(['refused']);
      expect(told.refusals[0]?.hint).to.include(`troika down ${cluster} --yes`);

      const spared = await run('forceclean', '--cluster', cluster, '--yes');
      expect(spared.code, spared.text).to.equal(4);
      expect(spared.text).to.include('is kept by').and.to.include(`troika down ${cluster} --yes`);
      const plan = await run('down', runId);
      expect(plan.code, plan.text).to.equal(0);
      expect(plan.text).to.include('Nothing was deleted. Add --yes');
      expect(servers()).to.equal(2);

      const done = await run('down', runId, '--yes');
      expect(done.code, done.text).to.equal(0);
      expect(done.text).to.include('A fresh listing shows nothing left.');
      expect(servers()).to.equal(0);
      expect(await slots()).to.deep.equal(['free', 'free', 'free']);
    });

    it('finds the clusters of a run in the lease book where its directory is elsewhere', async () => {
      const { runId } = await keep();
      const done = await run('down', runId, '--yes', '--runs', 'elsewhere');
      expect(done.code, done.text).to.equal(0);
      expect(servers()).to.equal(0);
      expect((await slots())[0]).to.equal('free');
      const again = await run('down', runId, '--yes', '--runs', 'elsewhere');
      expect(again.code, again.text).to.equal(4);
      const clean = `troika forceclean --cluster t${runId}a --cloud test --runs elsewhere`;
      expect(again.text).to.include('holds no slot').and.to.include(clean);
    });

    it('leaves alone what a living run holds, and says who and how', async () => {
      await scene.ticket(await scene.book(), HELD, { is: 'slot', slot: 1 }, { holder: 'alice@ci' });
      await scene.cluster(HELD);
      for (const args of [
        ['down', HELD],
        ['forceclean', '--cluster', HELD, '--cloud', 'test'],
        ['forceclean', '--cluster', HELD, '--runs', 'elsewhere'],
      ]) {
        const dry = await run(...args);
        expect(dry.code, dry.text).to.equal(4);
        expect(dry.text).to.match(/^--yes would be refused: \S+ is held by alice@ci, heard from \d+ s ago\.$/m);
        // By the option or by OS_CLOUD.
        const command = `To take it over: troika lease release ${HELD} --yes --cloud test`;
        const runs = args.includes('--runs') ? ' --runs elsewhere' : '';
        expect(dry.text).to.match(new RegExp(`${command}${runs}$`, 'm'));
      }
      const { code, text } = await run('down', HELD, '--yes');
      expect(code, text).to.equal(4);
      expect(text).to.include('held by alice@ci').and.to.include(`troika lease release ${HELD}`);
      expect(servers()).to.equal(2);
    });

    it('removes what is kept also where somebody moved its ticket out of its slot, and until then says how', async () => {
      const { cluster, runId } = await keep();
      const id = moveOut(cluster);
      const kept = new RegExp(`${cluster} is kept by \\S+ until \\S+, although its ticket \\(port ${id}\\)`);
      for (const args of [
        ['lease', 'extend', cluster, '--for', '9h'],
        ['lease', 'release', cluster, '--yes'],
        ['down', runId, '--yes', '--runs', 'elsewhere'],
        ['forceclean', '--cluster', cluster, '--yes'],
      ]) {
        const { code, text } = await run(...args);
        expect(code, text).to.equal(4);
        expect(text).to.match(kept).and.to.include(`troika down ${cluster} --yes --cloud test`);
      }
      expect(servers()).to.equal(2);
      const done = await run('down', cluster, '--yes');
      expect(done.code, done.text).to.equal(0);
      expect(servers()).to.equal(0);
      expect([...scene.world.sim.world.ports.keys()]).to.not.include(id);
    });

    it('asks for a run or a cluster', async () => {
      expect((await run('down')).code).to.equal(2);
      const { code, text } = await run('down', 'nothing');
      expect(code, text).to.equal(2);
      expect(text).to.include('no run at');
    });
  });

  /** Moves a cluster's ticket to an address that means nothing, as a person may by hand. @returns its port's id */
  function moveOut(cluster: string): string {
    const port = [...scene.world.sim.world.ports.values()].find((one) => one.name === cluster);
    if (port === undefined) throw new Error(`no ticket of ${cluster}`);
    port.fixedIps = port.fixedIps.map((one) => ({ ...one, address: '198.18.0.60' }));
    return port.id;
  }

  describe('troika lease extend', () => {
    it('keeps a cluster longer, and writes it into the journal of its run', async () => {
      const { cluster, runId } = await keep();
      const { code, text } = await run('lease', 'extend', runId, '--for', '9h');
      expect(code, text).to.equal(0);
      const until = new RegExp(`${cluster} is kept until (\\S+)\\.`).exec(text)?.[1] ?? '';
      expect(Date.parse(until) - scene.world.sim.world.time.now().getTime()).to.be.closeTo(9 * 3_600_000, 10_000);

      const { slots: now } = leaseFile.parse(JSON.parse((await run('lease', 'list', '--json')).text));
      expect(now[0]?.ticket?.keptUntil).to.equal(until);
      const last = (await eventsOf(await onlyRun(scene.place))).at(-1);
      expect(last).to.include({ type: 'cluster.released', cluster, kept: true, until });
    });

    it('works from the name alone, and counts as a change of the ticket', async () => {
      const now = scene.world.sim.world.time.now().getTime();
      const kept = { keptUntil: now + 3_600_000, beat: 7 };
      await scene.ticket(await scene.book(), KEPT, { is: 'slot', slot: 2 }, kept);
      const { code, text } = await run('lease', 'extend', KEPT, '--for', '4h', '--json');
      expect(code, text).to.equal(0);
      const { extended }: { extended: { cluster: string }[] } = JSON.parse(text);
      expect(extended.map((one) => one.cluster)).to.deep.equal([KEPT]);
      const { slots: after } = leaseFile.parse(JSON.parse((await run('lease', 'list', '--json')).text));
      expect(after[1]?.ticket).to.include({ cluster: KEPT, beat: 8, place: 'slot' });
    });

    describe('of a run with two clusters', () => {
      const runId = 'twoofthe2';
      const [first, second] = [`t${runId}a`, `t${runId}b`];

      /** @param minutes for which each is kept */
      async function keepBoth(...minutes: readonly [number, number]): Promise<void> {
        const now = scene.world.sim.world.time.now().getTime();
        const book = await scene.book();
        for (const [index, cluster] of [first, second].entries())
          await scene.ticket(
            book,
            cluster,
            { is: 'slot', slot: index === 0 ? 1 : 2 },
            {
              keptUntil: now + (minutes[index] ?? 0) * 60_000,
            },
          );
      }

      async function ends(): Promise<readonly (string | null | undefined)[]> {
        const { slots: rows } = leaseFile.parse(JSON.parse((await run('lease', 'list', '--json')).text));
        return rows.slice(0, 2).map((row) => row.ticket?.keptUntil);
      }

      it('extends none where one of them is refused', async () => {
        await keepBoth(60, 10 * 60);
        const before = await ends();
        const { code, text } = await run('lease', 'extend', runId, '--for', '4h');
        expect(code, text).to.equal(4);
        expect(text).to.include(`${second} is kept until`).and.to.include('which is later');
        expect(await ends()).to.deep.equal(before);
      });

      it('says what was extended although the next one could not be written', async () => {
        await keepBoth(60, 60);
        const when = { method: 'PUT', path: /\/ports\//, nth: 2, times: Infinity };
        scene.world.sim.script([{ when, then: { do: 'answer', status: 503 } }]);
        const { code, text } = await run('lease', 'extend', runId, '--for', '4h');
        expect(code, text).to.equal(3);
        expect(text).to.include(`${first} is kept until`).and.to.not.include(`${second} is kept until`);
      });
    });

    it('refuses what is not kept, holds no slot, or has a time that cannot be read', async () => {
      const book = await scene.book();
      await scene.ticket(book, HELD, { is: 'slot', slot: 1 }, { holder: 'alice@ci' });
      await scene.ticket(book, KEPT, { is: 'waiting' }, { holder: 'bob' });
      const held = await run('lease', 'extend', HELD, '--for', '4h');
      expect(held.code, held.text).to.equal(4);
      expect(held.text).to.include('is not kept: its run (alice@ci)').and.to.include('--keep');
      expect((await run('lease', 'extend', KEPT, '--for', '4h')).text).to.include('of bob only waits');
      expect((await run('lease', 'extend', HELD, '--for', '4')).code).to.equal(2);
      expect((await run('lease', 'extend', HELD)).code).to.equal(2);
    });
  });

  describe('troika lease release', () => {
    it('says who holds it and what would go, and with --yes stops the holder, cleans, and frees the slot', async () => {
      await scene.place.write('troika.yaml', SLOW);
      const running = run('run');
      const cluster = await standing();

      const plan = await run('lease', 'release', cluster);
      expect(plan.code, plan.text).to.equal(0);
      expect(plan.text).to.match(/is held by \S+@\S+, heard of \ds ago\. A holder that lives is told first/);
      expect(plan.text).to.include('Nothing was deleted. Add --yes');
      expect(servers()).to.equal(2);

      const [done, stopped] = await Promise.all([run('lease', 'release', cluster, '--yes'), running]);
      expect(done.code, done.text).to.equal(0);
      expect(stopped.code, stopped.text).to.equal(130);
      expect(stopped.text).to.include(`the lease of ${cluster} was lost: it was taken over by`);
      expect(servers()).to.equal(0);
      expect((await slots())[0]).to.equal('free');
    });

    it('of what is kept says until when, and waits for nobody', async () => {
      const { cluster, runId } = await keep();
      const done = await run('lease', 'release', runId, '--yes');
      expect(done.code, done.text).to.equal(0);
      expect(done.text).to.match(new RegExp(`^${cluster} is kept by \\S+ until `, 'm'));
      expect(done.text).to.not.include('may still trust');
      expect(servers()).to.equal(0);
    });

    it('frees a slot that a warden left blocked, whose notice would keep others away', async () => {
      const book = await scene.book();
      const victim = await scene.ticket(book, HELD, { is: 'slot', slot: 1 }, { ttlSeconds: 15 });
      const notice = { victim, ttlSeconds: 15, holder: 'emil', blocked: 'a volume is left: it is attached' };
      await scene.ticket(book, HELD, { is: 'warden', slot: 1 }, notice);
      scene.minutesPass(1);
      expect((await slots())[0]).to.equal(`blocked ${HELD}`);
      const others = await run('forceclean', '--cluster', HELD, '--yes');
      expect(others.text).to.include(`emil has come for ${HELD} already: a volume is left`);
      expect(others.text).to.include(`Mend that, then: troika lease release ${HELD} --yes`);
      const dry = await run('forceclean', '--cluster', HELD);
      expect(dry.code, dry.text).to.equal(4);
      expect(dry.text).to.include(`--yes would be refused: emil has come for ${HELD} already: a volume is left`);
      expect((await run('lease', 'release', HELD)).code).to.equal(0);

      const done = await run('lease', 'release', HELD, '--yes');
      expect(done.code, done.text).to.equal(0);
      const { slots: after, waiting } = leaseFile.parse(JSON.parse((await run('lease', 'list', '--json')).text));
      expect(after[0]).to.include({ state: 'free', warden: null });
      expect(waiting).to.deep.equal([]);
    });

    it('is what helps where controllers lived, once somebody has ended them', async () => {
      const at = { ttlSeconds: 15, controllers: 'host:h1' };
      await scene.ticket(await scene.book(), HELD, { is: 'slot', slot: 1 }, at);
      scene.minutesPass(1);
      const blocked = await run('forceclean', '--cluster', HELD, '--yes');
      expect(blocked.text).to.include('they run at host:h1').and.to.include(`troika lease release ${HELD} --yes`);
      expect((await slots())[0]).to.equal(`blocked ${HELD}`);

      const plan = await run('lease', 'release', HELD);
      expect(plan.text).to.include(`Controllers of ${HELD} run at host:h1. End them there first`);
      const done = await run('lease', 'release', HELD, '--yes');
      expect(done.code, done.text).to.equal(0);
      expect((await slots())[0]).to.equal('free');
    });

    it('does not say of one whose ticket was moved that it has made nothing: its run may live', async () => {
      const book = await scene.book();
      await scene.ticket(book, HELD, { is: 'slot', slot: 1 }, { holder: 'alice@ci' });
      const id = moveOut(HELD);
      const alive = await run('lease', 'release', HELD, '--yes');
      expect(alive.code, alive.text).to.equal(4);
      expect(alive.text).to.include(`${HELD} of alice@ci may be alive`).and.to.include(`openstack port delete ${id}`);
      scene.minutesPass(16);
      const dead = await run('lease', 'release', HELD, '--yes');
      expect(dead.code, dead.text).to.equal(4);
      expect(dead.text).to.include(`${HELD} holds no slot`).and.to.include(`troika forceclean --cluster ${HELD}`);
    });

    it('refuses with the ticket that cannot be read only where that is the one meant', async () => {
      const book = await scene.book();
      const nameless = scene.world.sim.world.ports.get(await scene.ticket(book, KEPT, { is: 'slot', slot: 1 }));
      if (nameless !== undefined) nameless.name = '';
      const { code, text } = await run('lease', 'release', HELD, '--yes');
      expect(code, text).to.equal(4);
      expect(text).to.include(`${HELD} holds no slot`).and.to.not.include('cannot read');
    });

    it('refuses where no slot is held', async () => {
      const none = await run('lease', 'release', HELD, '--yes');
      expect(none.code, none.text).to.equal(4);
      expect(none.text).to.include('no lease book');
      await scene.ticket(await scene.book(), HELD, { is: 'turnstile' }, { holder: 'bob' });
      const waits = await run('lease', 'release', HELD, '--yes');
      expect(waits.code, waits.text).to.equal(4);
      expect(waits.text).to.include('of bob only waits').and.to.include('Stop that run');
    });

    /** Waits until a run's cluster is tested, and answers with its name. */
    async function standing(): Promise<string> {
      for (;;) {
        const directory = await onlyRun(scene.place).catch(() => undefined);
        const events = directory === undefined ? [] : await eventsOf(directory).catch(() => []);
        const tested = events.find((event) => event.type === 'phase.started' && event.phase === 'suites');
        if (tested !== undefined && 'cluster' in tested) return tested.cluster;
        await new Promise((done) => setTimeout(done, 50));
      }
    }
  });

  describe('troika lease list', () => {
    it('shows the lease book alone, and ends with 6 where it cannot be seen', async () => {
      await scene.ticket(await scene.book(), HELD, { is: 'slot', slot: 1 }, { holder: 'alice@ci' });
      const { code, text } = await run('lease', 'list');
      expect(code).to.equal(0);
      expect(text).to.match(/^1 +held +tabcdefghia .*alice@ci$/m);
      expect(text).to.not.include('QUOTAS').and.to.not.include('FLOATING');
      const path = /\/network\/v2.0\/subnets/;
      scene.world.sim.script([{ when: { path, times: Infinity }, then: { do: 'answer', status: 403 } }]);
      const blind = await run('lease', 'list');
      expect(blind.code).to.equal(6);
      expect(blind.text).to.include('could not be looked at').and.to.include('403');
    });
  });

  describe('troika kubeconfig', () => {
    it('says of a footprint that it has none, and of a cluster that has one where it is', async () => {
      const { cluster, runId } = await keep();
      const none = await run('kubeconfig', runId);
      expect(none.code, none.text).to.equal(2);
      expect(none.text).to.include(`${cluster} has no kubeconfig`).and.to.include('no Kubernetes API');

      const folder = join(await onlyRun(scene.place), 'clusters', cluster);
      await mkdir(folder, { recursive: true });
      await writeFile(join(folder, 'kubeconfig'), 'apiVersion: v1\n');
      expect((await run('kubeconfig', cluster)).text).to.equal(`${join(folder, 'kubeconfig')}\n`);
      expect((await run('kubeconfig', runId, '--content')).text).to.equal('apiVersion: v1\n');
      const other = await run('kubeconfig', `t${runId}b`);
      expect(other.code, other.text).to.equal(2);
      expect(other.text).to.include('was ever admitted');
    });

    it('names the clusters to choose from', async () => {
      await scene.place.write('troika.yaml', FILE.replace('label: one,', 'label: one, count: 2,'));
      expect((await run('run', '--keep')).code).to.equal(0);
      const runId = (await onlyRun(scene.place)).slice(-9);
      const { code, text } = await run('kubeconfig', runId);
      expect(code, text).to.equal(2);
      expect(text).to.include('has 2 clusters').and.to.include(`t${runId}a (one-1), t${runId}b (one-2)`);
    });
  });
});
