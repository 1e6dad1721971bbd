import { expect } from 'chai';
import type { Holding } from '../../../src/runner/leases/holding.ts';
import { underLease } from '../../../src/runner/leases/guard.ts';
import type { Book, BookTools } from '../../../src/runner/leases/parts.ts';
import { TroikaError } from '../../../src/model/error.ts';
import { create } from '../../../src/openstack/create.ts';
import { list } from '../../../src/openstack/list.ts';
import type { Call } from '../../../src/openstack/session.ts';
import { makeBookStage, type BookStage } from './bookStage.ts';

const C = 'tabcdefghia';
const BEATS = { method: 'PUT', path: /\/ports\// };
/** Seconds of the protocol with its usual time to live. */
const TRUST = 360;
const BEAT = 30;
/** So long a cloud's API may be away. */
const AWAY = 300;
/** The longest life of one attempt. */
const REQUEST = 60;

describe('the trust of a holder in its ticket', () => {
  let stage: BookStage;
  let party: BookTools;
  let book: Book;
  let holding: Holding;

  beforeEach(async () => {
    stage = await makeBookStage();
    party = await stage.party();
    book = await stage.book();
    holding = await stage.held(book, C, { is: 'slot', slot: 1 }, {}, party);
  });

  afterEach(async () => {
    holding.end();
    await stage.dispose();
  });

  const seconds = (count: number): Promise<void> => stage.time.pass(count * 1000);
  const answering = (status: number): void =>
    stage.world.sim.script([{ when: { ...BEATS, times: Infinity }, then: { do: 'answer', status } }]);
  const networks = (): string[] => [...stage.world.sim.world.networks.values()].map((network) => network.name);

  function reason(): TroikaError {
    expect(holding.lost.reason).to.be.instanceOf(TroikaError);
    return holding.lost.reason as TroikaError;
  }

  it('is kept for hours by two beats a minute, each of which is a change that others see', async () => {
    await seconds(3600);
    holding.check();
    expect(stage.requests('PUT')).to.have.length(120);
    expect(stage.port(holding.id)?.description).to.include(' b=120 ');
    const silence = stage.world.sim.world.time.now().getTime() - Date.parse(stage.port(holding.id)?.updatedAt ?? '');
    expect(silence).to.be.at.most((BEAT + 5) * 1000);
  });

  it('ends 360 s after the last beat that succeeded, for good, and says so', async () => {
    await seconds(2 * BEAT + 1);
    answering(503);
    await seconds(TRUST - BEAT);
    holding.check();
    await seconds(BEAT);
    expect(holding.lost.aborted).to.equal(true);
    expect(() => holding.check()).to.throw(TroikaError, `the lease of ${C} was lost: nothing was heard from the lease`);
    expect(reason().verdict).to.equal('interrupted');

    stage.world.sim.script([]);
    const sent = stage.requests('PUT').length;
    await seconds(1800);
    expect(() => holding.check()).to.throw(TroikaError);
    expect(stage.requests('PUT'), 'a lost ticket that is kept alive would never be taken over').to.have.length(sent);
  });

  describe('outlives an API that is away for five minutes', () => {
    let away: 'no' | 'after the next answer' | 'yes';

    beforeEach(async () => {
      holding.end();
      away = 'no';
      const session: BookTools['session'] = {
        ...party.session,
        async request(call) {
          if (away === 'yes') return hang(call);
          const answer = await party.session.request(call);
          if (away === 'after the next answer') away = 'yes';
          return answer;
        },
      };
      holding = await stage.held(book, 'tanotherona', { is: 'slot', slot: 2 }, {}, { ...party, session });
    });

    for (const begins of [1, BEAT - 1]) {
      it(`and answers nothing but 503, from ${begins} s after a beat`, async () => {
        await seconds(begins);
        stage.world.sim.script([{ when: { path: /./, times: Infinity }, then: { do: 'answer', status: 503 } }]);
        await seconds(AWAY);
        stage.world.sim.script([]);
        await comesBack();
      });

      it(`and answers nothing at all, from ${begins} s after a beat`, async () => {
        await seconds(begins);
        away = 'yes';
        await seconds(AWAY);
        away = 'no';
        await comesBack();
      });
    }

    it('and answers nothing at all, from between the look and the write of a beat', async () => {
      away = 'after the next answer';
      await seconds(BEAT);
      await seconds(AWAY);
      away = 'no';
      await comesBack();
    });

    it('and, all the while, one that is slow: 40 s for each answer, and one that fails among them', async () => {
      holding.end();
      const session: BookTools['session'] = {
        ...party.session,
        async request(call) {
          await party.clock.sleep(40_000, call.signal);
          return party.session.request(call);
        },
      };
      holding = await stage.held(book, 'tslowslowsa', { is: 'slot', slot: 3 }, {}, { ...party, session });
      await seconds(1200);
      stage.world.sim.script([{ when: { ...BEATS, times: 1 }, then: { do: 'answer', status: 503 } }]);
      await seconds(1200);
      holding.check();
    });

    async function comesBack(): Promise<void> {
      await seconds(600);
      holding.check();
    }

    /** A request that nobody answers: its time-out, and for a look a second attempt with another. */
    async function hang({ method, signal }: Call): Promise<never> {
      const attempts = method === 'GET' ? 2 : 1;
      await party.clock.sleep(attempts * REQUEST * 1000, signal);
      throw new Error(`${method} was not answered`);
    }
  });

  it('counts from when the beat was sent: an answer that is long on its way stretches nothing', async () => {
    await beatAnsweredAfter(TRUST - BEAT - 1);
    holding.check();
    stage.time.freeze(BEAT * 1000);
    holding.check();
    stage.time.freeze(1000);
    expect(() => holding.check()).to.throw(TroikaError, 'nothing was heard from the lease book for 360 s');
  });

  it('does not come back with an answer that comes when it is over', async () => {
    await beatAnsweredAfter(TRUST - BEAT);
    expect(stage.port(holding.id)?.description).to.include(' b=1 ');
    expect(holding.lost.aborted).to.equal(true);
  });

  it('is over when a machine has slept too long, at the first question and before any request', async () => {
    const sent = stage.world.sim.requests.length;
    stage.time.freeze(TRUST * 1000);
    expect(() => holding.check()).to.throw(TroikaError, 'nothing was heard from the lease book for 360 s');
    await stage.time.quiet();
    expect(stage.world.sim.requests.length).to.equal(sent);
  });

  it('is over at the next beat when a warden has come for it, and says whose', async () => {
    await stage.ticket(book, C, { is: 'warden', slot: 1 }, { victim: holding.id, holder: 'https://ci.example/42' });
    await seconds(BEAT);
    expect(reason().message).to.equal(`the lease of ${C} was lost: it was taken over by https://ci.example/42`);
    expect(stage.requests('PUT')).to.deep.equal([]);
  });

  it('is not touched by a warden that has come for another ticket in that slot', async () => {
    await stage.ticket(book, C, { is: 'warden', slot: 1 }, { victim: 'another', holder: 'late' });
    await seconds(BEAT + 1);
    holding.check();
  });

  it('is over at the next beat when its ticket is gone', async () => {
    stage.world.sim.world.ports.delete(holding.id);
    await seconds(BEAT);
    expect(reason().message).to.equal(`the lease of ${C} was lost: its ticket is gone`);
  });

  it('is over at the next beat when somebody has moved its ticket out of the slot it was granted', async () => {
    expect(await stage.time.until(holding.move({ is: 'slot', slot: 2 }))).to.equal('moved');
    await seconds(BEAT);
    holding.check();
    const port = stage.port(holding.id);
    if (port !== undefined) port.fixedIps = port.fixedIps.map((one) => ({ ...one, address: '198.18.0.60' }));
    await seconds(BEAT);
    expect(reason().message).to.equal(`the lease of ${C} was lost: its ticket was moved out of slot 2`);
    expect(reason().hint).to.match(
      /^Whoever needs its slot removes what it has made, if its ticket stands there; or now: /,
    );
  });

  describe('stands before every effect', () => {
    it('so that none is sent when it is over, and reading goes on', async () => {
      const session = underLease(party.session, holding);
      await create(session, 'network', { name: 'before' });
      stage.time.freeze(TRUST * 1000);
      const posts = stage.requests('POST', /networks/).length;
      expect(await failure(create(session, 'network', { name: 'after' }))).to.equal(reason());
      expect(stage.requests('POST', /networks/)).to.have.length(posts);
      expect((await list(session, 'network')).map((network) => network.name)).to.include('before');
    });

    it('so that an answer which comes when it is over is not believed', async () => {
      stage.world.sim.script([{ when: { method: 'POST', path: /networks/ }, then: { do: 'late', ms: Infinity } }]);
      const effect = failure(create(underLease(party.session, holding), 'network', { name: 'slow' }));
      await arrived(2, 'POST', /networks/);
      stage.time.freeze(TRUST * 1000);
      stage.world.sim.land();
      expect(await effect).to.equal(reason());
      expect(networks(), 'the next listing of a warden finds it').to.include('slow');
    });

    it('so that a second attempt is not sent when it ends between the two', async () => {
      const subnet = { name: 'renamed' };
      const put = { method: 'PUT', path: /subnets/ } as const;
      stage.world.sim.script([{ when: { ...put, times: Infinity }, then: { do: 'answer', status: 503 } }]);
      const effect = failure(
        underLease(party.session, holding).request({
          service: 'network',
          method: 'PUT',
          path: `/subnets/${book.subnetId}`,
          body: { subnet },
        }),
      );
      await arrived(1, 'PUT', /subnets/);
      await stage.time.quiet();
      stage.time.freeze(TRUST * 1000);
      expect(await effect).to.equal(reason());
      expect(stage.requests('PUT', /subnets/)).to.have.length(1);
    });
  });

  /** Lets the first beat be answered so many seconds after it was sent. */
  async function beatAnsweredAfter(delay: number): Promise<void> {
    stage.world.sim.script([{ when: BEATS, then: { do: 'late', ms: Infinity } }]);
    const passed = seconds(BEAT);
    await arrived(1);
    stage.time.freeze(delay * 1000);
    stage.world.sim.land();
    await passed;
  }

  /** Waits until so many requests have come to the cloud. */
  async function arrived(count: number, method = 'PUT', path = /\/ports/): Promise<void> {
    while (stage.requests(method, path).length < count) await new Promise((resolve) => setImmediate(resolve));
  }
});

/** What a deed was refused with. */
async function failure(deed: Promise<unknown>): Promise<unknown> {
  return deed.then(
    () => 'nothing',
    (error: unknown) => error,
  );
}
