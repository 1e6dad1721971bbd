import { expect } from 'chai';
import { addressOf, waitingAddress } from '../../../src/admission/places.ts';
import { writeTicket } from '../../../src/admission/ticketText.ts';
import { NO_DEMAND } from '../../../src/model/demand.ts';
import type { Resource } from '../../../src/model/resource.ts';
import { lookAt, viewOf } from '../../../src/runner/leases/look.ts';
import type { Book, BookTools } from '../../../src/runner/leases/parts.ts';
import { makeBookStage, type BookStage } from './bookStage.ts';

const C = 'tabcdefghia';
const AT = Date.parse('2026-11-25T12:00:00Z');
const FIELDS = writeTicket({
  cluster: C,
  demand: NO_DEMAND,
  queuedAt: 1,
  ttlSeconds: 900,
  beat: 3,
  controllers: 'none',
  holder: 'me',
});

/** A port of the book as its list row reads it. */
function port(facts: Record<string, string>, more: Partial<Resource> = {}): Resource {
  return {
    kind: 'port',
    id: 'p1',
    name: FIELDS.name,
    description: FIELDS.description,
    projectId: 'p',
    status: 'DOWN',
    tags: [],
    metadata: {},
    links: [],
    facts: { deviceOwner: 'troika:lease', deviceId: FIELDS.device_id, address: '198.18.0.11', ...facts },
    ...more,
  };
}

