import { expect } from 'chai';
import { at, numberAt } from '../support/json.ts';
import type { MakeWorld } from '../support/world.ts';
import { makeNetwork, makePort, onStage, typeOf } from './stage.ts';

/** `If-Match` narrows a window and does not close it. */
export function describeRevisions(makeWorld: MakeWorld): void {
  describe('revision numbers', function () {
    this.timeout(60_000);
    const stage = onStage(makeWorld);

    async function freshPort(): Promise<{ id: string; revision: number }> {
      const { wire } = stage();
      const id = await makePort(wire, (await makeNetwork(wire, 'revised')).networkId);
      const port = await wire.send('network', 'GET', `/ports/${id}`);
      return { id, revision: numberAt(port.body, 'port', 'revision_number') };
    }

    it('refuses with 412 a change and a deletion that expect an old number', async () => {
      const { wire } = stage();
      const { id, revision } = await freshPort();
      await wire.send('network', 'PUT', `/ports/${id}`, { port: { name: 'changed' } });
      const header = { 'If-Match': `revision_number=${revision}` };
      const change = await wire.send('network', 'PUT', `/ports/${id}`, { port: { name: 'late' } }, header);
      expect([change.status, typeOf(change)]).to.deep.equal([412, 'RevisionNumberConstraintFailed']);
      expect((await wire.send('network', 'DELETE', `/ports/${id}`, undefined, header)).status).to.equal(412);
      const port = await wire.send('network', 'GET', `/ports/${id}`);
      expect(at(port.body, 'port', 'name')).to.equal('changed');
    });

    it('accepts the number that holds', async () => {
      const { wire } = stage();
      const { id, revision } = await freshPort();
      const header = { 'If-Match': `revision_number=${revision}` };
      expect((await wire.send('network', 'PUT', `/ports/${id}`, { port: { name: 'now' } }, header)).status).to.equal(
        200,
      );
    });

    it('lets at least one of eight writers with one number through, and maybe more: it is no compare-and-swap', async () => {
      const { wire } = stage();
      const { id, revision } = await freshPort();
      const header = { 'If-Match': `revision_number=${revision}` };
      const write = (name: string) => wire.send('network', 'PUT', `/ports/${id}`, { port: { name } }, header);
      const statuses = (await Promise.all(['1', '2', '3', '4', '5', '6', '7', '8'].map(write))).map(
        (reply) => reply.status,
      );
      expect(statuses).to.include(200);
      expect(statuses.filter((status) => status !== 200 && status !== 412)).to.deep.equal([]);
    });
  });
}
