import { expect } from 'chai';
import type { Cause } from '../../../src/admission/warden.ts';
import { says } from '../../../src/model/error.ts';
import { toType } from '../../../src/model/toType.ts';
import { create } from '../../../src/openstack/create.ts';
import type { Book, BookTools } from '../../../src/runner/leases/parts.ts';
import { removeTicket } from '../../../src/runner/leases/ticketDeeds.ts';
import { takeOver } from '../../../src/runner/leases/warden.ts';
import type { WardenTools } from '../../../src/runner/leases/wardenTools.ts';
import { startChild } from '../../io/child.ts';
import { makeBookStage, type BookStage } from './bookStage.ts';
import { leftover, seen, wardenOf, type AtWork } from './wardenStage.ts';

const C = 'tabcdefghia';
/** Seconds, with the usual time to live. */
const SILENT = 905;
const LONGEST_REQUEST = 170;
const TRUST = 360;

describe('a warden', () => {
  let stage: BookStage;
  let party: BookTools;
  let book: Book;
  let victim: string;

  beforeEach(async () => {
    stage = await makeBookStage();
    party = await stage.party();
    book = await stage.book();
    victim = await stage.ticket(book, C, { is: 'slot', slot: 2 }, { holder: 'bob@laptop' });
  });

  afterEach(() => stage.dispose());

  /** Comes for the victim. @returns why it left the slot, what stopped it, or `freed` */
  async function come(work: AtWork, cause: Cause = 'silent', signal = new AbortController().signal): Promise<string> {
    const ticket = await seen(party, book, victim);
    const coming = takeOver(ticket, 2, cause, work.tools, signal);
    return stage.time.until(
      coming.then((left) => left ?? 'freed').catch((error: unknown) => `stopped: ${says(error)}`),
    );
  }

  const work = (more: Partial<WardenTools> = {}): AtWork => wardenOf(party, book, more);
  const standing = (): string[] => stage.standing().map((one) => `${one.cluster} ${one.at}`);
  const seconds = (done: AtWork, nth: number): number =>
    Math.round((done.done.filter((one) => one.what === 'clean')[nth]?.at ?? 0) / 1000);

  it('of a silent holder claims its place, cleans, looks again after the longest request, frees the slot by id, leaves its place', async () => {
    stage.age(victim, SILENT);
    const one = work({
      async clean(_victim, holding) {
        expect(standing()).to.have.members([`${C} slot 2`, `${C} warden 2`]);
        expect(holding?.id).to.be.a('string');
        return [];
      },
    });
    expect(await come(one)).to.equal('freed');
    expect(one.whats()).to.deep.equal([
      'silence',
      'says what it left is being removed',
      'clean',
      'says 170 s more, in which late requests of it may still land',
      'clean',
    ]);
    expect(seconds(one, 1) - seconds(one, 0)).to.be.at.least(LONGEST_REQUEST);
    expect(standing()).to.deep.equal([]);
    const deleted = stage.requests('DELETE').filter((request) => request.status === 204);
    expect(deleted.map((request) => request.path.split('/').at(-1))[0]).to.equal(victim);
    expect(deleted).to.have.length(2);
  });

  it('whose victim’s controllers are still heard for a while removes what they make meanwhile, before it frees the slot', async () => {
    stage.age(victim, SILENT);
    const left = (): number =>
      [...stage.world.sim.world.networks.values()].filter((network) => network.name === C).length;
    const seenThen: number[] = [];
    const one = work({
      async silence() {
        const late = stage.own.clock.sleep(290_000).then(() => create(stage.own.session, 'network', { name: C }));
        void late.then(() => seenThen.push(left()));
        return { echoMs: 300_000 };
      },
      async clean() {
        for (const network of stage.world.sim.world.networks.values())
          if (network.name === C) stage.world.sim.world.networks.delete(network.id);
        return [];
      },
    });
    expect(await come(one)).to.equal('freed');
    expect(seenThen).to.deep.equal([1]);
    expect(left()).to.equal(0);
    expect(one.whats().filter((what) => what.startsWith('says'))).to.deep.equal([
      'says what it left is being removed',
      'says 300 s more, in which services may still accept what its controllers ask for, and then the project is looked at again',
      'says 170 s more, in which late requests of it may still land',
    ]);
  });

  for (const [end, last] of [
    ['freed', []],
    ['stopped: a port', leftover('a port')],
  ] as const)
    it(`goes by its last look where they hold on to something meanwhile: ${end}`, async () => {
      stage.age(victim, SILENT);
      const looks = [leftover('a port'), last];
      const one = work({ silence: async () => ({ echoMs: 300_000 }), clean: async () => looks.shift() ?? [] });
      expect(await come(one)).to.equal(end);
      expect(one.whats()).to.include('says not all of it would go yet: a port');
      expect(looks).to.deep.equal([]);
    });

  it('lets alone whom others heard from less than 905 s ago, if not much less, and leaves nothing of itself', async () => {
    stage.age(victim, SILENT - 20);
    const one = work();
    expect(await come(one)).to.equal('its holder was heard from');
    expect(one.whats()).to.deep.equal([]);
    expect(standing()).to.deep.equal([`${C} slot 2`]);
  });

  for (const [what, change] of [
    ['was heard from', () => stage.age(victim, 0)],
    ['was kept', () => keepFor(3600)],
  ] as const) {
    it(`leaves when the holder ${what} between its look and its claim`, async () => {
      stage.age(victim, SILENT);
      const session: BookTools['session'] = {
        ...party.session,
        async request(call) {
          if (call.method === 'POST') change();
          return party.session.request(call);
        },
      };
      const one = work({ session });
      expect(await come(one)).to.equal('its holder was heard from');
      expect(one.whats()).to.deep.equal([]);
      expect(standing()).to.deep.equal([`${C} slot 2`]);
    });
  }

  it('leaves when somebody else has freed the slot', async () => {
    stage.age(victim, SILENT);
    const one = work({
      async clean() {
        stage.world.sim.world.ports.delete(victim);
        return [];
      },
    });
    expect(await come(one)).to.equal('the slot was freed by somebody else');
    expect(standing()).to.deep.equal([]);
  });

  it('does not free a slot when its own ticket was taken away', async () => {
    stage.age(victim, SILENT);
    const one = work({
      async clean(_victim, holding) {
        stage.world.sim.world.ports.delete(holding?.id ?? '');
        return [];
      },
    });
    expect(await come(one)).to.equal('its own ticket is gone');
    expect(standing()).to.deep.equal([`${C} slot 2`]);
  });

  it('does not free a slot when its own beats have failed for too long', async () => {
    stage.age(victim, SILENT);
    const beats = {
      when: { method: 'PUT', path: /ports/, times: Infinity },
      then: { do: 'answer', status: 503 },
    } as const;
    const one = work({
      async clean() {
        stage.world.sim.script([beats]);
        await party.clock.sleep((TRUST / 2) * 1000);
        return [];
      },
    });
    expect(await come(one)).to.match(/^stopped: the lease of tabcdefghia was lost: nothing was heard/);
    expect(standing()).to.include(`${C} slot 2`);
  });

  it('stopped by its user, takes its own ticket away and leaves the slot', async () => {
    stage.age(victim, SILENT);
    const stop = new AbortController();
    const one = work({
      async clean() {
        stop.abort(new Error('stopped by the user'));
        return leftover('time is up');
      },
    });
    expect(await come(one, 'silent', stop.signal)).to.match(/^stopped: /);
    expect(standing()).to.deep.equal([`${C} slot 2`]);
  });

  describe('that cannot do it', () => {
    it('because something would not go leaves a notice, which nobody keeps alive', async () => {
      stage.age(victim, SILENT);
      expect(await come(work({ clean: async () => leftover('volume v1 is attached to server x') }))).to.equal(
        'stopped: volume v1 is attached to server x',
      );
      const notice = stage.standing().find((one) => one.at === 'warden 2');
      expect(await seen(party, book, notice?.id ?? '')).to.include({
        blocked: 'volume v1 is attached to server x',
        holder: 'the warden',
        victim,
      });
      const { updatedAt } = stage.port(notice?.id ?? '') ?? {};
      await stage.time.pass(600_000);
      expect(stage.port(notice?.id ?? '')?.updatedAt).to.equal(updatedAt);
      expect(standing()).to.have.members([`${C} slot 2`, `${C} warden 2`]);
    });

    it('because the second look found something that would not go leaves it too', async () => {
      stage.age(victim, SILENT);
      let cleans = 0;
      const one = work({ clean: async () => (++cleans === 2 ? leftover('a server came late') : []) });
      expect(await come(one)).to.equal('stopped: a server came late');
      expect(standing()).to.have.members([`${C} slot 2`, `${C} warden 2`]);
    });

    it('because a list or a request failed leaves no notice: the next look may find it mended', async () => {
      stage.age(victim, SILENT);
      for (const verdict of ['unknown', 'broken'] as const) {
        const clean: WardenTools['clean'] = async () => [{ verdict, why: 'could not list volume' }];
        expect(await come(work({ clean }))).to.equal('stopped: could not list volume');
        expect(standing()).to.deep.equal([`${C} slot 2`]);
      }
      expect(await come(work())).to.equal('freed');
    });

    it('because something would not go leaves a notice though a list failed besides', async () => {
      stage.age(victim, SILENT);
      const clean: WardenTools['clean'] = async () => [
        ...leftover('a lock'),
        { verdict: 'unknown', why: 'could not list volume' },
      ];
      expect(await come(work({ clean }))).to.equal('stopped: a lock; could not list volume');
      expect(standing()).to.have.members([`${C} slot 2`, `${C} warden 2`]);
    });

    it('and cannot say why leaves nothing, which would look like a warden at work', async () => {
      stage.age(victim, SILENT);
      const put = { method: 'PUT', path: /ports/ };
      const clean: WardenTools['clean'] = async () => {
        stage.world.sim.script([{ when: put, then: { do: 'answer', status: 503 } }]);
        return leftover('a lock');
      };
      expect(await come(work({ clean }))).to.equal('stopped: a lock');
      expect(standing()).to.deep.equal([`${C} slot 2`]);
    });

    it('because the controllers live on removes nothing, and says where they run', async () => {
      stage.age(victim, SILENT);
      const one = work({ silence: async () => ({ hindrance: 'they run at host:s1' }) });
      const told = await stage.time.until(
        takeOver(await seen(party, book, victim), 2, 'silent', one.tools, new AbortController().signal).catch(
          (error: unknown) => error,
        ),
      );
      expect(told).to.include({
        message: 'its controllers are alive: they run at host:s1',
        hint: `Then: ${toType(`lease release ${C} --yes`, { cloud: party.session.named })}`,
      });
      expect(one.whats()).to.deep.equal(['silence']);
      const notice = stage.standing().find((ticket) => ticket.at === 'warden 2');
      expect((await seen(party, book, notice?.id ?? '')).blocked).to.equal(
        'its controllers are alive: they run at host:s1',
      );
    });

    it('tells the next one who has come before, and with what success', async () => {
      stage.age(victim, SILENT);
      await come(work({ clean: async () => leftover('a lock') }));
      const next = work({ holder: 'the next' });
      expect(await come(next)).to.equal(`stopped: the warden has come for ${C} already: a lock`);
      expect(next.whats()).to.deep.equal([]);
    });
  });

  it('comes in place of one that died at this work, and not in place of one that lives', async () => {
    stage.age(victim, SILENT);
    const other = await stage.ticket(book, C, { is: 'warden', slot: 2 }, { victim, holder: 'carol' });
    expect(await come(work())).to.equal(`stopped: carol has come for ${C} already`);
    stage.age(other, SILENT);
    expect(await come(work())).to.equal('freed');
    expect(standing()).to.deep.equal([]);
  });

  describe('whose claim is not answered', () => {
    it('stands at its place where it is seen there', async () => {
      stage.age(victim, SILENT);
      stage.world.sim.script([{ when: { method: 'POST', path: /ports/ }, then: { do: 'lose' } }]);
      expect(await come(work())).to.equal('freed');
      expect(stage.requests('POST')).to.have.length(2);
      expect(standing()).to.deep.equal([]);
    });

    it('is found where it lands later, and then stands there', async () => {
      stage.age(victim, SILENT);
      const late = { do: 'late', ms: (LONGEST_REQUEST - 10) * 1000, cut: true } as const;
      stage.world.sim.script([{ when: { method: 'POST', path: /ports/ }, then: late }]);
      const before = stage.requests('POST').length;
      expect(await come(work())).to.equal('freed');
      expect(stage.requests('POST').length - before).to.equal(1);
      expect(standing()).to.deep.equal([]);
    });

    it('is not said to be another’s where nobody stands there, and nothing is removed', async () => {
      stage.age(victim, SILENT);
      stage.world.sim.script([{ when: { method: 'POST', path: /ports/ }, then: { do: 'reset' } }]);
      const begun = party.steady();
      const one = work();
      expect(await come(one)).to.equal("stopped: the request for a warden's place was not answered");
      expect(party.steady() - begun).to.be.at.least(LONGEST_REQUEST * 1000);
      expect(one.whats()).to.deep.equal([]);
      expect(standing()).to.deep.equal([`${C} slot 2`]);
    });

    it('takes nobody else’s place for its own', async () => {
      stage.age(victim, SILENT);
      await stage.ticket(book, C, { is: 'warden', slot: 2 }, { victim, holder: 'another' });
      stage.world.sim.script([{ when: { method: 'POST', path: /ports/ }, then: { do: 'reset' } }]);
      expect(await come(work())).to.equal(`stopped: another has come for ${C} already`);
    });
  });

  describe('without a port to be had for its place', () => {
    beforeEach(() => stage.world.setQuota({ ports: 1 }));

    it('does it all the same for one who is dead: the place only saves work', async () => {
      stage.age(victim, SILENT);
      const one = work();
      expect(await come(one)).to.equal('freed');
      expect(one.whats().filter((what) => what === 'clean')).to.have.length(2);
      expect(standing()).to.deep.equal([]);
    });

    it('does not come for one who may live: nobody would tell it', async () => {
      const one = work();
      expect(await come(one, 'demanded')).to.match(/^stopped: .*[Qq]uota/);
      expect(one.whats()).to.deep.equal([]);
      expect(standing()).to.deep.equal([`${C} slot 2`]);
    });
  });

  describe('over a holder that may be alive', () => {
    it('waits until the holder’s trust is over and its last requests with it; the holder hears of it and stops', async () => {
      await removeTicket(party.session, victim);
      const holding = await stage.held(book, C, { is: 'slot', slot: 2 }, { holder: 'bob@laptop' });
      victim = holding.id;
      const begun = party.steady();
      const one = work({
        async clean() {
          expect(holding.lost.aborted).to.equal(true);
          return [];
        },
      });
      expect(await come(one, 'demanded')).to.equal('freed');
      expect(says(holding.lost.reason)).to.include('it was taken over by the warden');
      expect(seconds(one, 0) * 1000 - begun).to.be.at.least((TRUST + LONGEST_REQUEST) * 1000);
      expect(one.whats()[0]).to.equal('says 530 s more, in which its holder may still trust it');
      holding.end();
    });

    it('does not wait for trust that a process had which has ended', async () => {
      expect(await come(work(), 'ended')).to.equal('freed');
      expect(party.steady() / 1000).to.be.below(TRUST);
    });

    it('waits no longer than until its process has ended on this machine', async () => {
      const child = await startChild();
      await removeTicket(party.session, victim);
      victim = await stage.ticket(book, C, { is: 'slot', slot: 2 }, { process: child.mark });
      const begun = party.steady();
      const one = work({ says: (what) => (what.includes('trust') ? child.end() : Promise.resolve()) });
      try {
        expect(await come(one, 'demanded')).to.equal('freed');
      } finally {
        await child.end();
      }
      expect(seconds(one, 0) * 1000 - begun).to.be.below(TRUST * 1000);
    });
  });

  function keepFor(more: number): void {
    const port = stage.port(victim);
    if (port === undefined) throw new Error('the victim is gone');
    const until = stage.world.sim.world.time.now().getTime() + more * 1000;
    port.description = port.description.replace(' c=', ` k=${until} c=`);
  }
});
