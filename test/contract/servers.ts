import { expect } from 'chai';
import { at, listAt, textAt } from '../support/json.ts';
import type { MakeWorld } from '../support/world.ts';
import {
  boot,
  flavorId,
  imageId,
  makeNetwork,
  makePort,
  makeVolume,
  ok,
  onStage,
  serverOfImage,
  untilGone,
} from './stage.ts';

export function describeServers(makeWorld: MakeWorld): void {
  describe('servers', function () {
    this.timeout(180_000);
    const stage = onStage(makeWorld);

    it('boot from an image on a port that was there before; the port stays when the server is gone', async () => {
      const { wire, world } = stage();
      const { networkId } = await makeNetwork(wire, 'by-port');
      const portId = await makePort(wire, networkId, { name: 'before' });
      const wish = await serverOfImage(stage(), 'from-image', [{ port: portId }]);
      const extra = { metadata: { key: 'value' }, tags: ['tagged'], description: 'text' };
      const id = await boot(wire, { ...wish, ...extra });
      const server = at((await wire.send('compute', 'GET', `/servers/${id}`)).body, 'server');
      expect(server).to.include({
        name: 'from-image',
        description: 'text',
        'OS-EXT-STS:vm_state': 'active',
        tenant_id: wire.projectId,
      });
      expect(at(server, 'metadata')).to.deep.equal({ key: 'value' });
      expect(at(server, 'tags')).to.deep.equal(['tagged']);
      expect(at(server, 'flavor', 'original_name')).to.equal(world.imageFlavor);
      const bound = at((await wire.send('network', 'GET', `/ports/${portId}`)).body, 'port');
      expect(bound).to.include({ device_id: id, device_owner: 'compute:nova', status: 'ACTIVE' });
      expect((await wire.send('compute', 'DELETE', `/servers/${id}`)).status).to.equal(204);
      await untilGone(wire, 'compute', `/servers/${id}`);
      const left = at((await wire.send('network', 'GET', `/ports/${portId}`)).body, 'port');
      expect(left).to.include({ device_id: '', device_owner: '', status: 'DOWN' });
    });

    it('take a port that Nova made with them', async () => {
      const { wire } = stage();
      const { networkId } = await makeNetwork(wire, 'by-network');
      const id = await boot(wire, await serverOfImage(stage(), 'own-port', [{ uuid: networkId }]));
      const ports = async () => listAt(await ok(wire, 'network', 'GET', `/ports?network_id=${networkId}`), 'ports');
      expect((await ports()).map((port) => at(port, 'device_id'))).to.deep.equal([id]);
      await ok(wire, 'compute', 'DELETE', `/servers/${id}`);
      await untilGone(wire, 'compute', `/servers/${id}`);
      expect(await ports()).to.deep.equal([]);
    });

    it('boot from a volume, which goes with them or stays as it was asked', async () => {
      const { wire, world } = stage();
      const { networkId } = await makeNetwork(wire, 'by-volume');
      const flavorRef = await flavorId(wire, world.volumeFlavor);
      const image = await imageId(stage());
      for (const goes of [true, false]) {
        const uuid = await makeVolume(wire, { name: 'root', imageRef: image });
        const disk = {
          boot_index: 0,
          uuid,
          source_type: 'volume',
          destination_type: 'volume',
          delete_on_termination: goes,
        };
        const id = await boot(wire, {
          name: 'from-volume',
          flavorRef,
          block_device_mapping_v2: [disk],
          networks: [{ uuid: networkId }],
        });
        const server = at((await wire.send('compute', 'GET', `/servers/${id}`)).body, 'server');
        expect(at(server, 'image')).to.equal('');
        expect(at(server, 'os-extended-volumes:volumes_attached')).to.deep.equal([
          { id: uuid, delete_on_termination: goes },
        ]);
        await ok(wire, 'compute', 'DELETE', `/servers/${id}`);
        await untilGone(wire, 'compute', `/servers/${id}`);
        if (goes) await untilGone(wire, 'volume', `/volumes/${uuid}`);
        else
          expect(at((await wire.send('volume', 'GET', `/volumes/${uuid}`)).body, 'volume', 'status')).to.equal(
            'available',
          );
      }
    });

    it('boot from a volume that Nova makes of an image, without name and metadata', async () => {
      const { wire, world } = stage();
      const { networkId } = await makeNetwork(wire, 'by-image-volume');
      const disk = {
        boot_index: 0,
        uuid: await imageId(stage()),
        source_type: 'image',
        destination_type: 'volume',
        volume_size: 2,
        delete_on_termination: true,
      };
      const flavorRef = await flavorId(wire, world.volumeFlavor);
      const id = await boot(wire, {
        name: 'made',
        flavorRef,
        block_device_mapping_v2: [disk],
        networks: [{ uuid: networkId }],
      });
      const attached = listAt(
        (await wire.send('compute', 'GET', `/servers/${id}`)).body,
        'server',
        'os-extended-volumes:volumes_attached',
      );
      const volume = at((await wire.send('volume', 'GET', `/volumes/${textAt(attached[0], 'id')}`)).body, 'volume');
      expect(volume).to.include({ name: '', size: 2, bootable: 'true', status: 'in-use' });
    });

    it('refuse an image with a flavor that has no disk', async () => {
      const { wire, world } = stage();
      const { networkId } = await makeNetwork(wire, 'no-disk');
      const server = {
        name: 'no',
        flavorRef: await flavorId(wire, world.volumeFlavor),
        imageRef: await imageId(stage()),
        networks: [{ uuid: networkId }],
      };
      const reply = await wire.send('compute', 'POST', '/servers', { server });
      expect(reply.status).to.equal(403);
      expect(textAt(reply.body, 'forbidden', 'message')).to.include('zero disk');
    });

    it('list briefly with id and name, and in detail with everything', async () => {
      const { wire } = stage();
      const brief = listAt(await ok(wire, 'compute', 'GET', '/servers'), 'servers');
      expect(Object.keys(brief[0] ?? {})).to.have.members(['id', 'name', 'links']);
      const detail = listAt(await ok(wire, 'compute', 'GET', '/servers/detail'), 'servers');
      expect(detail.map((row) => at(row, 'id'))).to.deep.equal(brief.map((row) => at(row, 'id')));
    });

    it('keep their group as a name alone, whose members do not hold it back', async () => {
      const { wire } = stage();
      const body = await ok(wire, 'compute', 'POST', '/os-server-groups', {
        server_group: { name: 'apart', policy: 'soft-anti-affinity' },
      });
      expect(at(body, 'server_group')).to.include({
        name: 'apart',
        policy: 'soft-anti-affinity',
        project_id: wire.projectId,
      });
      const path = `/os-server-groups/${textAt(body, 'server_group', 'id')}`;
      expect((await wire.send('compute', 'DELETE', path)).status).to.equal(204);
      expect((await wire.send('compute', 'DELETE', path)).status).to.equal(404);
    });

    it('know keypairs by name', async () => {
      const { wire } = stage();
      const public_key = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIPMwVJkMyZxUNfLqFZTiLpPWmcYzJ4xEF8xUH9EZSnXG test';
      const keypair = { name: 'known', public_key };
      expect((await wire.send('compute', 'POST', '/os-keypairs', { keypair })).status).to.equal(201);
      expect((await wire.send('compute', 'POST', '/os-keypairs', { keypair })).status).to.equal(409);
      const keypairs = listAt(await ok(wire, 'compute', 'GET', '/os-keypairs'), 'keypairs');
      const shown = keypairs.find((row) => at(row, 'keypair', 'name') === 'known');
      expect(at(shown, 'keypair', 'fingerprint')).to.match(/^([0-9a-f]{2}:){15}[0-9a-f]{2}$/);
      expect((await wire.send('compute', 'DELETE', '/os-keypairs/known')).status).to.equal(204);
      expect((await wire.send('compute', 'DELETE', '/os-keypairs/known')).status).to.equal(404);
    });
  });
}
