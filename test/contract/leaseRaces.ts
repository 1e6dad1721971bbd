import { expect } from 'chai';
import { textAt } from '../support/json.ts';
import type { Reply } from '../support/wire.ts';
import type { MakeWorld } from '../support/world.ts';
import { claim, drop, eachRound, holdersOf, listed, makeArena, move, outcome, prize, RACE_MS } from './leaseStage.ts';
import { makeNetwork, makePort, ok, onStage } from './stage.ts';

/** Who wins an address when several want it at once. */
export function describeLeaseRaces(makeWorld: MakeWorld): void {
  describe('races of leases', function () {
    this.timeout(RACE_MS);
    const stage = onStage(makeWorld);
    const waiting = (networkId: string, count: number): Promise<string[]> =>
      Promise.all(
        Array.from({ length: count }, (_, index) =>
          makePort(stage().wire, networkId, { fixed_ips: [{ ip_address: `10.9.0.${100 + index}` }] }),
        ),
      );
    const sorted = (replies: readonly Reply[]): string[] => replies.map(outcome).sort();

    it('for the turnstile: of eight that move there one gets in, the others hear that it is held', async () => {
      const { wire } = stage();
      const arena = await makeArena(wire, 'turnstile');
      const ids = await waiting(arena.networkId, 8);
      await eachRound(async (round) => {
        const replies = await Promise.all(ids.map((id) => move(wire, arena, id, prize(round))));
        expect(sorted(replies)).to.deep.equal([...Array<string>(7).fill('held'), 'won']);
        const winner = ids[replies.findIndex((reply) => outcome(reply) === 'won')];
        expect(holdersOf(await listed(wire, arena.networkId), prize(round))).to.deep.equal([winner]);
      });
    });

    it('for a slot: of two that move there and two that are made there one has it', async () => {
      const { wire } = stage();
      const arena = await makeArena(wire, 'slot');
      const ids = await waiting(arena.networkId, 2);
      await eachRound(async (round) => {
        const address = prize(round);
        const moves = ids.map((id) => move(wire, arena, id, address));
        const claims = await Promise.all([claim(wire, arena, address), claim(wire, arena, address)]);
        expect(sorted([...(await Promise.all(moves)), ...claims])).to.deep.equal(['held', 'held', 'held', 'won']);
        expect(holdersOf(await listed(wire, arena.networkId), address)).to.have.length(1);
        const made = claims.filter((reply) => reply.status === 201);
        await Promise.all(made.map((reply) => drop(wire, textAt(reply.body, 'port', 'id'))));
      });
    });

    it("for a warden's place: of four that are made there one stands, and none of the others is left anywhere", async () => {
      const { wire } = stage();
      const arena = await makeArena(wire, 'warden');
      await eachRound(async (round) => {
        const replies = await Promise.all([1, 2, 3, 4].map(() => claim(wire, arena, prize(round))));
        expect(sorted(replies)).to.deep.equal(['held', 'held', 'held', 'won']);
        const winner = replies.find((reply) => outcome(reply) === 'won');
        const id = textAt(winner?.body, 'port', 'id');
        expect(await listed(wire, arena.networkId)).to.deep.equal([{ id, addresses: [prize(round)] }]);
        await drop(wire, id);
      });
    });

    it('never have two winners when the holder is deleted meanwhile; where none won, the next claim does', async () => {
      const { wire } = stage();
      const arena = await makeArena(wire, 'deleted');
      const ids = await waiting(arena.networkId, 2);
      await eachRound(async (round) => {
        const address = prize(round);
        const holder = textAt((await claim(wire, arena, address)).body, 'port', 'id');
        const deletion = drop(wire, holder);
        const replies = await Promise.all(ids.map((id) => move(wire, arena, id, address)));
        expect((await deletion).status).to.equal(204);
        expect(['held,held', 'held,won']).to.include(sorted(replies).join());
        const won = sorted(replies).includes('won');
        if (!won) expect(outcome(await move(wire, arena, ids[0] ?? '', address))).to.equal('won');
        expect(holdersOf(await listed(wire, arena.networkId), address)).to.have.length(1);
      });
    });

    it('never show two holders, nor a port without an address, while one moves off and another claims', async () => {
      const { wire } = stage();
      const arena = await makeArena(wire, 'moving');
      const [holder = '', other = ''] = await waiting(arena.networkId, 2);
      await eachRound(async (round) => {
        const address = prize(round);
        await move(wire, arena, holder, address);
        await move(wire, arena, other, '10.9.0.101');
        const moves = [move(wire, arena, holder, '10.9.0.100'), move(wire, arena, other, address)] as const;
        const looks = await Promise.all([1, 2, 3, 4].map(() => listed(wire, arena.networkId)));
        const [off, on] = await Promise.all(moves);
        expect(outcome(off)).to.equal('won');
        expect(['won', 'held']).to.include(outcome(on));
        for (const ports of [...looks, await listed(wire, arena.networkId)]) {
          expect(ports.map(({ addresses }) => addresses.length)).to.deep.equal([1, 1]);
          expect(holdersOf(ports, address).length).to.be.lessThan(2);
        }
      });
    });

    it('between a new port and the end of its network never give both', async () => {
      const { wire } = stage();
      await eachRound(async (round) => {
        const { networkId } = await makeNetwork(wire, 'ending');
        const path = `/networks/${networkId}`;
        const end = () => wire.send('network', 'DELETE', path);
        const [made, ended] = await Promise.all([
          wire.send('network', 'POST', '/ports', { port: { network_id: networkId } }),
          // Every other time a little later, so that both may be first.
          round % 2 === 0 ? end() : wire.send('network', 'GET', path).then(end),
        ]);
        expect(`${made.status === 201} ${ended.status === 204}`).to.not.equal('true true');
        const network = await wire.send('network', 'GET', path);
        expect(network.status).to.equal(ended.status === 204 ? 404 : 200);
        expect(await listed(wire, networkId)).to.have.length(made.status === 201 ? 1 : 0);
        if (made.status === 201) await drop(wire, textAt(made.body, 'port', 'id'));
        if (ended.status !== 204) await ok(wire, 'network', 'DELETE', path);
      });
    });
  });
}
