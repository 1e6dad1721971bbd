import { expect } from 'chai';
import { systemClock } from '../../src/io/clock.ts';
import { createRedactor } from '../../src/io/redact.ts';
import { list } from '../../src/openstack/list.ts';
import { at } from '../support/json.ts';
import { makeRealWorld } from '../support/realWorld.ts';
import { connectWire, type Reply } from '../support/wire.ts';
import type { World } from '../support/world.ts';
import { failureOf } from './failureOf.ts';
import { cloudOf, connectTo } from './realSession.ts';

describe('a login to real services', function () {
  this.timeout(120_000);
  let world: World;
  before(async () => {
    world = await makeRealWorld();
  });
  after(() => world.dispose());

  it('works by password, and lists', async () => {
    const session = await connectTo(await cloudOf(world, 'test-password'));
    expect(session.projectId).to.equal(world.projectId);
    expect(session.applicationCredentialId).to.equal(undefined);
    const [credential] = await list(session, 'applicationCredential');
    expect(credential).to.deep.include({ projectId: world.projectId, facts: { unrestricted: true } });
  });

  it('works by application credential, by id and by name', async () => {
    const redactor = createRedactor();
    const config = await cloudOf(world, 'test', redactor);
    const byId = await connectTo(config, redactor);
    expect(byId.projectId).to.equal(world.projectId);
    if (config.auth.type !== 'applicationCredential') throw new Error('not by id');
    expect(byId.applicationCredentialId).to.equal(config.auth.id);
    const { secret } = config.auth;
    const [credential] = await list(byId, 'applicationCredential');
    const name = credential?.name ?? '';
    const auth = {
      type: 'applicationCredentialByName',
      name,
      secret,
      userId: byId.userId,
      userDomain: {},
    } as const;
    const byName = await connectTo({ ...config, auth }, redactor);
    expect(byName.applicationCredentialId).to.equal(byId.applicationCredentialId);
  });

  it('works by token', async () => {
    const redactor = createRedactor();
    const config = await cloudOf(world, 'test-password', redactor);
    const { token, projectId } = await connectWire(world.cloudsYaml, 'test-password');
    const auth = { type: 'token', token: redactor.secret(token), project: { id: projectId } } as const;
    const session = await connectTo({ ...config, auth }, redactor);
    expect(await list(session, 'server')).to.deep.equal([]);
  });

  it('says what is wrong with a password, a token, a project and a region', async () => {
    const redactor = createRedactor();
    const config = await cloudOf(world, 'test-password', redactor);
    if (config.auth.type !== 'password') throw new Error('not by password');
    const { auth } = config;
    const wrong = { ...auth, password: redactor.secret('not-the-password') };
    const denied = await failureOf(connectTo({ ...config, auth: wrong }, redactor));
    expect(denied).to.include({ verdict: 'unauthorised', status: 401 });
    expect(denied.requestId).to.match(/^req-/);
    const elsewhere = { ...auth, project: { name: 'nowhere', domain: { name: 'Default' } } };
    expect(await failureOf(connectTo({ ...config, auth: elsewhere }, redactor))).to.include({
      verdict: 'unauthorised',
    });
    const ended = { type: 'token', token: redactor.secret('gAAAAnonsense'), project: { id: world.projectId } } as const;
    expect(await failureOf(connectTo({ ...config, auth: ended }, redactor))).to.include({ verdict: 'unauthorised' });
    const region = await failureOf(connectTo({ ...config, region: 'Mars' }, redactor));
    expect(region.hint).to.match(/RegionOne/);
  });

  it('is renewed when the token was taken back', async () => {
    const redactor = createRedactor();
    const session = await connectTo(await cloudOf(world, 'test-password', redactor), redactor);
    const admin = await connectWire(process.env['TROIKA_BED_CLOUDS'] ?? '', 'admin');
    const enable = (enabled: boolean): Promise<Reply> =>
      admin.send('identity', 'PATCH', `/users/${session.userId}`, { user: { enabled } });
    try {
      // Takes back all tokens of the user, as a changed password would (keystone/identity/core.py, update_user).
      await enable(false);
      // Keystone itself is asked: the others keep for minutes what they once heard of a token, in one memcached for all
      // (keystonemiddleware, token_cache_time), and finding a service's root may have shown it to one.
      expect(await failureOf(list(session, 'applicationCredential'))).to.include({
        verdict: 'unauthorised',
        status: 401,
      });
    } finally {
      expect(at((await enable(true)).body, 'user', 'enabled')).to.equal(true);
      // Keystone compares in whole seconds: a token of the second in which others were taken back is taken back too.
      await systemClock.sleep(1100);
    }
    const before = session.log.length;
    expect((await list(session, 'applicationCredential')).map((one) => one.projectId)).to.deep.equal([world.projectId]);
    const since = session.log.slice(before).map((line) => `${line.service} ${line.method} ${line.status}`);
    expect(since).to.deep.equal(['identity GET 401', 'identity POST 201', 'identity GET 200']);
  });
});
