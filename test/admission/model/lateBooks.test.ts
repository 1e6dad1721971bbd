import { expect } from 'chai';
import { whichBook } from '../../../src/admission/book.ts';
import { explore } from './explore.ts';
import { keepsItsPromises, storyOf } from './explorations.ts';
import { books, type WhichRule } from './lateBooks.ts';

/** Three runs must come to use two books. */
function splits(rule: WhichRule): void {
  const explored = explore(books(3, rule, ['all use one book']), 100_000);
  expect(explored.found?.promise, storyOf(explored)).to.equal('all use one book');
}

describe('runs that find no lease book', () => {
  keepsItsPromises('agree on one, though stamps and clocks are wrong', books(3), 50_000);

  it('R8: use none that is young; otherwise "all use one book" is broken', () => {
    splits((seen, now, times) => whichBook(seen, now, { ...times, settle: -Infinity }));
  });

  it('R8: let it settle for longer than a stamp may be wrong; otherwise "all use one book" is broken', () => {
    splits((seen, now, times) => whichBook(seen, now, { ...times, settle: times.settle / 2 }));
  });

  it('R8: use the oldest; otherwise "all use one book" is broken', () => {
    splits((seen, now, times) => {
      const newest = [...seen].sort((a, b) => b.bornAt - a.bornAt).slice(0, 1);
      return whichBook(newest, now, times);
    });
  });
});
