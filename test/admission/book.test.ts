import { expect } from 'chai';
import fc from 'fast-check';
import { whichBook, type BookCandidate } from '../../src/admission/book.ts';
import { leaseTimes } from '../../src/admission/times.ts';

const TIMES = leaseTimes();

function book(name: string, bornAt: number, tickets = 0): BookCandidate {
  return { networkId: `network ${name}`, subnetId: name, bornAt, tickets };
}

describe('whichBook', () => {
  it('knows when there is none', () => {
    expect(whichBook([], 0, TIMES)).to.deep.equal({ is: 'none' });
  });

  it('lets nobody use a young one, even with tickets in it, and says how long', () => {
    expect(whichBook([book('a', 1000, 3)], 1000 + TIMES.settle - 1, TIMES)).to.deep.equal({ is: 'settling', forMs: 1 });
    expect(whichBook([book('a', 1000)], 1000 + TIMES.settle, TIMES)).to.deep.equal({
      is: 'book',
      book: book('a', 1000),
    });
  });

  it('waits for the oldest, not for younger ones', () => {
    const [old, young] = [book('z', 0), book('a', TIMES.settle)];

    expect(whichBook([young, old], TIMES.settle, TIMES)).to.deep.equal({ is: 'book', book: old });
  });

  it('waits for a book that the cloud says is from the future', () => {
    expect(whichBook([book('a', 5000)], 4000, TIMES)).to.deep.equal({ is: 'settling', forMs: TIMES.settle + 1000 });
  });

  it('goes by the id where two are equally old', () => {
    expect(whichBook([book('b', 0), book('a', 0)], TIMES.settle, TIMES)).to.deep.equal({
      is: 'book',
      book: book('a', 0),
    });
  });

  it('takes the oldest for the book although there are tickets in another, and says so', () => {
    const [old, used, unused] = [book('z', 0), book('used', 1, 2), book('unused', 2)];

    expect(whichBook([unused, used, old], TIMES.settle, TIMES)).to.deep.equal({
      is: 'split',
      book: old,
      others: [used],
    });
  });

  it('is one and the same for all who see the same, in whatever order, however many tickets there are', () => {
    const candidates = fc.uniqueArray(fc.tuple(fc.string({ minLength: 1 }), fc.nat(3), fc.nat(2)), {
      selector: ([name]) => name,
      minLength: 1,
    });
    fc.assert(
      fc.property(candidates, fc.infiniteStream(fc.nat(2)), (drawn, tickets) => {
        const seen = drawn.map(([name, bornAt, count]) => book(name, bornAt, count));
        const seenByAnother = [...seen].reverse().map((one) => ({ ...one, tickets: tickets.next().value }));
        const name = (candidatesSeen: readonly BookCandidate[]): string | undefined => {
          const which = whichBook(candidatesSeen, 1_000_000, TIMES);
          return 'book' in which ? which.book.subnetId : undefined;
        };
        expect(name(seen)).to.be.a('string').and.to.equal(name(seenByAnother));
      }),
    );
  });
});
