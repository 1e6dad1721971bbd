import { expect } from 'chai';
import fc from 'fast-check';
import type { Ticket } from '../../src/admission/ticket.ts';
import { freeSlot, nextOf, placeInLine, removable } from '../../src/admission/waiting.ts';
import { dead, slot, ticket, TURNSTILE, view, WAITING, wardenOf } from './tickets.ts';

const NONE = dead();
const first = ticket('first', WAITING, { queuedAt: 1 });
const second = ticket('second', WAITING, { queuedAt: 2 });
const third = ticket('third', WAITING, { queuedAt: 3 });

describe('nextOf', () => {
  it('sends the oldest to the turnstile, and lets the others wait behind it', () => {
    const seen = view(third, first, second);

    expect(nextOf(seen, 'first', NONE)).to.deep.equal({ do: 'approach' });
    expect(nextOf(seen, 'second', NONE)).to.deep.equal({ do: 'wait', behind: first });
    expect(nextOf(seen, 'third', NONE)).to.deep.equal({ do: 'wait', behind: first });
  });

  it('goes by the name where two came at once', () => {
    const a = ticket('1', WAITING, { cluster: 'a' });
    const b = ticket('0', WAITING, { cluster: 'b' });

    expect(nextOf(view(b, a), '1', NONE)).to.deep.equal({ do: 'approach' });
    expect(nextOf(view(b, a), '0', NONE)).to.deep.equal({ do: 'wait', behind: a });
  });

  it('does not wait for the dead', () => {
    expect(nextOf(view(first, second), 'second', dead('first'))).to.deep.equal({ do: 'approach' });
  });

  it('lets nobody go to the turnstile while somebody stands there, not even before a younger or a dead one', () => {
    const at = ticket('there', TURNSTILE, { queuedAt: 9 });

    expect(nextOf(view(first, at), 'first', NONE)).to.deep.equal({ do: 'wait', behind: at });
    expect(nextOf(view(first, at), 'first', dead('there'))).to.deep.equal({ do: 'wait', behind: at });
  });

  it('judges at the turnstile for the lowest free slot, whoever waits', () => {
    const at = ticket('there', TURNSTILE, { queuedAt: 9 });

    expect(nextOf(view(at, first, ticket('a', slot(1)), ticket('b', slot(3))), 'there', NONE)).to.deep.equal({
      do: 'judge',
      slot: 2,
    });
  });

  it('waits at the turnstile while every slot is taken, and says by whom', () => {
    const holders = [ticket('a', slot(1)), ticket('b', slot(2)), ticket('c', slot(3))];
    const seen = view(ticket('there', TURNSTILE), ...holders, first);

    expect(nextOf(seen, 'there', dead('a'))).to.deep.equal({ do: 'waitForSlot', holders });
  });

  it('moves into no slot while nobody can say what was promised to a ticket in a slot', () => {
    const unread = { id: 'x', place: slot(1), says: 'of a later version', cluster: 'tabcdefghia' };
    const seen = view(ticket('there', TURNSTILE));
    expect(nextOf({ ...seen, strangers: [unread] }, 'there', NONE)).to.deep.equal({ do: 'waitForUnread', unread });

    const elsewhere = [
      { ...unread, place: WAITING },
      { id: 'y', place: slot(1), says: 'a port of somebody else' },
    ];
    expect(nextOf({ ...seen, strangers: elsewhere }, 'there', NONE)).to.deep.equal({ do: 'judge', slot: 2 });

    const holders = [ticket('b', slot(2)), ticket('c', slot(3))];
    const full = { ...view(ticket('there', TURNSTILE), ...holders), strangers: [unread] };
    expect(nextOf(full, 'there', NONE)).to.deep.equal({ do: 'waitForSlot', holders });
  });

  it('is lost when its ticket is gone, or stands where nobody waits', () => {
    expect(nextOf(view(first), 'gone', NONE)).to.deep.equal({ do: 'lost' });
    for (const place of [slot(1), wardenOf(1), { is: 'nowhere' } as const])
      expect(nextOf(view(ticket('a', place)), 'a', NONE), place.is).to.deep.equal({ do: 'lost' });
  });

  it('lets no more than one go on, and one always, whoever looks', () => {
    const place = fc.constantFrom(WAITING, WAITING, WAITING, TURNSTILE, slot(1), slot(2), slot(3));
    const drawn = fc.array(fc.tuple(place, fc.nat(3), fc.boolean()), { maxLength: 8 });
    fc.assert(
      fc.property(drawn, (rows) => {
        const all = onePerPlace(rows.map(([at, queuedAt], index) => ticket(String(index), at, { queuedAt })));
        const isDead = dead(...rows.flatMap(([, , over], index) => (over ? [String(index)] : [])));
        const line = all.filter((one) => (one.place.is === 'waiting' || one.place.is === 'turnstile') && !isDead(one));
        const going = line.filter((one) => nextOf(view(...all), one.id, isDead).do !== 'wait');
        const blocked = all.some((one) => one.place.is === 'turnstile' && isDead(one));
        expect(going).to.have.length(line.length === 0 || blocked ? 0 : 1);
      }),
    );
  });
});

describe('freeSlot', () => {
  it('counts what is no ticket too', () => {
    const strangers = [{ id: 'x', place: slot(1), says: 'a port of somebody else' }];

    expect(freeSlot({ ...view(), strangers })).to.equal(2);
    expect(freeSlot({ ...view(ticket('a', slot(2)), ticket('b', slot(3))), strangers })).to.equal(undefined);
  });

  it('does not mind wardens, nor who stands elsewhere', () => {
    expect(freeSlot(view(ticket('w', wardenOf(1)), ticket('t', TURNSTILE), first))).to.equal(1);
  });
});

describe('removable', () => {
  it('are the dead everywhere but in a slot, where their resources may stand', () => {
    const places = [WAITING, TURNSTILE, wardenOf(2), { is: 'nowhere' } as const];
    const elsewhere = places.map((place, index) => ticket(String(index), place));
    const all = view(...elsewhere, ticket('holder', slot(1)), ticket('alive', WAITING), ticket('mine', TURNSTILE));
    const isDead = ({ id }: Ticket): boolean => id !== 'alive';

    expect(removable(all, 'mine', isDead)).to.deep.equal(elsewhere);
  });
});

describe('placeInLine', () => {
  it('counts the living before it, whoever stands at the turnstile too', () => {
    const at = ticket('there', TURNSTILE, { queuedAt: 9 });
    const seen = view(third, second, first, at, ticket('a', slot(1)));

    expect(placeInLine(seen, 'third', NONE)).to.equal(3);
    expect(placeInLine(seen, 'third', dead('first', 'there'))).to.equal(1);
    expect(placeInLine(seen, 'first', NONE)).to.equal(1);
    expect(placeInLine(seen, 'there', NONE)).to.equal(0);
  });
});

/** Only the waiting room holds more than one. */
function onePerPlace(tickets: readonly Ticket[]): readonly Ticket[] {
  const taken = new Set<string>();
  return tickets.filter(({ place }) => {
    const key = JSON.stringify(place);
    if (place.is === 'waiting') return true;
    if (taken.has(key)) return false;
    taken.add(key);
    return true;
  });
}
