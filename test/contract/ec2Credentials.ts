import { expect } from 'chai';
import { at, listAt, textAt } from '../support/json.ts';
import { connectWire, type Wire } from '../support/wire.ts';
import type { MakeWorld } from '../support/world.ts';
import { ok, onStage } from './stage.ts';

/** EC2 credentials say nothing of what they are for, and each list tells their secrets. */
export function describeEc2Credentials(makeWorld: MakeWorld): void {
  describe('EC2 credentials', function () {
    this.timeout(60_000);
    const stage = onStage(makeWorld);
    const path = (wire: Wire): string => `/users/${wire.userId}/credentials/OS-EC2`;

    it('have an access key, a secret, a user and a project, and go by their access key', async () => {
      const { world } = stage();
      const wire = await connectWire(world.cloudsYaml, 'test-password');
      const reply = await wire.send('identity', 'POST', path(wire), { tenant_id: wire.projectId });
      expect(reply.status).to.equal(201);
      const access = textAt(reply.body, 'credential', 'access');
      const all = listAt(await ok(wire, 'identity', 'GET', path(wire)), 'credentials');
      const own = all.find((one) => at(one, 'access') === access);
      expect(own).to.include({ tenant_id: wire.projectId, user_id: wire.userId, trust_id: null });
      expect(at(own, 'secret')).to.be.a('string');
      expect((await wire.send('identity', 'DELETE', `${path(wire)}/${access}`)).status).to.equal(204);
      expect((await wire.send('identity', 'DELETE', `${path(wire)}/${access}`)).status).to.equal(404);
    });

    it('are not shown to an application credential', async () => {
      const { wire } = stage();
      expect((await wire.send('identity', 'GET', path(wire))).status).to.equal(403);
    });
  });
}
