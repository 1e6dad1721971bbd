import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { makeNetwork, makePort, makeVolume, ok, onStage, until, untilVolume } from '../contract/stage.ts';
import { at, textAt } from '../support/json.ts';
import { connectWire } from '../support/wire.ts';
import type { MakeWorld } from '../support/world.ts';
import { rawListing } from './raw.ts';

const PLAIN = { 'Content-Type': 'text/plain' };

/** That the listing by which tests tell whether a neighbour was touched shows what few of them make. */
export function describeRawListing(where: string, makeWorld: MakeWorld): void {
  describe(`the raw listing, ${where}`, function () {
    this.timeout(180_000);
    const stage = onStage(makeWorld);

    it('shows trunk, backup, attachment, container and EC2 credential, and twice the same', async () => {
      const { wire, world } = stage();
      const empty = await rawListing(world);

      const port = await makePort(wire, (await makeNetwork(wire, 'listed')).networkId);
      const trunk = textAt(await ok(wire, 'network', 'POST', '/trunks', { trunk: { port_id: port } }), 'trunk', 'id');
      const volume = await makeVolume(wire);
      const wish = { backup: { volume_id: volume, metadata: { of: 'somebody' } } };
      const backup = textAt(await ok(wire, 'volume', 'POST', '/backups', wish), 'backup', 'id');
      await until(
        () => wire.send('volume', 'GET', `/backups/${backup}`),
        (reply) => at(reply.body, 'backup', 'status') !== 'creating',
      );
      await untilVolume(wire, volume, 'available');
      const reserved = { attachment: { volume_uuid: await makeVolume(wire), instance_uuid: randomUUID() } };
      const attachment = textAt(await ok(wire, 'volume', 'POST', '/attachments', reserved), 'attachment', 'id');
      const put = (path: string, text?: string) => wire.send('objectStore', 'PUT', path, text, PLAIN);
      expect([(await put('/listed')).status, (await put('/listed/deep/object', 'text')).status]).to.deep.equal([
        201, 201,
      ]);
      const byPassword = await connectWire(world.cloudsYaml, 'test-password');
      const credentials = `/users/${wire.userId}/credentials/OS-EC2`;
      const ec2 = await ok(byPassword, 'identity', 'POST', credentials, { tenant_id: wire.projectId });

      const listing = await rawListing(world);
      const ids = { trunk, backup, attachment, container: 'listed', ec2: textAt(ec2, 'credential', 'access') };
      const collections = ['trunks', 'backups', 'attachments', 'containers', 'ec2_credentials'];
      expect(collections.flatMap((one) => empty[one])).to.deep.equal([]);
      expect(collections.flatMap((one) => (listing[one] ?? []).map(({ id }) => id))).to.deep.equal(Object.values(ids));
      expect(at(listing, 'backups', 0, 'metadata')).to.deep.equal({ of: 'somebody' });
      expect(at(listing, 'attachments', 0)).to.include({ status: 'reserved' });
      expect(at(listing, 'containers', 0, 'objects', 0)).to.include({ name: 'deep/object', bytes: 4 });
      expect(JSON.stringify(listing)).to.not.include(textAt(ec2, 'credential', 'secret'));
      expect(listing['images'], 'the world’s image is nobody’s here').to.deep.equal([]);
      expect(await rawListing(world)).to.deep.equal(listing);

      // Neither goes with the project.
      await ok(wire, 'volume', 'DELETE', `/attachments/${attachment}`);
      for (const path of ['/listed/deep/object', '/listed']) await ok(wire, 'objectStore', 'DELETE', path);
    });
  });
}
