import { randomBytes } from 'node:crypto';
import { expect } from 'chai';
import { systemClock } from '../../src/io/clock.ts';
import { create } from '../../src/openstack/create.ts';
import { createLister } from '../../src/openstack/lister.ts';
import { waitForStatus } from '../../src/openstack/waiting.ts';
import { textAt } from '../support/json.ts';
import { connectAdmin } from '../support/realAdmin.ts';
import { makeRealWorld } from '../support/realWorld.ts';
import { failureOf } from './failureOf.ts';
import { sessionIn } from './realSession.ts';

describe('a volume that Cinder cannot make', function () {
  this.timeout(120_000);

  it('fails with the reason that Cinder tells its users', async () => {
    const admin = await connectAdmin();
    const world = await makeRealWorld();
    // A type that only this project sees, of a back end that does not exist.
    const name = `nowhere-${randomBytes(5).toString('hex')}`;
    const wanted = { name, 'os-volume-type-access:is_public': false, extra_specs: { volume_backend_name: name } };
    const made = await admin.send('volume', 'POST', '/types', { volume_type: wanted });
    const type = `/types/${textAt(made.body, 'volume_type', 'id')}`;
    try {
      const access = { addProjectAccess: { project: world.projectId } };
      expect((await admin.send('volume', 'POST', `${type}/action`, access)).status).to.equal(202);
      const session = await sessionIn(world);
      const volume = await create(session, 'volume', { name: 'v', size: 1, volume_type: name });
      const error = await failureOf(
        waitForStatus('volume', [volume.id], ['available'], {
          session,
          lister: createLister(session, systemClock),
          clock: systemClock,
          deadline: systemClock.monotonic() + 60_000,
        }),
      );
      expect(error).to.include({ verdict: 'broken', class: 'provision' });
      expect(error.message).to.equal(
        `volume v (${volume.id}) is in state error: schedule allocate volume:Could not find any available weighted backend.`,
      );
    } finally {
      await world.dispose();
      expect((await admin.send('volume', 'DELETE', type)).status).to.equal(202);
    }
  });
});
