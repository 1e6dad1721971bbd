import { expect } from 'chai';
import { at, listAt, textAt } from '../support/json.ts';
import type { MakeWorld } from '../support/world.ts';
import { eachRound, RACE_MS } from './leaseStage.ts';
import { makeNetwork, ok, onStage } from './stage.ts';

const NAME = 'book';
const CIDR = '198.18.0.0/24';

/** The network in which leases stand: what several who make it at once can agree on. */
export function describeLeaseBooks(makeWorld: MakeWorld): void {
  describe('lease books', function () {
    this.timeout(RACE_MS);
    const stage = onStage(makeWorld);

    /** The subnets of all networks of the name, oldest first, by time and then by id. */
    async function books(): Promise<readonly { id: string; networkId: string }[]> {
      const { wire } = stage();
      const networks = listAt(await ok(wire, 'network', 'GET', `/networks?name=${NAME}`), 'networks');
      const ids = networks.map((network) => textAt(network, 'id'));
      const subnets = listAt(await ok(wire, 'network', 'GET', '/subnets'), 'subnets');
      const found = subnets.filter((subnet) => ids.includes(textAt(subnet, 'network_id')));
      const order = (subnet: unknown): string => `${textAt(subnet, 'created_at')} ${textAt(subnet, 'id')}`;
      const sorted = [...found].sort((one, other) => (order(one) < order(other) ? -1 : 1));
      return sorted.map((subnet) => ({ id: textAt(subnet, 'id'), networkId: textAt(subnet, 'network_id') }));
    }

    it('may stand side by side with one name and one block, and are found by the name', async () => {
      const { wire } = stage();
      const made = [await makeNetwork(wire, NAME, CIDR), await makeNetwork(wire, NAME, CIDR)];
      await makeNetwork(wire, 'other', CIDR);
      const ids = made.map(({ networkId }) => networkId);
      const found = listAt(await ok(wire, 'network', 'GET', `/networks?name=${NAME}`), 'networks');
      expect(found.map((network) => at(network, 'id'))).to.have.members(ids);
      for (const id of ids) await ok(wire, 'network', 'DELETE', `/networks/${id}`);
    });

    it('made by three at once end as one: all see the same as the oldest, and the others go', async () => {
      const { wire } = stage();
      await eachRound(async () => {
        const made = await Promise.all([1, 2, 3].map(() => makeNetwork(wire, NAME, CIDR)));
        const chosen = await Promise.all(
          made.map(async ({ networkId }) => {
            const oldest = (await books())[0]?.networkId;
            if (oldest !== networkId) await ok(wire, 'network', 'DELETE', `/networks/${networkId}`);
            return oldest;
          }),
        );
        expect(new Set(chosen)).to.have.property('size', 1);
        expect((await books()).map(({ networkId }) => networkId)).to.deep.equal([chosen[0]]);
        await ok(wire, 'network', 'DELETE', `/networks/${chosen[0]}`);
      });
    });
  });
}
