import { expect } from 'chai';
import { at, listAt, textAt } from '../support/json.ts';
import type { MakeWorld } from '../support/world.ts';
import { flavorId, imageId, makeNetwork, makeVolume, ok, onStage, until, untilGone, untilVolume } from './stage.ts';

/** Cinder refuses by state with 400 where others say 409. */
export function describeVolumes(makeWorld: MakeWorld): void {
  describe('volumes and snapshots', function () {
    this.timeout(180_000);
    const stage = onStage(makeWorld);

    async function makeSnapshot(volumeId: string): Promise<string> {
      const { wire } = stage();
      const snapshot = { volume_id: volumeId, name: 'kept', metadata: { of: 'test' }, force: true };
      const id = textAt(await ok(wire, 'volume', 'POST', '/snapshots', { snapshot }), 'snapshot', 'id');
      await until(
        () => wire.send('volume', 'GET', `/snapshots/${id}`),
        (reply) => at(reply.body, 'snapshot', 'status') === 'available',
      );
      return id;
    }

    it('are accepted as creating, keep description and metadata, become available', async () => {
      const { wire } = stage();
      const wish = { size: 1, name: 'described', description: 'text', metadata: { key: 'value' } };
      const reply = await wire.send('volume', 'POST', '/volumes', { volume: wish });
      expect(reply.status).to.equal(202);
      expect(at(reply.body, 'volume')).to.include({
        status: 'creating',
        description: 'text',
        bootable: 'false',
        updated_at: null,
      });
      const volume = at((await untilVolume(wire, textAt(reply.body, 'volume', 'id'), 'available')).body, 'volume');
      expect(at(volume, 'metadata')).to.deep.equal({ key: 'value' });
      expect(at(volume, 'os-vol-tenant-attr:tenant_id')).to.equal(wire.projectId);
    });

    it('are bootable when made of an image, and say of which', async () => {
      const { wire } = stage();
      const image = await imageId(stage());
      const id = await makeVolume(wire, { imageRef: image });
      const volume = at((await wire.send('volume', 'GET', `/volumes/${id}`)).body, 'volume');
      expect(at(volume, 'bootable')).to.equal('true');
      expect(at(volume, 'volume_image_metadata', 'image_id')).to.equal(image);
    });

    it('refuse to go with 400 while they have a snapshot, and go after it', async () => {
      const { wire } = stage();
      const id = await makeVolume(wire);
      const snapshotId = await makeSnapshot(id);
      const refused = await wire.send('volume', 'DELETE', `/volumes/${id}`);
      expect(refused.status).to.equal(400);
      expect(textAt(refused.body, 'badRequest', 'message')).to.match(
        /^Invalid volume: Volume status must be available or error/,
      );
      expect((await wire.send('volume', 'DELETE', `/snapshots/${snapshotId}`)).status).to.equal(202);
      await untilGone(wire, 'volume', `/snapshots/${snapshotId}`);
      expect((await wire.send('volume', 'DELETE', `/volumes/${id}`)).status).to.equal(202);
      await untilGone(wire, 'volume', `/volumes/${id}`);
      expect((await wire.send('volume', 'DELETE', `/volumes/${id}`)).status).to.equal(404);
    });

    it('show a snapshot with its project, volume and metadata', async () => {
      const { wire } = stage();
      const id = await makeVolume(wire);
      await makeSnapshot(id);
      const snapshots = listAt(await ok(wire, 'volume', 'GET', '/snapshots/detail'), 'snapshots');
      const own = snapshots.find((row) => at(row, 'volume_id') === id);
      expect(at(own, 'metadata')).to.deep.equal({ of: 'test' });
      expect(at(own, 'os-extended-snapshot-attributes:project_id')).to.equal(wire.projectId);
    });

    it('refuse to go with 400 while attached, are detached by Nova, and go then', async () => {
      const { wire, world } = stage();
      const { networkId } = await makeNetwork(wire, 'attached');
      const server = {
        name: 'holder',
        flavorRef: await flavorId(wire, world.imageFlavor),
        imageRef: await imageId(stage()),
        networks: [{ uuid: networkId }],
      };
      const serverId = textAt(await ok(wire, 'compute', 'POST', '/servers', { server }), 'server', 'id');
      await until(
        () => wire.send('compute', 'GET', `/servers/${serverId}`),
        (reply) => at(reply.body, 'server', 'status') === 'ACTIVE',
      );
      const id = await makeVolume(wire);
      await ok(wire, 'compute', 'POST', `/servers/${serverId}/os-volume_attachments`, {
        volumeAttachment: { volumeId: id },
      });
      const volume = at((await untilVolume(wire, id, 'in-use')).body, 'volume');
      expect(at(volume, 'attachments', 0, 'server_id')).to.equal(serverId);
      expect((await wire.send('volume', 'DELETE', `/volumes/${id}`)).status).to.equal(400);
      const shown = at(
        (await wire.send('compute', 'GET', `/servers/${serverId}`)).body,
        'server',
        'os-extended-volumes:volumes_attached',
      );
      expect(shown).to.deep.equal([{ id, delete_on_termination: false }]);
      expect(
        (await wire.send('compute', 'DELETE', `/servers/${serverId}/os-volume_attachments/${id}`)).status,
      ).to.equal(202);
      await untilVolume(wire, id, 'available');
      expect((await wire.send('volume', 'DELETE', `/volumes/${id}`)).status).to.equal(202);
      await untilGone(wire, 'volume', `/volumes/${id}`);
    });
  });
}
