import { expect } from 'chai';
import { at, listAt, textAt } from '../support/json.ts';
import type { MakeWorld } from '../support/world.ts';
import { boot, makeNetwork, makePort, ok, onStage, serverOfImage, typeOf, untilGone } from './stage.ts';

/** A trunk holds its ports until it goes, and lets them go then. */
export function describeTrunks(makeWorld: MakeWorld): void {
  describe('trunks', function () {
    this.timeout(120_000);
    const stage = onStage(makeWorld);

    async function makeTrunk(port: string, wish: Record<string, unknown> = {}): Promise<string> {
      const body = await ok(stage().wire, 'network', 'POST', '/trunks', { trunk: { port_id: port, ...wish } });
      return textAt(body, 'trunk', 'id');
    }

    const vlan = (port: string, id: number): Record<string, unknown> => ({
      port_id: port,
      segmentation_type: 'vlan',
      segmentation_id: id,
    });

    it('are listed with their parent, their subports, description and project', async () => {
      const { wire } = stage();
      const { networkId } = await makeNetwork(wire, 'listed');
      const [parent, sub] = [await makePort(wire, networkId), await makePort(wire, networkId)];
      const id = await makeTrunk(parent, { name: 'one', description: 'text', sub_ports: [vlan(sub, 101)] });
      const trunks = listAt(await ok(wire, 'network', 'GET', '/trunks?limit=500&sort_key=id&sort_dir=asc'), 'trunks');
      const own = trunks.find((trunk) => at(trunk, 'id') === id);
      expect(own).to.include({ name: 'one', description: 'text', port_id: parent, project_id: wire.projectId });
      expect(listAt(own, 'sub_ports').map((one) => at(one, 'port_id'))).to.deep.equal([sub]);
      expect(at(own, 'revision_number')).to.be.a('number');
      expect(at(own, 'tags')).to.deep.equal([]);
    });

    it('hold their ports with 409 until they are gone themselves', async () => {
      const { wire } = stage();
      const { networkId } = await makeNetwork(wire, 'held');
      const [parent, sub] = [await makePort(wire, networkId), await makePort(wire, networkId)];
      const id = await makeTrunk(parent, { sub_ports: [vlan(sub, 102)] });
      const refused = [
        await wire.send('network', 'DELETE', `/ports/${parent}`),
        await wire.send('network', 'DELETE', `/ports/${sub}`),
      ];
      expect(refused.map((reply) => `${reply.status} ${String(typeOf(reply))}`)).to.deep.equal([
        '409 PortInUseAsTrunkParent',
        '409 PortInUseAsSubPort',
      ]);
      expect((await wire.send('network', 'DELETE', `/trunks/${id}`)).status).to.equal(204);
      expect((await wire.send('network', 'DELETE', `/trunks/${id}`)).status).to.equal(404);
      for (const port of [parent, sub])
        expect((await wire.send('network', 'DELETE', `/ports/${port}`)).status).to.equal(204);
    });

    it('take no port twice, and let a subport go without going themselves', async () => {
      const { wire } = stage();
      const { networkId } = await makeNetwork(wire, 'twice');
      const [parent, other, sub] = await Promise.all([1, 2, 3].map(() => makePort(wire, networkId)));
      const id = await makeTrunk(String(parent), { sub_ports: [vlan(String(sub), 103)] });
      const second = await wire.send('network', 'POST', '/trunks', { trunk: { port_id: parent } });
      expect(`${second.status} ${String(typeOf(second))}`).to.equal('409 ParentPortInUse');
      const twice = { trunk: { port_id: other, sub_ports: [vlan(String(sub), 104)] } };
      const taken = await wire.send('network', 'POST', '/trunks', twice);
      expect(`${taken.status} ${String(typeOf(taken))}`).to.equal('409 TrunkPortInUse');
      const removed = { sub_ports: [{ port_id: sub }] };
      expect((await wire.send('network', 'PUT', `/trunks/${id}/remove_subports`, removed)).status).to.equal(200);
      expect((await wire.send('network', 'DELETE', `/ports/${String(sub)}`)).status).to.equal(204);
      expect((await wire.send('network', 'DELETE', `/trunks/${id}`)).status).to.equal(204);
    });

    it('outlive the server that their parent was plugged into', async () => {
      const { wire } = stage();
      const { networkId } = await makeNetwork(wire, 'bound');
      const parent = await makePort(wire, networkId);
      const id = await makeTrunk(parent);
      const serverId = await boot(wire, await serverOfImage(stage(), 'trunked', [{ port: parent }]));
      await ok(wire, 'compute', 'DELETE', `/servers/${serverId}`);
      await untilGone(wire, 'compute', `/servers/${serverId}`);
      expect((await wire.send('network', 'GET', `/trunks/${id}`)).status).to.equal(200);
      expect((await wire.send('network', 'DELETE', `/ports/${parent}`)).status).to.equal(409);
      expect((await wire.send('network', 'DELETE', `/trunks/${id}`)).status).to.equal(204);
    });

    it('go only at the revision that is named', async () => {
      const { wire } = stage();
      const { networkId } = await makeNetwork(wire, 'revised');
      const id = await makeTrunk(await makePort(wire, networkId));
      const revision = Number(at(await ok(wire, 'network', 'GET', `/trunks/${id}`), 'trunk', 'revision_number'));
      const remove = (number: number) =>
        wire.send('network', 'DELETE', `/trunks/${id}`, undefined, { 'If-Match': `revision_number=${number}` });
      expect((await remove(revision + 7)).status).to.equal(412);
      expect((await remove(revision)).status).to.equal(204);
    });
  });
}
