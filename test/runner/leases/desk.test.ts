import { expect } from 'chai';
import { footprint } from '../../../src/clusters/footprint/provisioner.ts';
import { footprintSpec } from '../../../src/config/footprintSpec.ts';
import { noLog } from '../../../src/io/log.ts';
import { createRedactor } from '../../../src/io/redact.ts';
import { demandOf, NO_DEMAND, type Demand, type QuotaName } from '../../../src/model/demand.ts';
import { says, TroikaError } from '../../../src/model/error.ts';
import type { EventBody } from '../../../src/model/event.ts';
import { create } from '../../../src/openstack/create.ts';
import { cleanVictim } from '../../../src/runner/leases/cleanVictim.ts';
import { createDesk, type Desk, type DeskTools } from '../../../src/runner/leases/desk.ts';
import type { Admitted } from '../../../src/runner/leases/gate.ts';
import type { Book, BookTools } from '../../../src/runner/leases/parts.ts';
import { removeTicket } from '../../../src/runner/leases/ticketDeeds.ts';
import { lookAtProject } from '../../../src/runner/projectView.ts';
import { runDirectory } from '../../../src/runner/runDirectory.ts';
import { provisioning } from '../../clusters/provisioning.ts';
import { makePlace, type Place } from '../../support/program.ts';
import { makeBookStage, type BookStage } from './bookStage.ts';
import { journalInto, leftover, seen } from './wardenStage.ts';

const C = 'tabcdefghia';
const DEAD = 'tdeaddeadda';
const SILENT = 905;

