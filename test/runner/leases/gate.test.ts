import { expect } from 'chai';
import { addressOf } from '../../../src/admission/places.ts';
import { says, TroikaError } from '../../../src/model/error.ts';
import { create } from '../../../src/openstack/create.ts';
import { enter, type Admitted } from '../../../src/runner/leases/gate.ts';
import type { GateTools } from '../../../src/runner/leases/gateTools.ts';
import type { Holding } from '../../../src/runner/leases/holding.ts';
import type { Book, BookTools } from '../../../src/runner/leases/parts.ts';
import { removeTicket } from '../../../src/runner/leases/ticketDeeds.ts';
import type { Wish } from '../../../src/runner/leases/wish.ts';
import { startChild } from '../../io/child.ts';
import { makeBookStage, type BookStage } from './bookStage.ts';
import { atGate, wishOf, type AtGate } from './gateStage.ts';

const C = 'tabcdefghia';
const RENAMED = 'tabcdefghib';
/** Seconds, with the usual time to live. */
const SILENT = 905;
const TRUST = 360;
const LOOK = 10;
const WAITING_ROOM = 151;

describe('the gate', () => {
  let stage: BookStage;
  let party: BookTools;
  let book: Book;
  let holders: Holding[];
  let stop: AbortController;

  beforeEach(async () => {
    stage = await makeBookStage();
    party = await stage.party();
    book = await stage.book();
    holders = [];
    stop = new AbortController();
  });

  afterEach(async () => {
    stop.abort(new Error('the test is over'));
    for (const one of holders) one.end();
    await stage.time.quiet();
    await stage.dispose();
  });

  const seconds = (count: number): Promise<void> => stage.time.pass(count * 1000);
  const standing = (): string[] => stage.standing().map((one) => `${one.cluster} ${one.at}`);
  const until = <T>(deed: Promise<T>): Promise<T> => stage.time.until(deed);

  /** What a cluster that entered came to: `slot 1`, or why not. */
  interface Entering {
    readonly gate: AtGate;
    readonly end: Promise<string>;
    /** As far as it has come. */
    now: string;
  }

  function go(cluster: string, more: Partial<Wish> = {}, tools: Partial<GateTools> = {}, own = party): Entering {
    const gate = atGate(own, book, tools);
    const admitted = (one: Admitted): string => {
      holders.push(one.holding);
      return `${one.cluster} slot ${one.slot}`;
    };
    const end = enter(wishOf(cluster, more), gate.tools, stop.signal)
      .then(admitted, (error: unknown) => `stopped: ${says(error)}`)
      .then((how) => (entering.now = how));
    const entering: Entering = { gate, end, now: 'waits' };
    return entering;
  }

  const lastWait = ({ gate }: Entering): string => gate.waited.at(-1)?.why ?? '';

  /** Takes all slots for living holders. */
  async function fillSlots(): Promise<void> {
    for (const slot of [1, 2, 3] as const)
      holders.push(await stage.held(book, `tholdholdh${'abc'.charAt(slot - 1)}`, { is: 'slot', slot }));
  }

  async function freeSlot(slot: number): Promise<void> {
    const there = stage.standing().find((one) => one.at === `slot ${slot}`);
    holders.find((one) => one.id === there?.id)?.end();
    await removeTicket(party.session, there?.id ?? '', party.clock);
  }

  describe('keeps a line', () => {
    it('in which who came first goes first, whenever its ticket was taken, and nobody passes who stands at the turnstile', async () => {
      await fillSlots();
      const last = go('tnameaaaaaa', { queuedAt: 5 });
      await seconds(1);
      const others = [
        go('tnamebbbbbb', { queuedAt: 4 }),
        go('tnameddddda', { queuedAt: 3 }),
        go('tnamecccccc', { queuedAt: 3 }),
      ];
      await seconds(LOOK);
      expect(standing()).to.include('tnameaaaaaa turnstile');
      expect(others.map(lastWait)).to.deep.equal([
        'its turn: 3 before it, next is tnameaaaaaa of holder of tnameaaaaaa',
        'its turn: 2 before it, next is tnameaaaaaa of holder of tnameaaaaaa',
        'its turn: 1 before it, next is tnameaaaaaa of holder of tnameaaaaaa',
      ]);
      const came: string[] = [];
      for (const one of [last, ...others]) void one.end.then((how) => came.push(how));
      for (const slot of [2, 1, 3, 2]) {
        await freeSlot(slot);
        await seconds(3 * LOOK);
      }
      expect(came).to.deep.equal([
        'tnameaaaaaa slot 2',
        'tnamecccccc slot 1',
        'tnameddddda slot 3',
        'tnamebbbbbb slot 2',
      ]);
    });

    it('in which a head that does not fit is not overtaken by who would', async () => {
      let room = false;
      const small = atGate(party, book).tools;
      const head = go(
        'tbigbigbiga',
        { queuedAt: 1 },
        {
          judge: async (...all) =>
            room ? small.judge(...all) : { for: 'quota', why: 'floatingIps: 4 needed, 3 free' },
        },
      );
      await seconds(1);
      const next = go('tsmallsmala', { queuedAt: 2 });
      await seconds(120);
      expect([head.now, next.now]).to.deep.equal(['waits', 'waits']);
      expect(lastWait(head)).to.equal('floatingIps: 4 needed, 3 free');
      expect(standing()).to.have.members(['tbigbigbiga turnstile', 'tsmallsmala waiting']);
      room = true;
      expect(await until(head.end)).to.equal('tbigbigbiga slot 1');
      expect(await until(next.end)).to.equal('tsmallsmala slot 2');
    });

    it('in which three runs with slots for all come in within moments', async () => {
      const parties = [await stage.party(), await stage.party(), await stage.party()];
      const all = parties.map((own, index) => go(`tnamename${index + 2}a`, { queuedAt: index }, {}, own));
      expect(await until(Promise.all(all.map((one) => one.end)))).to.deep.equal([
        'tnamename2a slot 1',
        'tnamename3a slot 2',
        'tnamename4a slot 3',
      ]);
    });

    it('says who holds the slots while there is none free', async () => {
      await fillSlots();
      const one = go(C);
      await seconds(LOOK);
      const { for: what, why = '' } = one.gate.waited.at(-1) ?? {};
      expect(what).to.equal('slot');
      const who = ['a', 'b', 'c'].map((last) => `tholdholdh${last} of holder of tholdholdh${last}`);
      expect(why.replace('a slot: taken by ', '').split(', ')).to.have.members(who);
    });
  });

  describe('is not held up by the dead:', () => {
    it('who waited longer are removed, and so are those at the turnstile and at wardens’ places', async () => {
      const dead = [
        await stage.ticket(book, 'tdeaddeadda', { is: 'waiting' }, { queuedAt: 1 }),
        await stage.ticket(book, 'tdeaddeaddb', { is: 'turnstile' }, { queuedAt: 2 }),
        await stage.ticket(book, 'tdeaddeaddc', { is: 'warden', slot: 3 }, { queuedAt: 3, victim: 'v' }),
      ];
      for (const id of dead) stage.age(id, SILENT);
      expect(await until(go(C).end)).to.equal(`${C} slot 1`);
      expect(standing()).to.deep.equal([`${C} slot 1`]);
    });

    it('who is silent for a moment less is waited for', async () => {
      const id = await stage.ticket(book, 'tdeaddeadda', { is: 'waiting' }, { queuedAt: 1 });
      stage.age(id, SILENT - 30);
      const one = go(C);
      await seconds(15);
      expect(one.now).to.equal('waits');
      expect(lastWait(one)).to.include('next is tdeaddeadda');
      expect(await until(one.end)).to.equal(`${C} slot 1`);
    });

    it('whose process has ended on this machine goes at once, however lately it was heard from', async () => {
      const child = await startChild();
      await stage.ticket(book, 'tdeaddeadda', { is: 'turnstile' }, { queuedAt: 1, process: child.mark });
      await child.end();
      const begun = party.steady();
      expect(await until(go(C).end)).to.equal(`${C} slot 1`);
      expect(party.steady() - begun).to.be.below((SILENT / 2) * 1000);
    });

    it('is kept in a slot on purpose, and then counts as living', async () => {
      const until = stage.world.sim.world.time.now().getTime() + 8 * 3_600_000;
      const id = await stage.ticket(book, 'tkeptkeptka', { is: 'slot', slot: 1 }, { keptUntil: until });
      stage.age(id, 7200);
      expect(await stage.time.until(go(C).end)).to.equal(`${C} slot 2`);
    });
  });

  describe('where there is no room to wait', () => {
    /** @returns the ids of what stands in it then */
    async function fillWaitingRoom(): Promise<readonly string[]> {
      const model = stage.port(await stage.ticket(book, 'tfullfullfa', { is: 'turnstile' }, { queuedAt: 1 }));
      const text = { description: model?.description, device_owner: model?.deviceOwner, device_id: model?.deviceId };
      const fill = Array.from({ length: WAITING_ROOM }, (_, index) => {
        const fixed = [{ subnet_id: book.subnetId, ip_address: `198.18.0.${100 + index}` }];
        const port = { ...text, name: 'tfullfullfb', network_id: book.networkId, fixed_ips: fixed };
        return create(party.session, 'port', port);
      });
      await Promise.all(fill);
      return stage.standing().map((one) => one.id);
    }

    it('says so, asks for a place now and then, and stops when told to', async () => {
      await fillWaitingRoom();
      const before = stage.requests('POST').length;
      const one = go(C);
      await seconds(60);
      expect(one.gate.waited).to.deep.include({ for: 'turn', why: 'a place in the waiting room, which is full' });
      expect(stage.requests('POST').length - before).to.be.within(5, 40);
      stop.abort(new Error('no more patience'));
      expect(await until(one.end)).to.equal('stopped: no more patience');
    });

    it('makes room where it is full of the dead', async () => {
      for (const id of await fillWaitingRoom()) stage.age(id, SILENT);
      expect(await until(go(C).end)).to.equal(`${C} slot 1`);
    });

    it('waits for a port where the quota has none, and removes the dead that use it up', async () => {
      const id = await stage.ticket(book, 'tdeaddeadda', { is: 'waiting' });
      await stage.world.setQuota({ ports: 1 });
      const one = go(C);
      await seconds(60);
      expect(one.gate.waited[0]?.for).to.equal('quota');
      expect(lastWait(one)).to.match(/^a port for its ticket: .*[Qq]uota/);
      stage.age(id, SILENT);
      expect(await until(one.end)).to.equal(`${C} slot 1`);
    });

    it('comes back later when Neutron has too much to do', async () => {
      stage.world.sim.script([
        { when: { method: 'POST', path: /ports/, times: 3 }, then: { do: 'answer', status: 429 } },
        { when: { method: 'PUT', path: /ports/, times: 2 }, then: { do: 'answer', status: 429 } },
      ]);
      const one = go(C);
      expect(await until(one.end)).to.equal(`${C} slot 1`);
      expect(one.gate.asked).to.deep.equal([C]);
    });
  });

  describe('gives up', () => {
    it('when told to, and takes the ticket away, wherever it waits', async () => {
      await fillSlots();
      const [atTurnstile, waiting] = [go(C, { queuedAt: 1 }), go('tanotherona', { queuedAt: 2 })];
      await seconds(LOOK);
      expect(standing()).to.include.members([`${C} turnstile`, 'tanotherona waiting']);
      stop.abort(new Error('stopped by the user'));
      expect(await until(Promise.all([atTurnstile.end, waiting.end]))).to.deep.equal(
        Array(2).fill('stopped: stopped by the user'),
      );
      expect(standing().filter((one) => !one.startsWith('thold'))).to.deep.equal([]);
    });

    it('at once, also while it looks for what an unanswered move has done', async () => {
      stage.world.sim.script([{ when: { method: 'PUT', path: /ports/ }, then: { do: 'reset' } }]);
      const one = go(C);
      await seconds(30);
      stop.abort(new Error('stopped by the user'));
      await stage.time.quiet();
      expect(one.now).to.equal('stopped: stopped by the user');
      expect(standing()).to.deep.equal([]);
      expect(one.gate.asked).to.deep.equal([C]);
    });

    it('with the reason for that, also when its ticket was lost in the same moment', async () => {
      await fillSlots();
      const one = go(C);
      await seconds(LOOK);
      stop.abort(new Error('stopped by the user'));
      stage.time.freeze(TRUST * 1000);
      expect(await until(one.end)).to.equal('stopped: stopped by the user');
    });

    it('where it can never fit, and takes the ticket away', async () => {
      const judge = (): never => {
        throw new TroikaError('refused', 'it can never fit');
      };
      expect(await until(go(C, {}, { judge }).end)).to.equal('stopped: it can never fit');
      expect(standing()).to.deep.equal([]);
    });

    it('where the cloud refuses to show the book', async () => {
      stage.world.sim.script([
        { when: { method: 'GET', path: /ports/, times: Infinity }, then: { do: 'answer', status: 403 } },
      ]);
      expect(await until(go(C).end)).to.match(/^stopped: network GET .*403/);
      expect(standing()).to.deep.equal([]);
    });
  });

  describe('outlives', () => {
    const away = (): void =>
      stage.world.sim.script([{ when: { path: /./, times: Infinity }, then: { do: 'answer', status: 503 } }]);

    it('a cloud that is away for less than the trust: the ticket and the place in line stay', async () => {
      await fillSlots();
      const one = go(C);
      await seconds(LOOK);
      away();
      await seconds(TRUST - 90);
      expect(one.gate.waited.at(-1)?.for).to.equal('listing');
      expect(lastWait(one)).to.match(/^the cloud to answer: .*503/);
      stage.world.sim.script([]);
      await freeSlot(3);
      expect(await until(one.end)).to.equal(`${C} slot 3`);
      expect(one.gate.asked).to.deep.equal([C]);
    });

    it('a longer absence with a new ticket in the old place, and nothing stays of the old one', async () => {
      await fillSlots();
      const one = go(C, { queuedAt: 7 });
      await seconds(LOOK);
      away();
      await seconds(3 * TRUST);
      stage.world.sim.script([]);
      // By now the holders have lost their slots to the silence as well.
      for (const slot of [1, 2, 3]) await freeSlot(slot);
      const end = await until(one.end);
      expect(one.gate.asked.length).to.be.within(2, 6);
      expect(end).to.equal(`${one.gate.asked.at(-1)} slot 1`);
      expect(standing()).to.deep.equal([end]);
      expect(stage.port(stage.standing()[0]?.id ?? '')?.description).to.include(' q=7 ');
    });

    it('the loss of its ticket', async () => {
      await fillSlots();
      const one = go(C);
      await seconds(LOOK);
      const mine = stage.standing().find((ticket) => ticket.cluster === C);
      await removeTicket(party.session, mine?.id ?? '', party.clock);
      await seconds(LOOK);
      expect(standing()).to.include(`${RENAMED} turnstile`);
      expect(one.gate.waited.map((wait) => wait.why).join('\n')).to.include('its ticket is gone; it takes a new one');
    });

    it('a ticket that somebody else has moved out of the line', async () => {
      await fillSlots();
      const one = go(C);
      await seconds(LOOK);
      const mine = stage.standing().find((ticket) => ticket.cluster === C)?.id ?? '';
      const port = { fixed_ips: [{ subnet_id: book.subnetId, ip_address: '198.18.0.60' }] };
      await party.session.request({ service: 'network', method: 'PUT', path: `/ports/${mine}`, body: { port } });
      await seconds(LOOK);
      expect(standing().filter((ticket) => !ticket.startsWith('thold'))).to.deep.equal([`${RENAMED} turnstile`]);
      expect(one.gate.waited.map((wait) => wait.why).join('\n')).to.include('its ticket stands where it never went');
    });
  });

  describe('where ports of somebody else stand in the book', () => {
    const stranger = (address: string): Promise<{ id: string }> =>
      create(party.session, 'port', {
        network_id: book.networkId,
        fixed_ips: [{ subnet_id: book.subnetId, ip_address: address }],
      });

    it('says so of the turnstile, and goes on when it is gone', async () => {
      const { id } = await stranger(addressOf({ is: 'turnstile' }));
      const one = go(C);
      await seconds(60);
      const why = `its turn: port ${id}, which is no ticket: it is a port of somebody else`;
      expect(one.gate.waited).to.deep.include({ for: 'turn', why });
      await removeTicket(party.session, id, party.clock);
      expect(await until(one.end)).to.equal(`${C} slot 1`);
    });

    describe('and one in a slot is a ticket of a later version, whose demand nobody knows', () => {
      let id: string;

      beforeEach(async () => {
        id = await stage.ticket(book, 'tlaterlatea', { is: 'slot', slot: 1 });
        const port = stage.port(id);
        if (port !== undefined) port.description = port.description.replace('troika/1', 'troika/2');
      });

      it('admits nobody until that is gone', async () => {
        const one = go(C);
        await seconds(60);
        expect(one.now).to.equal('waits');
        expect(lastWait(one)).to.equal(
          `the end of tlaterlatea, whose ticket (port ${id}) this version cannot read: ` +
            'its description does not begin with troika/1; so what was promised to it is not known',
        );
        await removeTicket(party.session, id, party.clock);
        expect(await until(one.end)).to.equal(`${C} slot 1`);
      });

      it('frees meanwhile the slot of a run that is dead', async () => {
        stage.age(await stage.ticket(book, 'tdeaddeadda', { is: 'slot', slot: 2 }), SILENT);
        const takeOver: GateTools['takeOver'] = async (victim) =>
          void (await removeTicket(party.session, victim.id, party.clock));
        const one = go(C, {}, { takeOver });
        await seconds(60);
        expect(standing()).to.have.members(['tlaterlatea slot 1', `${C} turnstile`]);
        expect(lastWait(one)).to.include('the end of tlaterlatea');
      });

      it('refuses at once what can never fit', async () => {
        const judge = (): never => {
          throw new TroikaError('refused', 'it can never fit');
        };
        const one = go(C, {}, { judge });
        await seconds(LOOK);
        expect(one.now).to.equal('stopped: it can never fit');
        expect(standing()).to.deep.equal(['tlaterlatea slot 1']);
      });
    });

    it('passes slots that they hold, and says so when no other is free', async () => {
      const { id } = await stranger(addressOf({ is: 'slot', slot: 1 }));
      expect(await until(go(C).end)).to.equal(`${C} slot 2`);
      holders.push(await stage.held(book, 'tholdholdha', { is: 'slot', slot: 3 }));
      const one = go('tanotherona');
      await seconds(LOOK);
      expect(lastWait(one)).to.include(`port ${id}, which is no ticket`).and.to.include(`${C} of`);
    });
  });
});
