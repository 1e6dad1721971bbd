import { expect } from 'chai';
import { at, listAt, textAt } from '../support/json.ts';
import type { MakeWorld } from '../support/world.ts';
import {
  boot,
  imageId,
  makeNetwork,
  makeVolume,
  ok,
  onStage,
  serverOfImage,
  until,
  untilGone,
  untilVolume,
} from './stage.ts';

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

    it('take metadata key by key: what is added stays beside the rest, and 404 answers for a key that is not there', async () => {
      const { wire } = stage();
      const volumeId = await makeVolume(wire, { metadata: { of: 'test' } });
      const snapshotId = await makeSnapshot(volumeId);
      for (const [one, path] of [
        ['volume', `/volumes/${volumeId}`],
        ['snapshot', `/snapshots/${snapshotId}`],
      ] as const) {
        const shown = async () => at((await wire.send('volume', 'GET', path)).body, one);
        const before = await shown();
        const add = (metadata: Record<string, string>) => wire.send('volume', 'POST', `${path}/metadata`, { metadata });
        expect((await add({ 'troika-reclaim': 'Delete' })).status, one).to.equal(200);
        const added = await add({ 'troika-reclaim': 'Retain', 'troika-claim': 'shop/data-0' });
        expect(added.status, one).to.equal(200);
        const all = { of: 'test', 'troika-reclaim': 'Retain', 'troika-claim': 'shop/data-0' };
        expect(at(added.body, 'metadata'), one).to.deep.equal(all);
        const marked = await shown();
        expect(at(marked, 'metadata'), one).to.deep.equal(all);
        expect(at(marked, 'status'), one).to.equal(at(before, 'status'));
        expect((await wire.send('volume', 'DELETE', `${path}/metadata/troika-claim`)).status, one).to.equal(200);
        expect(at(await shown(), 'metadata'), one).to.deep.equal({ of: 'test', 'troika-reclaim': 'Retain' });
        const again = await wire.send('volume', 'DELETE', `${path}/metadata/troika-claim`);
        expect(again.status, one).to.equal(404);
        expect(textAt(again.body, 'itemNotFound', 'message'), one).to.match(/has no metadata with key troika-claim/);
      }
      const nobodys = '/volumes/00000000-0000-4000-8000-000000000000/metadata';
      expect((await wire.send('volume', 'POST', nobodys, { metadata: { a: 'b' } })).status).to.equal(404);
      const long = { metadata: { a: 'b'.repeat(256) } };
      expect((await wire.send('volume', 'POST', `/volumes/${volumeId}/metadata`, long)).status).to.equal(400);
    });

    it('refuse to go with 400 while attached, are detached by Nova, and go then', async () => {
      const { wire } = stage();
      const { networkId } = await makeNetwork(wire, 'attached');
      const serverId = await boot(wire, await serverOfImage(stage(), 'holder', [{ uuid: networkId }]));
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
