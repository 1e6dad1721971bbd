import { expect } from 'chai';
import fc from 'fast-check';
import { addressOf, placeOf, waitingAddress } from '../../src/admission/places.ts';
import { SLOTS } from '../../src/admission/ticket.ts';
import { slot, TURNSTILE, WAITING, wardenOf } from './tickets.ts';

describe("the lease book's addresses", () => {
  it('are those of the design', () => {
    expect(addressOf(TURNSTILE)).to.equal('198.18.0.10');
    expect(SLOTS.map((number) => addressOf(slot(number)))).to.deep.equal(['198.18.0.11', '198.18.0.12', '198.18.0.13']);
    expect(SLOTS.map((number) => addressOf(wardenOf(number)))).to.deep.equal([
      '198.18.0.21',
      '198.18.0.22',
      '198.18.0.23',
    ]);
  });

  it('lead back to their places', () => {
    for (const place of [TURNSTILE, ...SLOTS.map(slot), ...SLOTS.map(wardenOf)])
      expect(placeOf(addressOf(place))).to.deep.equal(place);
  });

  it('of the waiting room are drawn from all of it, and from nothing else', () => {
    expect(waitingAddress(0)).to.equal('198.18.0.100');
    expect(waitingAddress(1 - Number.EPSILON)).to.equal('198.18.0.250');
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (draw) => {
        expect(placeOf(waitingAddress(draw))).to.deep.equal(WAITING);
      }),
    );
  });

  it('that mean nothing are nowhere', () => {
    const strange = ['198.18.0.9', '198.18.0.14', '198.18.0.20', '198.18.0.24', '198.18.0.99', '198.18.0.251'];
    for (const address of [undefined, '', '10.0.0.11', '198.18.1.11', '198.18.0.', '198.18.0.x', ...strange])
      expect(placeOf(address), String(address)).to.deep.equal({ is: 'nowhere' });
  });

  it('are many in the waiting room, so it has no one address', () => {
    expect(() => addressOf(WAITING)).to.throw(RangeError);
    expect(() => addressOf({ is: 'nowhere' })).to.throw(RangeError);
  });
});
