import { expect } from 'chai';
import { TICKET_OWNER } from '../../src/admission/ticketText.ts';
import type { Ticket } from '../../src/admission/ticket.ts';
import type { Resource } from '../../src/model/resource.ts';
import { holdOf } from '../../src/runner/sweepHolds.ts';
import { dead, slot, ticket, TURNSTILE, view, WAITING, wardenOf } from '../admission/tickets.ts';
import { createWorld } from '../forceclean/world.ts';

const C = 'tabcdefgh2a';
const SISTER = 'tabcdefgh2b';

describe('Who holds a cluster against a sweep', () => {
  const found = (
    tickets: readonly Ticket[],
    gone: readonly string[] = [],
    resources: readonly Resource[] = [],
  ): string | undefined => holdOf(C, view(...tickets), dead(...gone), resources)?.why;

  it('is nobody where no ticket of its run stands, or dead ones only', () => {
    expect(found([])).to.equal(undefined);
    expect(found([ticket('other', slot(1), { cluster: 'tabcdefgh3a' })])).to.equal(undefined);
    expect(found([ticket('own', slot(1), { cluster: C })], ['own'])).to.equal(undefined);
    expect(found([ticket('own', WAITING, { cluster: C })], ['own'])).to.equal(undefined);
  });

  for (const [where, place] of [
    ['in a slot', slot(2)],
    ['at the turnstile', TURNSTILE],
    ['in the waiting room', WAITING],
    ['nowhere', { is: 'nowhere' }],
  ] as const) {
    it(`is the holder of a living ticket ${where}`, () => {
      expect(found([ticket('own', place, { cluster: C })])).to.include('by holder of own');
    });
  }

  it('is who keeps it, and until when', () => {
    expect(found([ticket('own', slot(1), { cluster: C, keptUntil: 5000 })])).to.equal(
      'kept by holder of own until 1970-01-01T00:00:05.000Z',
    );
  });

  it('is its run, as long as that has another cluster', () => {
    expect(found([ticket('sister', slot(1), { cluster: SISTER })])).to.include(`its run still has ${SISTER}: held by`);
  });

  describe('with a warden at the slot of its dead ticket', () => {
    const victim = ticket('own', slot(1), { cluster: C });
    const warden = ticket('warden', wardenOf(1), { cluster: C, victim: 'own' });

    it('is the warden', () => expect(found([victim, warden], ['own'])).to.equal('holder of warden is removing it'));

    it('is nobody when the warden died at its work', () =>
      expect(found([victim, warden], ['own', 'warden'])).to.equal(undefined));

    it('is what blocked it, dead or alive, with what to do', () => {
      const stuck = { ...warden, blocked: 'its controllers are alive' };
      for (const gone of [['own'], ['own', 'warden']]) {
        const hold = holdOf(C, view(victim, stuck), dead(...gone), []);
        expect(hold?.why).to.include('could not: its controllers are alive');
        expect(hold?.hint).to.include(`troika lease release ${C} --yes`);
      }
    });
  });

  it('is a ticket that the book does not show: one that cannot be read, or stands in another book', () => {
    const world = createWorld();
    const network = world.put('network', { name: 'troika-leases' });
    const put = (name: string): Resource =>
      world.put('port', { name, facts: { deviceOwner: TICKET_OWNER }, rel: { network } });
    expect(found([], [], [put(SISTER)])).to.include('cannot be judged');
    expect(found([], [], [put('tabcdefgh3a')])).to.equal(undefined);
    const read = put(C);
    expect(found([ticket(read.id, slot(1), { cluster: C })], [read.id], [read])).to.equal(undefined);
  });
});
