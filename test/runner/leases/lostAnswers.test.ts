import { expect } from 'chai';
import { enter, type Admitted } from '../../../src/runner/leases/gate.ts';
import { lookAt } from '../../../src/runner/leases/look.ts';
import type { Book, BookTools } from '../../../src/runner/leases/parts.ts';
import { removeTicket } from '../../../src/runner/leases/ticketDeeds.ts';
import type { Mishap, ScriptRule } from '../../../src/sim/core/script.ts';
import { makeBookStage, type BookStage } from './bookStage.ts';
import { atGate, wishOf, type AtGate } from './gateStage.ts';

const FIRST = 'tabcdefghia';
const SECOND = 'tabcdefghib';

/** Milliseconds, with the usual time to live. */
const LONGEST_REQUEST = 170_000;

const LOST: Mishap = { do: 'lose' };
const NEVER: Mishap = { do: 'reset' };
const LATE: Mishap = { do: 'late', ms: Infinity, cut: true };

describe('an answer of the lease book that is lost', () => {
  let stage: BookStage;
  let party: BookTools;
  let book: Book;
  let gate: AtGate;
  let admitted: Admitted | undefined;
  /** What happens when a ticket of the second name is about to be asked for. */
  let secondAsked: () => void;

  beforeEach(async () => {
    stage = await makeBookStage();
    party = await stage.party();
    book = await stage.book();
    gate = atGate(party, book, {
      async asks(cluster) {
        gate.asked.push(cluster);
        if (cluster === SECOND) secondAsked();
      },
    });
    secondAsked = () => undefined;
    admitted = undefined;
  });

  afterEach(async () => {
    admitted?.holding.end();
    await stage.dispose();
  });

  const script = (...rules: readonly ScriptRule[]): void => stage.world.sim.script(rules);
  const nth = (method: string, which: number, then: Mishap, times = 1): ScriptRule => ({
    when: { method, path: /\/ports/, nth: which, times },
    then,
  });

  async function go(): Promise<Admitted> {
    admitted = await stage.time.until(enter(wishOf(FIRST), gate.tools, new AbortController().signal));
    return admitted;
  }

  const standing = (): string[] => stage.standing().map((one) => `${one.cluster} ${one.at}`);
  /** Ids in the order of the requests that name one, each once. */
  const named = (method: string): string[] => [
    ...new Set(stage.requests(method).map((one) => /\/ports\/([^/?]+)/.exec(one.path)?.[1] ?? '')),
  ];

  /** The usual end of a dead ticket: a new one is in the slot, and the old one was asked nothing but to go. */
  async function expectReplaced(): Promise<void> {
    expect(await go()).to.include({ cluster: SECOND, slot: 1 });
    expect(gate.asked).to.deep.equal([FIRST, SECOND]);
    expect(standing()).to.deep.equal([`${SECOND} slot 1`]);
    expect(gate.waited[0]?.why).to.match(/move of its ticket was not answered; it takes a new one$/);
  }

  for (const [goal, put] of [
    ['the turnstile', 1],
    ['a slot', 2],
  ] as const) {
    describe(`to a move to ${goal}`, () => {
      it('counts as done where the ticket is seen there', async () => {
        script(nth('PUT', put, LOST));
        expect(await go()).to.include({ cluster: FIRST, slot: 1 });
        expect(stage.requests('PUT')).to.have.length(2);
        expect(standing()).to.deep.equal([`${FIRST} slot 1`]);
      });

      it('counts as done where the answer breaks off, and nothing is sent twice', async () => {
        script(nth('PUT', put, { do: 'cut' }));
        expect(await go()).to.include({ cluster: FIRST, slot: 1 });
        expect(stage.requests('PUT')).to.have.length(2);
      });

      it('counts as done where it happens while it still may', async () => {
        script(nth('PUT', put, { do: 'late', ms: 165_000, cut: true }));
        expect(await go()).to.include({ cluster: FIRST, slot: 1 });
        expect(standing()).to.deep.equal([`${FIRST} slot 1`]);
      });

      it('makes the ticket dead where it is not seen there in time: deleted, never moved again, a new name, the old place in line', async () => {
        script(nth('PUT', put, NEVER));
        const before = stage.time.steady();
        await expectReplaced();
        expect(stage.time.steady() - before).to.be.at.least(LONGEST_REQUEST);
        const [dead = '', living = ''] = named('PUT');
        expect(stage.requests('PUT', new RegExp(dead)).filter((one) => one.status !== 200)).to.have.length(1);
        expect(stage.requests('PUT', new RegExp(dead)).at(-1)?.status).to.equal(undefined);
        expect(named('DELETE')).to.deep.equal([dead]);
        expect(stage.port(living)?.description).to.include(' q=1000000 ');
        expect(admitted?.holding.id).to.equal(living);
      });

      it('makes it dead as well after a 503: a proxy says it of what may have happened', async () => {
        script(nth('PUT', put, { do: 'answer', status: 503 }));
        await expectReplaced();
      });

      it('harms nobody when the move happens after all: what it would move is gone', async () => {
        script(nth('PUT', put, LATE));
        await expectReplaced();
        expect(stage.world.sim.land()).to.equal(1);
        expect(standing()).to.deep.equal([`${SECOND} slot 1`]);
        admitted?.holding.check();
      });

      it('harms nobody when, besides, nobody hears of the deletion: the process removes it where it turns up', async () => {
        secondAsked = () => {
          stage.world.sim.land();
          expect(standing()).to.deep.equal([`${FIRST} ${put === 1 ? 'turnstile' : 'slot 1'}`]);
        };
        script(nth('PUT', put, LATE), nth('DELETE', 1, NEVER, 6));
        await expectReplaced();
      });

      it('makes the ticket dead where nobody can look, wherever it stands', async () => {
        secondAsked = () => script();
        script(nth('PUT', put, LOST), nth('GET', put + 1, { do: 'answer', status: 503 }, Infinity));
        await expectReplaced();
      });
    });
  }

  describe('to the request for a ticket', () => {
    it('counts as done where the ticket is seen', async () => {
      script(nth('POST', 1, LOST));
      expect(await go()).to.include({ cluster: FIRST, slot: 1 });
      expect(stage.requests('POST')).to.have.length(1);
    });

    it('counts as done where the answer breaks off and the ticket is seen', async () => {
      script(nth('POST', 1, { do: 'cut' }));
      expect(await go()).to.include({ cluster: FIRST, slot: 1 });
      expect(stage.requests('POST')).to.have.length(1);
    });

    it('leads to a new name where none is seen, with the old place in line', async () => {
      script(nth('POST', 1, NEVER));
      expect((await go()).cluster).to.equal(SECOND);
      expect(gate.asked).to.deep.equal([FIRST, SECOND]);
      expect(stage.port(admitted?.holding.id ?? '')?.description).to.include(' q=1000000 ');
    });

    it('counts as done where it happens while it still may', async () => {
      script(nth('POST', 1, { do: 'late', ms: 165_000, cut: true }));
      expect(await go()).to.include({ cluster: FIRST, slot: 1 });
      expect(stage.requests('POST')).to.have.length(1);
    });

    it('leads to a new name, and the old ticket is deleted where it turns up', async () => {
      secondAsked = () => stage.world.sim.land();
      script(nth('POST', 1, LATE));
      expect((await go()).cluster).to.equal(SECOND);
      expect(standing()).to.deep.equal([`${SECOND} slot 1`]);
    });
  });

  describe('to a beat', () => {
    it('undoes nothing that is written later, when it comes late', async () => {
      const holding = await stage.held(book, FIRST, { is: 'slot', slot: 1 }, {}, party);
      script(nth('PUT', 1, { do: 'late', ms: 165_000, cut: true }));
      await stage.time.pass(61_000);
      await stage.time.until(holding.write({ keptUntil: 9_000_000_000_000 }));
      holding.end();
      await stage.time.pass(200_000);
      expect(stage.world.sim.land(), 'what is still held back').to.equal(0);
      await lookAt(party.session, book);
      expect(stage.port(holding.id)?.description).to.include(' k=9000000000000 ');
    });
  });

  describe('to the deletion of a ticket', () => {
    it('is asked for again until Neutron says that there is none', async () => {
      const id = await stage.ticket(book, FIRST, { is: 'slot', slot: 1 });
      script(nth('DELETE', 1, LOST), nth('DELETE', 2, { do: 'answer', status: 503 }));
      expect(await stage.time.until(removeTicket(party.session, id, party.clock))).to.equal(true);
      expect(standing()).to.deep.equal([]);
      expect(stage.requests('DELETE').at(-1)?.status).to.equal(404);
    });

    it('is given up, and said, when it never comes', async () => {
      const id = await stage.ticket(book, FIRST, { is: 'slot', slot: 1 });
      script(nth('DELETE', 1, NEVER, Infinity));
      expect(await stage.time.until(removeTicket(party.session, id, party.clock))).to.equal(false);
    });
  });
});