describe('the desk of a run', function () {
  this.timeout(60_000);
  let stage: BookStage;
  let party: BookTools;
  let book: Book;
  let place: Place;
  let events: EventBody[];
  let stop: AbortController;
  let admitted: Admitted[];

  beforeEach(async () => {
    stage = await makeBookStage();
    party = await stage.party();
    book = await stage.book();
    place = await makePlace();
    events = [];
    admitted = [];
    stop = new AbortController();
  });

  afterEach(async () => {
    stop.abort(new Error('the test is over'));
    for (const one of admitted) one.holding.end();
    await stage.time.quiet();
    await place.remove();
    await stage.dispose();
  });

  function desk(more: Partial<DeskTools> = {}, own = party): Desk {
    const journal = journalInto(events);
    const { world } = stage;
    const external = [...world.sim.world.networks.values()].find((one) => one.name === world.externalNetwork);
    return createDesk({
      ...own,
      journal,
      runs: '.troika/runs',
      holder: 'me@here',
      process: undefined,
      attempts: undefined,
      reserve: NO_DEMAND,
      maxWaitSeconds: undefined,
      look: (names, signal) => lookAtProject(own.session, external?.id ?? '', names, [], signal),
      silence: () => Promise.resolve({ echoMs: 0 }),
      clean: cleanVictim({
        session: own.session,
        directory: runDirectory(place.path),
        context: { journal, clock: own.clock, log: noLog, redactor: createRedactor() },
        cleanupSeconds: 3600,
        planned: () => undefined,
      }),
      ...more,
    });
  }

  const needs = (wanted: Partial<Record<QuotaName, number>>): Demand => demandOf((name) => wanted[name] ?? 0);
  const standing = (): string[] => stage.standing().map((one) => `${one.cluster} ${one.at}`);
  const waits = (): string[] =>
    events.flatMap((event) => (event.type === 'cluster.waiting' ? [`${event.for}: ${event.why}`] : []));

  function enter(at: Desk, demand: Demand, cluster = C): Promise<Admitted> {
    const entering = at.enter({ cluster, demand, controllers: 'none' }, () => cluster.replace(/.$/, 'b'), stop.signal);
    return entering.then((one) => (admitted.push(one), one));
  }

  async function refusal(entering: Promise<Admitted>): Promise<TroikaError> {
    const error: unknown = await stage.time.until(entering.catch((reason: unknown) => reason));
    expect(error).to.be.instanceOf(TroikaError);
    return error as TroikaError;
  }

  describe('judges by the project’s own sums', () => {
    it('and refuses at once, with the sum, what is above the limit itself', async () => {
      await stage.world.setQuota({ floatingIps: 3 });
      const error = await refusal(enter(desk(), needs({ floatingIps: 4 })));
      expect(error.verdict).to.equal('refused');
      expect(error.message).to.include(`${C} can never fit`).and.to.include('floatingIps: 4 needed, 3 free (limit 3)');
      expect(standing()).to.deep.equal([]);
    });

    it('which count what every slot was promised, made or not, and lets it in when that slot is free', async () => {
      await stage.world.setQuota({ floatingIps: 10 });
      const other = await stage.ticket(book, DEAD, { is: 'slot', slot: 1 }, { demand: needs({ floatingIps: 7 }) });
      const entering = enter(desk(), needs({ floatingIps: 4 }));
      await stage.time.pass(30_000);
      expect(waits()).to.deep.equal([
        `quota: floatingIps: 4 needed, 3 free (limit 10 − 7 promised to admitted clusters); promised to ${DEAD}`,
      ]);
      await removeTicket(party.session, other, party.clock);
      expect((await stage.time.until(entering)).slot).to.equal(1);
    });

    it('waiting since the attempt of its Zuul job before it began to', async () => {
      const attempts = 'abcdefghij';
      await stage.ticket(book, DEAD, { is: 'waiting' }, { attempts, queuedAt: 1000 });
      expect((await stage.time.until(enter(desk({ attempts }), NO_DEMAND))).slot).to.equal(1);
      const asked = events.flatMap((event) => (event.type === 'lease.asked' ? [event.queuedAt] : []));
      expect(asked).to.deep.equal(['1970-01-01T00:00:01.000Z']);
    });

    it('in which its own ticket’s port is not counted twice', async () => {
      await stage.world.setQuota({ ports: 6 });
      expect((await stage.time.until(enter(desk(), needs({ ports: 5 })))).slot).to.equal(1);
    });

    it('but not by a listing with a gap', async () => {
      const path = /servers/;
      stage.world.sim.script([{ when: { method: 'GET', path, times: 6 }, then: { do: 'answer', status: 500 } }]);
      const entering = enter(desk(), NO_DEMAND);
      expect((await stage.time.until(entering)).slot).to.equal(1);
      expect(waits().join('\n')).to.match(/^listing: a whole listing of the project: server: .*500/m);
    });
  });

  describe('waits no longer than it may', () => {
    it('and says for what: quota', async () => {
      await stage.world.setQuota({ floatingIps: 10 });
      await stage.ticket(book, DEAD, { is: 'slot', slot: 1 }, { demand: needs({ floatingIps: 7 }) });
      const error = await refusal(enter(desk({ maxWaitSeconds: 60 }), needs({ floatingIps: 4 })));
      expect(error).to.include({ verdict: 'broken', class: 'quota' });
      expect(error.message).to.include(`${C} waited 60 s, as --max-wait says, for floatingIps: 4 needed, 3 free`);
      expect(standing()).to.deep.equal([`${DEAD} slot 1`]);
    });

    it('and says for what: a slot', async () => {
      for (const slot of [1, 2, 3] as const) await stage.ticket(book, DEAD, { is: 'slot', slot }, { holder: 'bob' });
      const error = await refusal(enter(desk({ maxWaitSeconds: 300 }), NO_DEMAND));
      expect(error).to.include({ verdict: 'broken', class: 'timeout' });
      expect(error.message).to.match(new RegExp(`for a slot: taken by ${DEAD} of bob, `));
      expect(standing()).to.have.length(3);
    });

    it('and says for what, of the ticket that it has now, where the first one is dead', async () => {
      for (const slot of [1, 2, 3] as const) await stage.ticket(book, DEAD, { is: 'slot', slot }, { holder: 'bob' });
      stage.world.sim.script([{ when: { method: 'POST', path: /ports/ }, then: { do: 'reset' } }]);
      const error = await refusal(enter(desk({ maxWaitSeconds: 300 }), NO_DEMAND));
      expect(error.message).to.include(`${C} waited 300 s`).and.to.include('for a slot: taken by');
    });

    it('which is no longer counted when it is admitted', async () => {
      const one = await stage.time.until(enter(desk({ maxWaitSeconds: 300 }), NO_DEMAND));
      await stage.time.pass(600_000);
      one.holding.check();
      expect(standing()).to.deep.equal([`${C} slot 1`]);
    });
  });

  it('says to each of its clusters that the book is being opened, and to none when it is open', async () => {
    const at = desk();
    await stage.time.until(Promise.all([enter(at, NO_DEMAND), enter(at, NO_DEMAND, 'tanotherona')]));
    const last = enter(at, NO_DEMAND, 'tlastlastla');
    expect((await stage.time.until(last)).slot).to.equal(3);
    const opening = events.filter((event) => event.type === 'cluster.waiting' && event.for === 'book');
    expect(opening.map((event) => 'cluster' in event && event.cluster)).to.deep.equal(['tanotherona']);
  });

  it('writes down each ticket that it asks for, and each reason to wait once', async () => {
    for (const slot of [1, 2, 3] as const) await stage.ticket(book, DEAD, { is: 'slot', slot });
    const entering = enter(desk(), NO_DEMAND);
    await stage.time.pass(300_000);
    expect(events.map((event) => event.type)).to.deep.equal(['lease.asked', 'cluster.waiting']);
    stop.abort(new TroikaError('interrupted', 'stopped'));
    expect((await refusal(entering)).message).to.equal('stopped');
  });

  it('writes down the new name where a ticket is dead', async () => {
    stage.world.sim.script([{ when: { method: 'POST', path: /ports/ }, then: { do: 'reset' } }]);
    await stage.time.until(enter(desk(), NO_DEMAND));
    const told = events.filter((event) => event.type !== 'cluster.waiting');
    const [first, renamed, second] = told;
    expect(told.map((event) => event.type)).to.deep.equal(['lease.asked', 'cluster.renamed', 'lease.asked']);
    expect(renamed).to.include({ cluster: C, to: 'tabcdefghib' });
    expect(second).to.deep.equal({ ...first, cluster: 'tabcdefghib' });
  });

  describe('where a slot is held by a run that is dead', () => {
    let victim: string;
    let rest: () => readonly string[];

    /** Three full slots: one of the dead, two of the living. */
    async function dead(): Promise<void> {
      victim = await stage.ticket(book, DEAD, { is: 'slot', slot: 1 }, { holder: 'bob@laptop' });
      for (const slot of [2, 3] as const) {
        const name = `tlivelivel${slot}`;
        await stage.ticket(book, name, { is: 'slot', slot }, { keptUntil: 9_999_999_999_999 });
      }
      stage.age(victim, SILENT);
    }

    it('removes by its name alone what it left, and nothing else, and goes in', async () => {
      await create(party.session, 'network', { name: 'a neighbour' });
      await dead();
      rest = () => [...stage.world.sim.world.networks.values()].map((network) => network.name);
      const before = rest();
      const site = await provisioning(stage.world, DEAD, 60);
      try {
        await footprint.up(footprintSpec.parse({}), site.context);
      } finally {
        await site.end();
      }
      stage.age(victim, SILENT);
      expect(stage.world.sim.world.servers.size).to.equal(2);

      expect((await stage.time.until(enter(desk(), NO_DEMAND))).slot).to.equal(1);

      const { servers, volumes, floatingIps, routers } = stage.world.sim.world;
      expect([servers.size, volumes.size, floatingIps.size, routers.size]).to.deep.equal([0, 0, 0, 0]);
      expect(rest()).to.deep.equal(before);
      expect(standing()).to.have.members([`${C} slot 1`, 'tlivelivel2 slot 2', 'tlivelivel3 slot 3']);
      const said = events.flatMap((event) => (event.type === 'warden' ? [event] : []));
      expect(said[0]).to.deep.include({ victim: DEAD, holder: 'bob@laptop', slot: 1 });
      expect(said[0]?.says).to.equal('what it left is being removed');
      expect(said.at(-1)?.says).to.equal('its slot is free');
    });

    describe('and which takes long to clean up after', () => {
      let cleans: number;
      let atOnce: number;

      beforeEach(() => {
        cleans = 0;
        atOnce = 0;
      });

      /** Ten minutes each, one beside the other where somebody lets them. */
      const slowly: DeskTools['clean'] = async (_victim, _warden, signal) => {
        cleans += 1;
        atOnce += 1;
        expect(atOnce, 'nobody cleans twice at once').to.equal(1);
        // Stopped, it still waits for the answer to what is on its way.
        await party.clock.sleep(600_000, signal).catch(() => party.clock.sleep(5000));
        atOnce -= 1;
        return [];
      };

      async function free(slot: number): Promise<void> {
        const there = stage.standing().find((one) => one.at === `slot ${slot}`);
        await removeTicket(party.session, there?.id ?? '', party.clock);
      }

      it('goes into another slot within two looks, and is done with the dead all the same', async () => {
        await dead();
        const at = desk({ clean: slowly });
        void enter(at, NO_DEMAND);
        await stage.time.pass(60_000);
        expect(waits().at(-1)).to.equal(
          `slot: the slot of ${DEAD}, whose run (bob@laptop) is dead: what it left is being removed`,
        );
        await free(2);
        await stage.time.pass(20_000);
        expect(admitted.map((one) => one.slot)).to.deep.equal([2]);
        const told = waits().length;
        await stage.time.pass(1_800_000);
        expect(standing()).to.have.members([`${C} slot 2`, 'tlivelivel3 slot 3']);
        expect(cleans).to.equal(2);
        expect(waits(), 'who was admitted waits for nothing').to.have.length(told);
        admitted[0]?.holding.check();
      });

      it('does so for one of its clusters at a time, where there is no port for its place', async () => {
        await dead();
        await stage.world.setQuota({ ports: 4 });
        const at = desk({ clean: slowly });
        void enter(at, NO_DEMAND);
        await stage.time.pass(20_000);
        void enter(at, NO_DEMAND, 'tanotherona');
        await stage.time.pass(20_000);
        await free(2);
        await stage.time.pass(1_800_000);
        expect(admitted.map((one) => `${one.cluster} ${one.slot}`)).to.deep.equal([`${C} 2`, 'tanotherona 1']);
        expect(cleans).to.equal(2);
      });

      it('stops that when it gives up, and leaves nothing of itself', async () => {
        await dead();
        const entering = enter(desk({ clean: slowly }), NO_DEMAND);
        entering.catch(() => undefined);
        await stage.time.pass(60_000);
        stop.abort(new TroikaError('interrupted', 'stopped'));
        expect((await refusal(entering)).message).to.equal('stopped');
        expect(standing()).to.have.members([`${DEAD} slot 1`, 'tlivelivel2 slot 2', 'tlivelivel3 slot 3']);
        expect([cleans, atOnce]).to.deep.equal([1, 0]);
      });

      it('stops that when it is refused meanwhile, and has ended with it when it ends itself', async () => {
        await dead();
        const entering = enter(desk({ clean: slowly }), needs({ floatingIps: 4 }));
        const ended = entering.catch((error: unknown) => `${says(error)}; ${atOnce} at work`);
        await stage.time.pass(60_000);
        await stage.world.setQuota({ floatingIps: 3 });
        await free(2);
        expect(await stage.time.until(ended))
          .to.include('can never fit')
          .and.to.match(/; 0 at work$/);
        await stage.time.pass(600_000);
        expect(standing()).to.have.members([`${DEAD} slot 1`, 'tlivelivel3 slot 3']);
        expect(cleans).to.equal(1);
      });

      it('stops that when the run ends before, so that nothing is sent or written after its end', async () => {
        await dead();
        const at = desk({ clean: slowly });
        void enter(at, NO_DEMAND);
        await stage.time.pass(60_000);
        await free(2);
        await stage.time.pass(20_000);
        expect(await stage.time.until(at.close())).to.deep.equal([]);
        expect([cleans, atOnce]).to.deep.equal([1, 0]);
        const written = events.length;
        expect(standing()).to.have.members([`${C} slot 2`, `${DEAD} slot 1`, 'tlivelivel3 slot 3']);
        await stage.time.pass(600_000);
        expect(events).to.have.length(written);
        expect(cleans).to.equal(1);
      });

      it('ends with what it has met unexpectedly: of who waits, or of the run where nobody waits any more', async () => {
        await dead();
        const clean: DeskTools['clean'] = async () => {
          await party.clock.sleep(60_000);
          throw new RangeError('out of order');
        };
        const at = desk({ clean });
        const waiting = stage.time.until(enter(at, NO_DEMAND).catch(says));
        expect(await waiting).to.equal('out of order');
        void enter(at, NO_DEMAND);
        await stage.time.pass(20_000);
        await free(2);
        await stage.time.pass(100_000);
        expect(admitted).to.have.length(1);
        expect((await stage.time.until(at.close())).map((one) => one.why)).to.deep.equal(['unexpected: out of order']);
      });
    });

    it('takes the place of a warden that has died over it', async () => {
      await dead();
      const warden = await stage.ticket(book, DEAD, { is: 'warden', slot: 1 }, { victim, holder: 'carol' });
      const entering = enter(desk({ clean: () => Promise.resolve([]) }), NO_DEMAND);
      await stage.time.pass(60_000);
      expect(standing()).to.include.members([`${DEAD} slot 1`, `${DEAD} warden 1`, `${C} turnstile`]);
      stage.age(warden, SILENT);
      expect((await stage.time.until(entering)).slot).to.equal(1);
      expect(standing()).to.not.include(`${DEAD} warden 1`);
    });

    it('tries again when its own notice has become old, and not before', async () => {
      await dead();
      let cleans = 0;
      const clean = async (): Promise<ReturnType<typeof leftover>> => (++cleans === 1 ? leftover('a lock') : []);
      const entering = enter(desk({ clean }), NO_DEMAND);
      await stage.time.pass(600_000);
      expect(cleans).to.equal(1);
      expect(waits().at(-1))
        .to.match(/^slot: a slot: taken by /)
        .and.to.include(`${DEAD} of bob@laptop`);
      expect(waits().join('\n')).to.include(`slot: the slot of ${DEAD}, whose run (bob@laptop) is dead: a lock`);
      const notice = stage.standing().find((one) => one.at === 'warden 1');
      expect(await seen(party, book, notice?.id ?? '')).to.include({ blocked: 'a lock', holder: 'me@here' });
      expect((await stage.time.until(entering)).slot).to.equal(1);
      expect(cleans).to.equal(3);
    });

    it('says the truth when its holder is heard from after all', async () => {
      await dead();
      const session: BookTools['session'] = {
        ...party.session,
        async request(call) {
          const isClaim = call.method === 'POST' && JSON.stringify(call.body).includes('"198.18.0.21"');
          if (isClaim) stage.age(victim, 0);
          return party.session.request(call);
        },
      };
      void enter(desk({}, { ...party, session }), NO_DEMAND).catch(() => undefined);
      await stage.time.pass(60_000);
      const said = events.flatMap((event) => (event.type === 'warden' ? [event.says] : []));
      expect(said).to.deep.equal(['its holder was heard from']);
      expect(standing())
        .to.include.members([`${DEAD} slot 1`, `${C} turnstile`])
        .and.to.have.length(4);
    });
  });
});
