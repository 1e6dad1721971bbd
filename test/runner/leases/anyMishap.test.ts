import { expect } from 'chai';
import * as fc from 'fast-check';
import { enter } from '../../../src/runner/leases/gate.ts';
import { says } from '../../../src/model/error.ts';
import type { Mishap, ScriptRule } from '../../../src/sim/core/script.ts';
import { makeBookStage, type BookStage } from './bookStage.ts';
import { atGate, wishOf } from './gateStage.ts';

/** What may become of one request of the protocol. */
const mishap: fc.Arbitrary<Mishap> = fc.oneof(
  fc.constantFrom<Mishap[]>(
    { do: 'lose' },
    { do: 'reset' },
    { do: 'cut' },
    { do: 'answer', status: 503 },
    { do: 'answer', status: 429 },
    { do: 'late', ms: Infinity, cut: true },
  ),
  fc.integer({ min: 1, max: 400 }).map((s): Mishap => ({ do: 'late', ms: s * 1000, cut: true })),
);

const rule: fc.Arbitrary<ScriptRule> = fc
  .record({
    method: fc.constantFrom('POST', 'PUT', 'PUT', 'DELETE', 'GET'),
    nth: fc.integer({ min: 1, max: 8 }),
    times: fc.constantFrom(1, 1, 2, 5),
    then: mishap,
  })
  .map(({ then, ...when }) => ({ when: { ...when, path: /\/ports/ }, then }));

describe('whatever becomes of the requests of two runs', function () {
  this.timeout(60_000);

  it('each is admitted to a slot of its own, and nothing that happens late takes it away', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(rule, { minLength: 1, maxLength: 6 }), async (rules) => {
        const stage = await makeBookStage();
        try {
          await play(stage, rules);
        } finally {
          await stage.dispose();
        }
      }),
      { numRuns: 15, endOnFailure: true },
    );
  });
});

async function play(stage: BookStage, rules: readonly ScriptRule[]): Promise<void> {
  const { time, world } = stage;
  const book = await stage.book();
  const gates = [atGate(await stage.party(), book), atGate(await stage.party(), book)];
  world.sim.script(rules);
  const wishes = [wishOf('taaaaaaaaaa'), wishOf('tbbbbbbbbba', { queuedAt: 1_000_001 })];
  const entering = gates.map((gate, index) =>
    enter(wishes[index] ?? wishOf('tcccccccccc'), gate.tools, new AbortController().signal),
  );
  const admitted = await time.until(Promise.all(entering));
  try {
    world.sim.script([]);
    world.sim.land();
    await time.pass(400_000);
    world.sim.land();
    const standing = stage.standing();
    for (const { holding, slot, cluster } of admitted) {
      // Beats that fail for long enough end the trust of the first while the second still comes: that alone may happen.
      if (holding.lost.aborted) expect(says(holding.lost.reason)).to.include('nothing was heard from the lease book');
      const there = standing.find((one) => one.id === holding.id);
      expect(there).to.deep.equal({ id: holding.id, cluster, at: `slot ${slot}` });
    }
    expect(new Set(admitted.map((one) => one.slot)).size).to.equal(2);
  } finally {
    for (const { holding } of admitted) holding.end();
  }
}
