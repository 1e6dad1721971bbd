import { expect } from 'chai';
import { at, listAt, textAt } from '../support/json.ts';
import { applicationCredential, connectWire, login, type Wire } from '../support/wire.ts';
import type { MakeWorld } from '../support/world.ts';
import { ok, onStage, until } from './stage.ts';

export function describeCredentials(makeWorld: MakeWorld): void {
  describe('application credentials and tokens', function () {
    this.timeout(60_000);
    const stage = onStage(makeWorld);
    const path = (wire: Wire) => `/users/${wire.userId}/application_credentials`;
    const create = (wire: Wire, wish: Record<string, unknown>) =>
      wire.send('identity', 'POST', path(wire), { application_credential: wish });

    /** Makes one; Keystone may answer 400 under load. */
    async function make(name: string, wish: Record<string, unknown> = {}): Promise<unknown> {
      const { wire } = stage();
      const reply = await until(
        () => create(wire, { name, ...wish }),
        (answer) => answer.status !== 400,
      );
      if (reply.status !== 201) throw new Error(`${reply.status} ${JSON.stringify(reply.body)}`);
      return at(reply.body, 'application_credential');
    }

    it('log in like the password, to the same project', async () => {
      const { wire, world } = stage();
      const byPassword = await connectWire(world.cloudsYaml, 'test-password');
      expect([byPassword.projectId, byPassword.userId]).to.deep.equal([world.projectId, wire.userId]);
    });

    it('may look but not create when restricted, nor, nearly always, delete', async () => {
      const { wire } = stage();
      const made = await make('restricted', { description: 'text' });
      expect(made).to.include({ name: 'restricted', description: 'text', project_id: wire.projectId });
      const restricted = await login(wire.authUrl, applicationCredential(textAt(made, 'id'), textAt(made, 'secret')));
      const listed = await restricted.send('identity', 'GET', path(wire));
      expect(listAt(listed.body, 'application_credentials').map((row) => at(row, 'name'))).to.have.members([
        'restricted',
        listedName(listed.body),
      ]);
      expect((await create(restricted, { name: 'more' })).status).to.equal(403);
      // Real services (Zed) let 5 of 160 restricted credentials delete themselves; the cause is not known. So the guard over
      // the credential in use must be Troika's own.
      const removal = await restricted.send('identity', 'DELETE', `${path(wire)}/${textAt(made, 'id')}`);
      expect(removal.status).to.be.oneOf([403, 204]);
      const later = await wire.send('identity', 'DELETE', `${path(wire)}/${textAt(made, 'id')}`);
      expect(later.status).to.equal(removal.status === 403 ? 204 : 404);
    });

    it('end the tokens made of them when deleted: at once for Keystone (404) and for services that have not seen them (401)', async () => {
      const { wire } = stage();
      const made = await make('short-lived');
      const caller = await login(wire.authUrl, applicationCredential(textAt(made, 'id'), textAt(made, 'secret')));
      expect((await caller.send('identity', 'GET', path(wire))).status).to.equal(200);
      await ok(wire, 'identity', 'DELETE', `${path(wire)}/${textAt(made, 'id')}`);
      const refused = await caller.send('identity', 'GET', path(wire));
      expect(refused.status).to.equal(404);
      expect(textAt(refused.body, 'error', 'message')).to.equal(
        `Could not find Application Credential: ${textAt(made, 'id')}.`,
      );
      expect((await caller.send('network', 'GET', '/networks')).status).to.equal(401);
      expect((await wire.send('identity', 'DELETE', `${path(wire)}/${textAt(made, 'id')}`)).status).to.equal(404);
    });

    it('do not stop a service that has seen their token, for minutes: revoking is no fence', async () => {
      const { wire } = stage();
      const made = await make('remembered');
      const caller = await login(wire.authUrl, applicationCredential(textAt(made, 'id'), textAt(made, 'secret')));
      expect((await caller.send('network', 'GET', '/networks')).status).to.equal(200);
      await ok(wire, 'identity', 'DELETE', `${path(wire)}/${textAt(made, 'id')}`);
      expect((await caller.send('network', 'GET', '/networks')).status).to.equal(200);
    });

    it('have one name once a user, and never show their secret again', async () => {
      const { wire } = stage();
      const first = await make('twice');
      expect((await create(wire, { name: 'twice' })).status).to.equal(409);
      const id = textAt(first, 'id');
      const shown = at((await wire.send('identity', 'GET', `${path(wire)}/${id}`)).body, 'application_credential');
      expect(shown).to.not.have.property('secret');
    });

    it('end when they are told to, and are told no time that is over', async () => {
      const { wire } = stage();
      // Keystone's own answers bear no Date.
      const now = Date.parse((await wire.send('network', 'GET', '/networks')).headers.get('date') ?? '');
      const soon = new Date(now + 5000).toISOString();
      const over = await create(wire, { name: 'over', expires_at: new Date(now - 60_000).toISOString() });
      expect([over.status, textAt(over.body, 'error', 'message')]).to.deep.equal([
        400,
        "The 'expires_at' must not be before now. The server could not comply with the request since it is either malformed or otherwise incorrect. The client is assumed to be in error.",
      ]);
      const made = await make('until', { expires_at: soon, unrestricted: false });
      expect(at(made, 'unrestricted')).to.equal(false);
      expect(textAt(made, 'expires_at')).to.match(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}$/);
      expect(Date.parse(`${textAt(made, 'expires_at')}Z`)).to.equal(Date.parse(soon));
      const auth = applicationCredential(textAt(made, 'id'), textAt(made, 'secret'));
      await login(wire.authUrl, auth);
      const refused = await until(
        () => wire.send('identity', 'POST', '/auth/tokens', { auth }),
        (reply) => reply.status !== 201,
      );
      expect(refused.status).to.equal(401);
    });

    it('are made at once or answered 400 under load, and a retry gets through', async () => {
      const { wire } = stage();
      const names = ['1', '2', '3', '4', '5', '6'].map((number) => `crowd-${number}`);
      const replies = await Promise.all(names.map((name) => create(wire, { name })));
      expect(replies.map((reply) => reply.status).filter((status) => status !== 201 && status !== 400)).to.deep.equal(
        [],
      );
      for (const [index, reply] of replies.entries()) {
        if (reply.status === 201) continue;
        const again = await until(
          () => create(wire, { name: names[index] }),
          (next) => next.status !== 400,
        );
        expect(again.status).to.equal(201);
      }
    });

    it('answer 401 to a token that is not good, in every service', async () => {
      const { wire } = stage();
      const bad = { 'X-Auth-Token': 'no-such-token' };
      const statuses = await Promise.all([
        wire.send('identity', 'GET', path(wire), undefined, bad),
        wire.send('compute', 'GET', '/servers', undefined, bad),
        wire.send('network', 'GET', '/networks', undefined, bad),
        wire.send('volume', 'GET', '/volumes', undefined, bad),
        wire.send('loadBalancer', 'GET', '/lbaas/loadbalancers', undefined, bad),
        wire.send('image', 'GET', '/images', undefined, bad),
      ]);
      expect(statuses.map((reply) => reply.status)).to.deep.equal([401, 401, 401, 401, 401, 401]);
    });

    it('answer 401 to a wrong secret and 404 to a credential that is not there', async () => {
      const { wire } = stage();
      const id = textAt(await make('guessed'), 'id');
      const failure = async (asked: string) => {
        try {
          await login(wire.authUrl, applicationCredential(asked, 'wrong'));
        } catch (error) {
          return String(error);
        }
        return 'logged in';
      };
      expect(await failure(id)).to.include('login: 401');
      expect(await failure('0'.repeat(32))).to.include('login: 404');
    });
  });

  describe('projects', function () {
    this.timeout(60_000);
    const stage = onStage(makeWorld);
    const other = onStage(makeWorld);

    it('do not see what another one has', async () => {
      const { wire } = stage();
      const body = await ok(other().wire, 'network', 'POST', '/networks', { network: { name: 'theirs' } });
      const id = textAt(body, 'network', 'id');
      expect((await wire.send('network', 'GET', `/networks/${id}`)).status).to.equal(404);
      expect((await wire.send('network', 'DELETE', `/networks/${id}`)).status).to.equal(404);
      const names = listAt(await ok(wire, 'network', 'GET', '/networks'), 'networks').map((network) =>
        at(network, 'name'),
      );
      expect(names).to.deep.equal([stage().world.externalNetwork]);
    });
  });
}

/** The name of the credential the world logs in with. */
function listedName(body: unknown): unknown {
  return listAt(body, 'application_credentials')
    .map((row) => at(row, 'name'))
    .find((name) => name !== 'restricted');
}
