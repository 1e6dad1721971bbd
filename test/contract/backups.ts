import { expect } from 'chai';
import { at, listAt, textAt } from '../support/json.ts';
import type { Reply } from '../support/wire.ts';
import type { MakeWorld } from '../support/world.ts';
import { makeVolume, ok, onStage, until, untilGone, untilVolume } from './stage.ts';

/**
 * Backups, as far as every Cinder has them: one without a backup service accepts a backup, which ends in `error`, and then
 * says 404 to its deletion, though it is there.
 */
export function describeBackups(makeWorld: MakeWorld): void {
  describe('backups', function () {
    this.timeout(180_000);
    const stage = onStage(makeWorld);

    async function settled(id: string): Promise<Reply> {
      return until(
        () => stage().wire.send('volume', 'GET', `/backups/${id}`),
        (reply) => at(reply.body, 'backup', 'status') !== 'creating',
      );
    }

    async function makeBackup(volumeId: string, wish: Record<string, unknown> = {}): Promise<string> {
      const body = await ok(stage().wire, 'volume', 'POST', '/backups', { backup: { volume_id: volumeId, ...wish } });
      return textAt(body, 'backup', 'id');
    }

    it('are accepted with id and name, and listed with volume and metadata', async () => {
      const { wire } = stage();
      const volumeId = await makeVolume(wire);
      const wish = { volume_id: volumeId, name: 'kept', metadata: { of: 'test' } };
      const reply = await wire.send('volume', 'POST', '/backups', { backup: wish });
      expect(reply.status).to.equal(202);
      expect(at(reply.body, 'backup', 'name')).to.equal('kept');
      const id = textAt(reply.body, 'backup', 'id');
      expect(['available', 'error']).to.include(at((await settled(id)).body, 'backup', 'status'));
      const backups = listAt(await ok(wire, 'volume', 'GET', '/backups/detail?limit=500'), 'backups');
      const own = backups.find((backup) => at(backup, 'id') === id);
      expect(own).to.include({ name: 'kept', volume_id: volumeId, size: 1, is_incremental: false });
      expect(at(own, 'metadata')).to.deep.equal({ of: 'test' });
      expect(at(own, 'has_dependent_backups')).to.equal(false);
      expect(at(own, 'created_at')).to.be.a('string');
    });

    it('show no metadata to a caller older than 3.43', async () => {
      const { wire } = stage();
      const id = await makeBackup(await makeVolume(wire));
      const old = { 'OpenStack-API-Version': 'volume 3.42' };
      const reply = await wire.send('volume', 'GET', '/backups/detail', undefined, old);
      const own = listAt(reply.body, 'backups').find((backup) => at(backup, 'id') === id);
      expect(own).to.include({ id });
      expect(own).to.not.have.property('metadata');
      await settled(id);
    });

    it('do not keep their volume from going', async () => {
      const { wire } = stage();
      const volumeId = await makeVolume(wire);
      const id = await makeBackup(volumeId);
      await settled(id);
      await untilVolume(wire, volumeId, 'available');
      expect((await wire.send('volume', 'DELETE', `/volumes/${volumeId}`)).status).to.equal(202);
      await untilGone(wire, 'volume', `/volumes/${volumeId}`);
      expect(at((await wire.send('volume', 'GET', `/backups/${id}`)).body, 'backup', 'volume_id')).to.equal(volumeId);
    });

    it('build on the latest one, and cannot where there is none that is good', async () => {
      const { wire } = stage();
      const volumeId = await makeVolume(wire);
      const wish = { backup: { volume_id: volumeId, incremental: true } };
      const first = await wire.send('volume', 'POST', '/backups', wish);
      expect(first.status).to.equal(400);
      expect(textAt(first.body, 'badRequest', 'message')).to.match(/^Invalid backup: No backups available/);
    });

    it('go youngest first: one on which another builds is refused with 400', async () => {
      const { wire } = stage();
      const volumeId = await makeVolume(wire);
      const full = await makeBackup(volumeId);
      const status = at((await settled(full)).body, 'backup', 'status');
      const wish = { backup: { volume_id: volumeId, incremental: true } };
      await untilVolume(wire, volumeId, 'available');
      const second = await wire.send('volume', 'POST', '/backups', wish);
      if (status === 'error') {
        // No backup service: nothing can build on it, and Cinder says 404 of the service where one reads “of the backup”.
        expect(second.status).to.equal(400);
        expect((await wire.send('volume', 'DELETE', `/backups/${full}`)).status).to.equal(404);
        expect((await wire.send('volume', 'GET', `/backups/${full}`)).status).to.equal(200);
        return;
      }
      const increment = textAt(second.body, 'backup', 'id');
      await settled(increment);
      const refused = await wire.send('volume', 'DELETE', `/backups/${full}`);
      expect(refused.status).to.equal(400);
      expect(textAt(refused.body, 'badRequest', 'message')).to.match(/Incremental backups exist/);
      for (const id of [increment, full]) {
        expect((await wire.send('volume', 'DELETE', `/backups/${id}`)).status).to.equal(202);
        await untilGone(wire, 'volume', `/backups/${id}`);
      }
    });
  });
}
