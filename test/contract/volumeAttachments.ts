import { expect } from 'chai';
import { at, listAt, textAt } from '../support/json.ts';
import { connectWire, type Wire } from '../support/wire.ts';
import type { MakeWorld } from '../support/world.ts';
import { boot, makeNetwork, makeVolume, ok, onStage, serverOfImage, untilGone, untilVolume } from './stage.ts';

/** A server that never was. */
const NOBODY = '99999999-9999-4999-8999-999999999999';

/** Cinder's own record of who holds a volume. */
export function describeVolumeAttachments(makeWorld: MakeWorld): void {
  describe('volume attachments', function () {
    this.timeout(180_000);
    const stage = onStage(makeWorld);

    async function of(wire: Wire, volumeId: string): Promise<readonly unknown[]> {
      const all = listAt(await ok(wire, 'volume', 'GET', '/attachments/detail?limit=500'), 'attachments');
      return all.filter((attachment) => at(attachment, 'volume_id') === volumeId);
    }

    it('are made and removed by Nova, and Cinder refuses with 409 to end one that Nova knows', async () => {
      const { wire, world } = stage();
      const { networkId } = await makeNetwork(wire, 'holding');
      const serverId = await boot(wire, await serverOfImage(stage(), 'holder', [{ uuid: networkId }]));
      const volumeId = await makeVolume(wire);
      const path = `/servers/${serverId}/os-volume_attachments`;
      await ok(wire, 'compute', 'POST', path, { volumeAttachment: { volumeId } });
      await untilVolume(wire, volumeId, 'in-use');
      const [attachment, ...others] = await of(wire, volumeId);
      expect(others).to.deep.equal([]);
      expect(attachment).to.include({ instance: serverId, status: 'attached' });
      expect(at(attachment, 'attached_at')).to.match(/^\d{4}-\d\d-\d\dT/);
      const ended = `/attachments/${textAt(attachment, 'id')}`;
      const refused = await (await connectWire(world.cloudsYaml, 'test-password')).send('volume', 'DELETE', ended);
      expect(refused.status).to.equal(409);
      expect(JSON.stringify(refused.body)).to.include('using the Compute API');
      // In the name of an application credential Cinder cannot even ask Nova, where Keystone makes no token of its token.
      expect([409, 500]).to.include((await wire.send('volume', 'DELETE', ended)).status);
      await ok(wire, 'compute', 'DELETE', `/servers/${serverId}`);
      await untilGone(wire, 'compute', `/servers/${serverId}`);
      await untilVolume(wire, volumeId, 'available');
      expect(await of(wire, volumeId)).to.deep.equal([]);
    });

    it('of a server that is no more hold the volume, and its owner may end them', async () => {
      const { wire } = stage();
      const volumeId = await makeVolume(wire);
      const wish = { attachment: { volume_uuid: volumeId, instance_uuid: NOBODY } };
      const id = textAt(await ok(wire, 'volume', 'POST', '/attachments', wish), 'attachment', 'id');
      await untilVolume(wire, volumeId, 'reserved');
      expect(await of(wire, volumeId)).to.have.length(1);
      expect((await of(wire, volumeId))[0]).to.include({ id, instance: NOBODY, status: 'reserved', attached_at: '' });
      expect((await wire.send('volume', 'DELETE', `/volumes/${volumeId}`)).status).to.equal(400);
      expect((await wire.send('volume', 'DELETE', `/attachments/${id}`)).status).to.equal(200);
      await untilVolume(wire, volumeId, 'available');
      expect((await wire.send('volume', 'DELETE', `/attachments/${id}`)).status).to.equal(404);
    });

    it('are not there for a caller older than 3.27', async () => {
      const old = { 'OpenStack-API-Version': 'volume 3.26' };
      const reply = await stage().wire.send('volume', 'GET', '/attachments/detail', undefined, old);
      expect(reply.status).to.equal(404);
    });

    it('go on by counting: no link leads to the next page', async () => {
      const { wire } = stage();
      for (let count = 0; count < 3; count += 1) {
        const wish = { attachment: { volume_uuid: await makeVolume(wire), instance_uuid: NOBODY } };
        await ok(wire, 'volume', 'POST', '/attachments', wish);
      }
      const page = async (offset: number) => ok(wire, 'volume', 'GET', `/attachments/detail?limit=2&offset=${offset}`);
      const [first, second] = [await page(0), await page(2)];
      expect(listAt(first, 'attachments')).to.have.length(2);
      expect(first).to.not.have.property('attachments_links');
      const ids = [first, second].flatMap((body) => listAt(body, 'attachments').map((one) => textAt(one, 'id')));
      for (const id of new Set(ids)) await ok(wire, 'volume', 'DELETE', `/attachments/${id}`);
      expect(new Set(ids).size).to.equal(3);
    });
  });
}
