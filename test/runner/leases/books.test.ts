import { expect } from 'chai';
import { BOOK } from '../../../src/admission/places.ts';
import { says, TroikaError } from '../../../src/model/error.ts';
import { create } from '../../../src/openstack/create.ts';
import { existingBook, openBook } from '../../../src/runner/leases/books.ts';
import type { Book, BookTools } from '../../../src/runner/leases/parts.ts';
import { addPort } from '../../../src/sim/network/portLife.ts';
import { textAt } from '../../support/json.ts';
import { makeBookStage, type BookStage } from './bookStage.ts';

const C = 'tabcdefghia';
const SETTLE_MS = 60_000;

describe('the lease book', () => {
  let stage: BookStage;
  let party: BookTools;
  let told: string[];

  beforeEach(async () => {
    stage = await makeBookStage();
    party = await stage.party();
    told = [];
  });

  afterEach(() => stage.dispose());

  function open(signal = new AbortController().signal): Promise<Book> {
    const tell = (why: string): Promise<void> => Promise.resolve(void told.push(why));
    return stage.time.until(openBook(party, signal, tell));
  }

  const failure = async (deed: Promise<unknown>): Promise<unknown> =>
    deed.then(
      () => 'none',
      (error: unknown) => error,
    );

  const networks = (): string[] =>
    [...stage.world.sim.world.networks.values()].filter((one) => one.name === BOOK.name).map((one) => one.id);
  const subnets = (): number =>
    [...stage.world.sim.world.subnets.values()].filter((one) => one.name === BOOK.name).length;

  /** A second book, with as much time between the two as they have. */
  async function twoBooks(): Promise<[Book, Book]> {
    return [await stage.book(), await stage.book()];
  }

  it('is made where there is none, and used when it is old enough by the cloud’s clock', async () => {
    const begun = stage.world.sim.world.time.now().getTime();
    const book = await open();
    expect(networks()).to.deep.equal([book.networkId]);
    const born = Date.parse(stage.world.sim.world.subnets.get(book.subnetId)?.createdAt ?? '');
    expect(born).to.be.at.least(begun - 1000);
    expect(stage.world.sim.world.time.now().getTime() - born).to.be.at.least(SETTLE_MS);
    expect(told).to.deep.equal(['the lease book to be 60 s old, so that all agree on one']);
  });

  it('is used at once where it is old enough, and nothing is made', async () => {
    const book = await stage.book();
    const begun = party.steady();
    expect(await open()).to.include(book);
    expect(party.steady()).to.equal(begun);
    expect(stage.requests('POST', /networks/)).to.have.length(1);
    expect(told).to.deep.equal([]);
  });

  it('is the older one of two; the younger, which somebody else may be at, is left alone', async () => {
    const [first, second] = await twoBooks();
    expect(await open()).to.include(first);
    expect(networks()).to.have.members([first.networkId, second.networkId]);
  });

  it('is refused where tickets stand in the younger one, with what to do', async () => {
    const [first, second] = await twoBooks();
    await stage.ticket(second, C, { is: 'slot', slot: 1 });
    for (const error of [await failure(open()), await failure(existingBook(party))]) {
      expect(error).to.be.instanceOf(TroikaError).and.to.include({ verdict: 'refused' });
      expect(says(error)).to.include(`${first.networkId} counts`).and.to.include(`${second.networkId} (tickets: 1)`);
      expect((error as TroikaError).hint).to.include(`openstack network delete ${second.networkId}`);
    }
  });

  it('is the older one also where all tickets stand in it', async () => {
    const [first] = await twoBooks();
    await stage.ticket(first, C, { is: 'slot', slot: 1 });
    expect(await open()).to.include(first);
  });

  it('is no network of another name, and none of its name with another subnet or without one', async () => {
    const make = async (name: string, cidr?: string): Promise<void> => {
      const network = await create(party.session, 'network', { name });
      if (cidr !== undefined) await create(party.session, 'subnet', { network_id: network.id, cidr, ip_version: 4 });
    };
    await make('troika-lease', BOOK.cidr);
    await make(BOOK.name, '10.0.0.0/24');
    await make(BOOK.name);
    stage.time.freeze(SETTLE_MS * 2);
    expect(await existingBook(party)).to.equal(undefined);
    const book = await open();
    expect(networks()).to.have.length(3).and.to.include(book.networkId);
  });

  it('can be looked at while it is young: who looks promises nothing', async () => {
    const opening = openBook(party, new AbortController().signal, () => Promise.resolve());
    await stage.time.quiet();
    expect((await existingBook(party))?.networkId).to.equal(networks()[0]);
    await stage.time.until(opening);
  });

  describe('on networks where OVN puts a port of its own', () => {
    it('is one for makers that meet, and the other goes', async () => {
      const makers = await Promise.all([stage.party(), stage.party()]);
      const opening = makers.map((own) => openBook(withMetadata(own), new AbortController().signal, async () => {}));
      const books = await stage.time.until(Promise.all(opening));
      expect(stage.requests('POST', /networks/)).to.have.length(2);
      expect(networks()).to.have.length(1);
      expect(books.map((book) => book.networkId)).to.deep.equal([...networks(), ...networks()]);
    });

    it('is the older one, although a port stands on the younger', async () => {
      const [first, second] = await twoBooks();
      metadataOn(second.networkId);
      expect(await open()).to.include(first);
      expect(await existingBook(party)).to.include(first);
    });

    /** OVN makes it with the network, before there is a subnet to take an address of. */
    function metadataOn(id: string): void {
      const { world } = stage.world.sim;
      const network = world.networks.get(id);
      if (network === undefined) throw new Error(`no network ${id}`);
      const wish = { deviceOwner: 'network:distributed', deviceId: `ovnmeta-${id}`, fixedIps: [] };
      addPort(world, network.projectId, network, wish);
    }

    function withMetadata(own: BookTools): BookTools {
      const session: BookTools['session'] = {
        ...own.session,
        async request(call) {
          const answer = await own.session.request(call);
          if (call.method === 'POST' && call.path === '/networks') metadataOn(textAt(answer.body, 'network', 'id'));
          return answer;
        },
      };
      return { ...own, session };
    }
  });

  describe('leaves nothing half made', () => {
    it('where the quota has no subnet for it', async () => {
      await stage.world.setQuota({ subnets: 0 });
      expect(await failure(open())).to.include({ verdict: 'broken', class: 'quota' });
      expect(networks()).to.deep.equal([]);
    });

    for (const [what, then] of [
      ['is not answered but done', { do: 'lose' }],
      ['is not answered and not done', { do: 'reset' }],
      ['fails', { do: 'answer', status: 500 }],
    ] as const) {
      it(`where the request for its subnet ${what}`, async () => {
        stage.world.sim.script([{ when: { method: 'POST', path: /subnets/ }, then }]);
        expect(await failure(open())).to.include({ verdict: 'broken' });
        expect(networks()).to.deep.equal([]);
        expect(subnets()).to.equal(0);
      });
    }
  });

  it('is waited for no longer than one may', async () => {
    const stop = new AbortController();
    const opening = openBook(party, stop.signal, () => Promise.resolve());
    await stage.time.quiet();
    stop.abort(new Error('stopped by the user'));
    expect(says(await failure(stage.time.until(opening)))).to.equal('stopped by the user');
  });
});
