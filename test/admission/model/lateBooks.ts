import { whichBook, type BookCandidate, type WhichBook } from '../../../src/admission/book.ts';
import type { LeaseTimes } from '../../../src/admission/times.ts';
import type { Broken, Happening, System } from './explore.ts';
import { ago, NOW, ripe, TICK, TIMES } from './ticks.ts';

/** A lease book: one network with its subnet. */
interface Book {
  readonly maker: number;
  /** Ticks since its stamp. */
  readonly age: number;
  /** Ticks it has been on its way into the listings; −1: it is in sight. */
  readonly hidden: number;
  readonly tickets: number;
}

/** A run that opens the book (openBook). */
interface Maker {
  readonly does: 'look' | 'make' | 'use' | 'remove' | 'inLine' | 'refused';
  readonly made: boolean;
  /** The maker of the book that it decided to use. */
  readonly book: number;
}

interface State {
  readonly makers: readonly Maker[];
  readonly books: readonly Book[];
}

/** So many ticks a stamp or a clock may be wrong, and a book hidden. Settling is longer than all of them together. */
const SKEW = 1;
const HIDDEN = 1;
const BOOK_TIMES: LeaseTimes = { ...TIMES, settle: (1 + SKEW + HIDDEN + SKEW) * TICK };

export type BookPromise = 'all use one book' | 'nobody is refused';
export type WhichRule = (candidates: readonly BookCandidate[], now: number, times: LeaseTimes) => WhichBook;

/**
 * Runs that find no book, and make one. Stamps and clocks are wrong by a tick, and a stamped book comes into sight a tick
 * later, or at once; everybody may pause at every moment.
 */
export function books(
  runs: number,
  rule: WhichRule = whichBook,
  promises: readonly BookPromise[] = ['all use one book', 'nobody is refused'],
): System<State, Happening<State>, BookPromise> {
  const maker: Maker = { does: 'look', made: false, book: -1 };
  return {
    first: { makers: Array.from({ length: runs }, () => maker), books: [] },
    from: (state) => [
      ...state.makers.flatMap((one, at) => makerSteps(state, one, at, rule)),
      ...state.books.flatMap((book): readonly Happening<State>[] =>
        book.hidden < 0 ? [] : [{ what: `book ${book.maker} comes into sight`, kind: 'work', next: seen(state, book) }],
      ),
      { what: 'a tick', kind: 'tick', next: tick(state) },
    ],
    key: (_before, state) => JSON.stringify([state.makers.map(Object.values), state.books.map(Object.values)]),
    brokenBy: () => undefined,
    brokenIn: (state) => brokenIn(state).find((broken) => promises.includes(broken.promise)),
    isOver: (state) => state.makers.every((one) => one.does === 'inLine' || one.does === 'refused'),
  };
}

function brokenIn({ makers }: State): readonly Broken<BookPromise>[] {
  const broken: Broken<BookPromise>[] = [];
  const used = new Set(makers.filter((one) => one.does === 'inLine').map((one) => one.book));
  if (used.size > 1) broken.push({ promise: 'all use one book', says: `books ${[...used].join(' and ')} are used` });
  const refused = makers.findIndex((one) => one.does === 'refused');
  if (refused >= 0) broken.push({ promise: 'nobody is refused', says: `run ${refused} sees leases in two books` });
  return broken;
}

function makerSteps(state: State, maker: Maker, at: number, rule: WhichRule): readonly Happening<State>[] {
  const become = (what: string, change: Partial<Maker>, from = state): Happening<State> => ({
    what: `${at} ${what}`,
    kind: 'act',
    next: { ...from, makers: from.makers.map((one, other) => (other === at ? { ...one, ...change } : one)) },
  });
  switch (maker.does) {
    case 'look':
      return [0, -SKEW, SKEW].flatMap((skew) => {
        const which = rule(inSight(state), NOW + skew * TICK, BOOK_TIMES);
        if (which.is === 'settling') return [];
        if (which.is === 'none') return maker.made ? [] : [become('sees no book', { does: 'make' })];
        if (which.is === 'split') return [become('is refused', { does: 'refused' })];
        const book = Number(which.book.subnetId);
        return [become(`sees that it is book ${book}`, { does: maker.made && book !== at ? 'remove' : 'use', book })];
      });
    case 'make':
      return [-SKEW, 0, SKEW].flatMap((skew) =>
        [-1, 0].map((hidden) => {
          const book: Book = { maker: at, age: -skew, hidden, tickets: 0 };
          const says = `makes a book${hidden < 0 ? '' : ' out of sight'}, stamped ${skew}`;
          return become(says, { does: 'look', made: true }, { ...state, books: [...state.books, book] });
        }),
      );
    case 'remove':
      // Neutron refuses it while there are tickets in it.
      return [become('removes its own book', { does: 'use' }, without(state, at))];
    case 'use':
      return [use(state, maker, become)];
    case 'inLine':
    case 'refused':
      return [];
  }
}

function use(
  state: State,
  { book }: Maker,
  become: (what: string, change: Partial<Maker>, from?: State) => Happening<State>,
): Happening<State> {
  if (!state.books.some((one) => one.maker === book)) return become('finds its book gone', { does: 'look' });
  const taken = state.books.map((one) => (one.maker === book ? { ...one, tickets: 1 } : one));
  return become(`takes a ticket in book ${book}`, { does: 'inLine' }, { ...state, books: taken });
}

function inSight(state: State): readonly BookCandidate[] {
  return state.books
    .filter((book) => book.hidden < 0)
    .map(({ maker, age, tickets }) => ({
      networkId: String(maker),
      subnetId: String(maker),
      bornAt: ago(age),
      tickets,
    }));
}

function without(state: State, maker: number): State {
  return { ...state, books: state.books.filter((book) => book.maker !== maker || book.tickets > 0) };
}

function seen(state: State, book: Book): State {
  return { ...state, books: state.books.map((one) => (one === book ? { ...book, hidden: -1 } : one)) };
}

/** Ages keep their differences: they all grow, and all stop when the youngest makes no difference any more. */
function tick(state: State): State {
  const most = ripe(BOOK_TIMES.settle) + SKEW;
  const stops = state.books.length > 0 && state.books.every((book) => book.age >= most);
  return {
    ...state,
    books: state.books.map((book) => {
      const hidden = book.hidden < 0 || book.hidden >= HIDDEN ? -1 : book.hidden + 1;
      return { ...book, hidden, age: stops ? book.age : book.age + 1 };
    }),
  };
}
