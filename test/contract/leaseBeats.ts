import { expect } from 'chai';
import { at, textAt } from '../support/json.ts';
import type { MakeWorld } from '../support/world.ts';
import { eachRound, holdersOf, listed, makeArena, move, outcome, prize, RACE_MS } from './leaseStage.ts';
import { makeNetwork, makePort, ok, onStage, until } from './stage.ts';

/** By what the holder of a lease shows that it is alive. */
export function describeLeaseBeats(makeWorld: MakeWorld): void {
  describe('beats of leases', function () {
    this.timeout(RACE_MS);
    const stage = onStage(makeWorld);

    /** Does something in a later second than the port's last change; true when that gave it a later `updated_at`. */
    async function shows(id: string, change: () => Promise<unknown>): Promise<boolean> {
      const { wire } = stage();
      const get = () => wire.send('network', 'GET', `/ports/${id}`);
      const seen = await until(get, ({ body, headers }) => {
        return Date.parse(headers.get('date') ?? '') > Date.parse(textAt(body, 'port', 'updated_at'));
      });
      await change();
      const before = Date.parse(textAt(seen.body, 'port', 'updated_at'));
      return Date.parse(textAt((await get()).body, 'port', 'updated_at')) > before;
    }

    it('are seen by updated_at for every text and address that is written, the same or not', async () => {
      const { wire } = stage();
      const { networkId, subnetId } = await makeNetwork(wire, 'written');
      const same = { name: 'n', description: 'd', fixed_ips: [{ subnet_id: subnetId, ip_address: '10.9.0.50' }] };
      const id = await makePort(wire, networkId, same);
      for (const [field, value] of [...Object.entries(same), ['description', 'new']]) {
        const write = () => ok(wire, 'network', 'PUT', `/ports/${id}`, { port: { [String(field)]: value } });
        expect(await shows(id, write), JSON.stringify({ [String(field)]: value })).to.equal(true);
      }
    });

    it('are seen for a tag that is new, not for one that is there, so a beat must not be a tag', async () => {
      const { wire } = stage();
      const id = await makePort(wire, (await makeNetwork(wire, 'tagged')).networkId);
      const tag = (path: string, body?: unknown) => () => ok(wire, 'network', 'PUT', `/ports/${id}/tags${path}`, body);
      expect(await shows(id, tag('/beat'))).to.equal(true);
      expect(await shows(id, tag('/beat'))).to.equal(false);
      expect(await shows(id, tag('', { tags: ['beat'] }))).to.equal(false);
      expect(await shows(id, tag('', { tags: ['beat', 'more'] }))).to.equal(true);
    });

    it('and a move of one port at once are both kept, and the next listing shows them', async () => {
      const { wire } = stage();
      const arena = await makeArena(wire, 'both');
      const id = await makePort(wire, arena.networkId);
      await eachRound(async (round) => {
        const description = `beat ${round}`;
        const replies = await Promise.all([
          wire.send('network', 'PUT', `/ports/${id}`, { port: { description } }),
          move(wire, arena, id, prize(round)),
        ]);
        expect(replies.map(outcome)).to.deep.equal(['won', 'won']);
        expect(await listed(wire, arena.networkId)).to.deep.equal([{ id, addresses: [prize(round)] }]);
        expect(at(await ok(wire, 'network', 'GET', `/ports/${id}`), 'port', 'description')).to.equal(description);
      });
    });

    it('leave a move as it is: the first listing after its answer shows it', async () => {
      const { wire } = stage();
      const arena = await makeArena(wire, 'shown');
      const id = await makePort(wire, arena.networkId);
      await eachRound(async (round) => {
        expect(outcome(await move(wire, arena, id, prize(round)))).to.equal('won');
        expect(holdersOf(await listed(wire, arena.networkId), prize(round))).to.deep.equal([id]);
      });
    });
  });
}
