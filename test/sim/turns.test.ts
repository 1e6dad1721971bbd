import { expect } from 'chai';
import { startSim } from '../../src/sim/cloud.ts';
import { claim, drop, move, outcome } from '../contract/leaseStage.ts';
import { makeNetwork, makePort } from '../contract/stage.ts';
import { textAt } from '../support/json.ts';
import { makeWorldOn } from '../support/simWorld.ts';
import { connectWire, type Wire } from '../support/wire.ts';

const ROUNDS = 30;

/** Plays with a caller in a cloud of its own. */
async function inCloud<T>(jumbleMs: number | undefined, play: (wire: Wire) => Promise<T>): Promise<T> {
  const sim = await startSim({ speed: Infinity, seed: 3, ...(jumbleMs === undefined ? {} : { jumbleMs }) });
  try {
    const world = await makeWorldOn(sim);
    const result = await play(await connectWire(world.cloudsYaml, world.cloud));
    await world.dispose();
    return result;
  } finally {
    await sim.close();
  }
}

/** What became of a claim for an address while its holder was deleted, in each of many rounds. */
async function claimsAgainstDeletion(wire: Wire): Promise<Set<string>> {
  const network = await makeNetwork(wire, 'contended');
  const id = await makePort(wire, network.networkId, { fixed_ips: [{ ip_address: '10.9.0.20' }] });
  const seen = new Set<string>();
  for (let round = 0; round < ROUNDS; round += 1) {
    const address = `10.9.0.${100 + round}`;
    const holder = textAt((await claim(wire, network, address)).body, 'port', 'id');
    const [, claimed] = await Promise.all([drop(wire, holder), move(wire, network, id, address)]);
    seen.add(outcome(claimed));
  }
  return seen;
}

describe('requests that come in together', () => {
  it('are carried out in any order when they are jumbled, so that both ends of a race are seen', async () => {
    expect([...(await inCloud(5, claimsAgainstDeletion))].sort()).to.deep.equal(['held', 'won']);
  });

  it('make different winners of one race when they are jumbled', async () => {
    const winners = await inCloud(5, async (wire) => {
      const network = await makeNetwork(wire, 'contended');
      const ids = await Promise.all(
        [20, 21, 22, 23].map((last) =>
          makePort(wire, network.networkId, { fixed_ips: [{ ip_address: `10.9.0.${last}` }] }),
        ),
      );
      const seen = new Set<number>();
      for (let round = 0; round < ROUNDS; round += 1) {
        const replies = await Promise.all(ids.map((id) => move(wire, network, id, `10.9.0.${200 + round}`)));
        seen.add(replies.findIndex((reply) => outcome(reply) === 'won'));
      }
      return seen;
    });
    expect(winners.size).to.be.greaterThan(1);
  });
});
