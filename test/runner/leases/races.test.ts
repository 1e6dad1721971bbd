import { expect } from 'chai';
import * as fc from 'fast-check';
import { BOOK } from '../../../src/admission/places.ts';
import type { Slot } from '../../../src/admission/ticket.ts';
import { says } from '../../../src/model/error.ts';
import { openBook } from '../../../src/runner/leases/books.ts';
import { enter, type Admitted } from '../../../src/runner/leases/gate.ts';
import { hold, type Holding } from '../../../src/runner/leases/holding.ts';
import type { Book, BookTools } from '../../../src/runner/leases/parts.ts';
import { takeOver } from '../../../src/runner/leases/warden.ts';
import type { WardenTools } from '../../../src/runner/leases/wardenTools.ts';
import { makeBookStage, type BookStage } from './bookStage.ts';
import { contender, courses, pausedCourses, runCourse, type Course } from './contenders.ts';
import { atGate, wishOf } from './gateStage.ts';
import { seen, wardenOf } from './wardenStage.ts';

const VICTIM = 'tdeaddeadda';
/** Seconds, with the usual time to live. */
const SILENT = 905;
/** A pause of this many seconds outlives everybody's trust, and then everybody's time to live. */
const LONG_PAUSE = 1000;
/** Milliseconds after which all that could happen has happened. */
const LONGEST_MS = 2_000_000;