describe('a look at the lease book', () => {
  it('reads a ticket with its place and its times', () => {
    const times = { createdAt: '2026-11-25T11:00:00Z', updatedAt: '2026-11-25T11:59:30Z' };
    const { tickets, strangers, at } = viewOf([port({}, times)], AT);
    expect(at).to.equal(AT);
    expect(strangers).to.deep.equal([]);
    expect(tickets).to.have.length(1);
    expect(tickets[0]).to.deep.include({ id: 'p1', cluster: C, place: { is: 'slot', slot: 1 }, beat: 3, holder: 'me' });
    expect(tickets[0]).to.include({ bornAt: AT - 3_600_000, touchedAt: AT - 30_000 });
  });

  it('takes a ticket without times for one touched just now: nobody could prove that it is dead', () => {
    expect(viewOf([port({})], AT).tickets[0]).to.include({ bornAt: AT, touchedAt: AT });
    expect(viewOf([port({}, { updatedAt: 'soon', createdAt: '?' })], AT).tickets[0]).to.include({ touchedAt: AT });
  });

  it('takes one that was never changed for as old as it is', () => {
    const { tickets } = viewOf([port({}, { createdAt: '2026-11-25T11:00:00Z' })], AT);
    expect(tickets[0]?.touchedAt).to.equal(AT - 3_600_000);
  });

  for (const [what, odd, says] of [
    [
      'of another owner, although its text is a ticket’s',
      port({ deviceOwner: 'compute:nova' }),
      'it is a port of somebody else',
    ],
    ['without an owner', port({ deviceOwner: '' }), 'it is a port of somebody else'],
    [
      'of a later version',
      port({}, { description: FIELDS.description.replace('troika/1', 'troika/2') }),
      'its description does not begin with troika/1',
    ],
    ['without a description', port({}, { description: '' }), 'its description does not begin with troika/1'],
    [
      'whose demand is cut off',
      port({}, { description: FIELDS.description.slice(0, -2) }),
      'its description cannot be read',
    ],
    [
      'whose time to live is none',
      port({}, { description: FIELDS.description.replace('t=900', 't=0') }),
      'its description cannot be read',
    ],
    ['named by hand', port({}, { name: 'my lease' }), 'its name is no cluster of a run'],
  ] as const) {
    it(`counts a port ${what} where it stands, as a stranger, and says why, and whose it is if it is marked as a ticket`, () => {
      const view = viewOf([odd], AT);
      expect(view.tickets).to.deep.equal([]);
      const cluster = odd.facts['deviceOwner'] === 'troika:lease' ? { cluster: odd.name } : {};
      expect(view.strangers).to.deep.equal([{ id: 'p1', place: { is: 'slot', slot: 1 }, says, ...cluster }]);
    });
  }

  it('passes over what Neutron put on the network for itself, unless it stands where a ticket would', () => {
    const own = { deviceOwner: 'network:distributed', deviceId: 'ovnmeta-n1' };
    const bare = { name: '', description: '' };
    const seen = [{}, { address: '198.18.0.2' }, { address: '198.18.0.11' }].map((address) => {
      const { tickets, strangers } = viewOf([{ ...port({}, bare), facts: { ...own, ...address } }], AT);
      return [tickets.length, strangers.map((one) => one.place)];
    });
    expect(seen).to.deep.equal([
      [0, []],
      [0, []],
      [0, [{ is: 'slot', slot: 1 }]],
    ]);
  });

  it('knows no place for an address that means nothing, or for none', () => {
    const places = ['198.18.0.60', '198.18.1.11', '10.0.0.11'].map((address) => viewOf([port({ address })], AT));
    expect(places.map((view) => view.tickets[0]?.place.is)).to.deep.equal(['nowhere', 'nowhere', 'nowhere']);
    const bare = { ...port({}), facts: { deviceOwner: 'troika:lease', deviceId: FIELDS.device_id } };
    expect(viewOf([bare], AT).tickets[0]?.place).to.deep.equal({ is: 'nowhere' });
  });

  describe('of the simulated cloud', () => {
    let stage: BookStage;
    let party: BookTools;
    let book: Book;

    beforeEach(async () => {
      stage = await makeBookStage();
      party = await stage.party();
      book = await stage.book();
    });

    afterEach(() => stage.dispose());

    it('shows everything in the book, and nothing of other networks, also where filters are ignored', async () => {
      await stage.ticket(book, 'twaitwaitwa', { is: 'waiting' });
      await stage.ticket(book, C, { is: 'slot', slot: 3 });
      const other = await stage.book();
      await stage.ticket(other, 'totherother', { is: 'slot', slot: 1 });
      const path = /ports/;
      stage.world.sim.script([{ when: { method: 'GET', path, times: Infinity }, then: { do: 'ignoreFilters' } }]);
      const { tickets } = await lookAt(party.session, book);
      expect(tickets.map((ticket) => ticket.cluster).sort()).to.deep.equal([C, 'twaitwaitwa']);
    });

    it('is dated by when it began: a ticket seems younger by it, never older', async () => {
      const id = await stage.ticket(book, C, { is: 'turnstile' });
      const before = party.session.now().getTime();
      stage.world.sim.script([{ when: { method: 'GET', path: /ports/ }, then: { do: 'late', ms: Infinity } }]);
      const looking = lookAt(party.session, book);
      while (stage.requests('GET').length === 0) await new Promise((done) => setImmediate(done));
      stage.time.freeze(60_000);
      stage.world.sim.land();
      const { at, tickets } = await looking;
      expect(at - before).to.be.below(5000);
      expect(tickets[0]?.id).to.equal(id);
    });

    it('fails as a whole where a page of it fails', async () => {
      stage.world.sim.script([{ when: { path: /ports/ }, then: { do: 'answer', status: 403 } }]);
      const error: unknown = await lookAt(party.session, book).catch((reason: unknown) => reason);
      expect(error).to.include({ status: 403 });
    });
  });

  it('expects the addresses that tickets are put at', () => {
    expect(addressOf({ is: 'turnstile' })).to.equal('198.18.0.10');
    expect(addressOf({ is: 'slot', slot: 3 })).to.equal('198.18.0.13');
    expect(addressOf({ is: 'warden', slot: 1 })).to.equal('198.18.0.21');
    expect([waitingAddress(0), waitingAddress(0.999999)]).to.deep.equal(['198.18.0.100', '198.18.0.250']);
    expect(() => addressOf({ is: 'waiting' })).to.throw(RangeError);
  });
});