describe('a race in the lease book, whatever the order of requests and answers', function () {
  this.timeout(60_000);
  let stage: BookStage;
  let parties: readonly BookTools[];

  before(async () => {
    stage = await makeBookStage();
    parties = [await stage.party(), await stage.party(), await stage.party(), await stage.party()];
  });

  after(() => stage.dispose());

  async function race(runs: number, how: fc.Arbitrary<Course>, play: (course: Course) => Promise<void>): Promise<void> {
    const property = fc.asyncProperty(how, async (course) => {
      try {
        await play(course);
      } catch (error) {
        throw new Error(`${says(error)}\n${String(course.scheduler)}`, { cause: error });
      } finally {
        empty();
      }
    });
    await fc.assert(property, { numRuns: runs, endOnFailure: true });
  }

  /** Takes every book and what stands in it out of the cloud's tables. */
  function empty(): void {
    const { networks, subnets, ports } = stage.world.sim.world;
    for (const network of [...networks.values()].filter((one) => one.name === BOOK.name)) {
      networks.delete(network.id);
      for (const one of [...subnets.values(), ...ports.values()]) {
        if (one.networkId !== network.id) continue;
        subnets.delete(one.id);
        ports.delete(one.id);
      }
    }
  }

  const contenders = (count: number, course: Course): readonly BookTools[] =>
    parties.slice(0, count).map((party, index) => contender('ABCD'.charAt(index), party, course));

  /** Nothing stands where something else stands. */
  function expectOnePerAddress(): void {
    const places = stage
      .standing()
      .map((one) => one.at)
      .filter((at) => at !== 'waiting');
    expect(places, JSON.stringify(stage.standing())).to.deep.equal([...new Set(places)]);
  }

  describe('for the book', () => {
    it('leaves one book, on which all makers agree', () =>
      race(30, courses(300), async (course) => {
        const opening = contenders(3, course).map((own) =>
          openBook(own, new AbortController().signal, () => Promise.resolve()),
        );
        const books = await runCourse(Promise.all(opening), course, stage.time);
        const standing = [...stage.world.sim.world.networks.values()].filter((one) => one.name === BOOK.name);
        expect(books.map((book) => book.networkId)).to.deep.equal(Array(3).fill(standing[0]?.id));
        expect(standing).to.have.length(1);
      }));
  });

  describe('of moves to one place', () => {
    const goals = [{ is: 'turnstile' }, { is: 'slot', slot: 1 }] as const;
    for (const goal of goals) {
      it(`${goal.is === 'slot' ? 'a slot' : 'the turnstile'} has one winner; the others stayed where they were`, () =>
        race(20, courses(60), async (course) => {
          const book = await stage.book();
          const holdings = await Promise.all(
            contenders(4, course).map((own, index) => held(own, book, `tnamename${'abcd'.charAt(index)}a`)),
          );
          const moves = await runCourse(
            Promise.all(holdings.map((one) => one.move(goal))),
            course,
            stage.time,
            expectOnePerAddress,
          );
          for (const one of holdings) one.end();
          expect([...moves].sort()).to.deep.equal(['moved', 'stayed', 'stayed', 'stayed']);
          const at = stage.standing().find((one) => one.id === holdings[moves.indexOf('moved')]?.id)?.at;
          expect(at).to.equal(goal.is === 'slot' ? 'slot 1' : 'turnstile');
        }));
    }

    async function held(own: BookTools, book: Book, cluster: string): Promise<Holding> {
      const sentAt = own.steady();
      const id = await stage.ticket(book, cluster, { is: 'waiting' });
      return hold({ id, text: await seen(stage.own, book, id), sentAt, book }, own);
    }
  });

  describe('of whole runs for three slots', () => {
    it('lets three in, each to its own slot, and lets the fourth wait', () =>
      race(20, courses(60), async (course) => {
        const { admitted, waiting } = await fourRuns(course);
        expect(admitted.map((one) => one.slot).sort()).to.deep.equal([1, 2, 3]);
        expect(waiting).to.equal(1);
      }));

    it('lets no two believe that they hold one slot, also where all pause for longer than they may live', () =>
      race(20, courses(LONG_PAUSE), async (course) => {
        await fourRuns(course);
      }));

    it('frees the slot of one that stood still for too long, cleans nobody who trusts its lease, and lets the fourth in', () =>
      race(6, pausedCourses(), async (course) => {
        const { admitted, waiting } = await fourRuns(course, 4);
        const paused = `tnamename${(course.pause?.who ?? '').toLowerCase()}`;
        const overtaken = admitted.some((one) => one.cluster.startsWith(paused) && !believes(one));
        if (overtaken) expect(waiting).to.equal(0);
      }));

    /**
     * Four runs of one cluster each, until so many are in, or nothing can be expected any more. After each step no two may
     * believe that they hold one slot.
     */
    async function fourRuns(course: Course, most = 3): Promise<{ admitted: readonly Admitted[]; waiting: number }> {
      const book = await stage.book();
      const stop = new AbortController();
      const admitted: Admitted[] = [];
      let enough = (): void => undefined;
      const full = new Promise<void>((resolve) => (enough = resolve));
      const entering = contenders(4, course).map((own, index) => {
        const { tools } = atGate(own, book, {
          async takeOver(victim, _view, _says, signal) {
            if (victim.place.is === 'slot') await takeOver(victim, victim.place.slot, 'silent', warden(own), signal);
          },
        });
        const wish = wishOf(`tnamename${'abcd'.charAt(index)}a`, { queuedAt: index % 2 });
        return enter(wish, tools, stop.signal).then((one) => {
          admitted.push(one);
          if (admitted.length === most) enough();
        });
      });
      const warden = (own: BookTools): WardenTools =>
        wardenOf(own, book, {
          async clean(victim) {
            const trusting = admitted.filter(believes).map((one) => one.holding.id);
            expect(trusting, 'who trust their leases').to.not.include(victim.id);
            return [];
          },
        }).tools;
      const all = Promise.allSettled(entering);
      const watch = (): void => {
        expectOnePerAddress();
        const slots = admitted.filter(believes).map((one) => one.slot);
        expect(slots, 'believed to be held').to.deep.equal([...new Set(slots)]);
      };
      await runCourse(Promise.race([full, all, stage.time.clock.sleep(LONGEST_MS)]), course, stage.time, watch);
      const waiting = 4 - admitted.length;
      stop.abort(new Error('enough'));
      for (const one of admitted) one.holding.end();
      const ends = await runCourse(all, course, stage.time, watch);
      for (const end of ends) if (end.status === 'rejected') expect(says(end.reason)).to.equal('enough');
      return { admitted, waiting };
    }

    function believes({ holding }: Admitted): boolean {
      try {
        holding.check();
        return true;
      } catch {
        return false;
      }
    }
  });

  describe('of wardens for one slot', () => {
    it('gives the place to one of them; the slot is freed, and nothing of them stays', () =>
      race(20, courses(60), async (course) => {
        const book = await stage.book();
        const slot: Slot = 2;
        const id = await stage.ticket(book, VICTIM, { is: 'slot', slot });
        stage.age(id, SILENT);
        const victim = await seen(stage.own, book, id);
        let cleaning = 0;
        const coming = contenders(3, course).map((own, index) => {
          const { tools } = wardenOf(own, book, {
            holder: 'ABC'.charAt(index),
            async clean() {
              cleaning += 1;
              expect(cleaning, 'who clean at once').to.equal(1);
              await own.session.request({ service: 'network', method: 'GET', path: '/networks' });
              cleaning -= 1;
              return [];
            },
          });
          return takeOver(victim, slot, 'silent', tools, new AbortController().signal).then(
            (left) => left ?? 'freed',
            (error: unknown) => says(error),
          );
        });
        const ends = await runCourse(Promise.all(coming), course, stage.time, expectOnePerAddress);
        expect(ends.filter((end) => end === 'freed')).to.have.length(1);
        for (const end of ends)
          expect(end).to.match(/^(freed|the slot was freed by somebody else|[ABC] has come for tdeaddeadda already)$/);
        expect(stage.standing()).to.deep.equal([]);
      }));
  });
});
