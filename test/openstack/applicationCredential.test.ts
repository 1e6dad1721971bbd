import { expect } from 'chai';
import { inspect } from 'node:util';
import { loadCloud } from '../../src/config/clouds.ts';
import { credentialTexts } from '../../src/creators/runMarks.ts';
import { systemClock } from '../../src/io/clock.ts';
import { noLog } from '../../src/io/log.ts';
import { createRedactor, type Redactor } from '../../src/io/redact.ts';
import { createApplicationCredential, findApplicationCredential } from '../../src/openstack/applicationCredential.ts';
import { connect } from '../../src/openstack/connect.ts';
import { list } from '../../src/openstack/list.ts';
import { remove } from '../../src/openstack/remove.ts';
import type { Session } from '../../src/openstack/session.ts';
import { makeSimWorld, type SimWorld } from '../support/simWorld.ts';
import { failureOf } from './failureOf.ts';

const C = 'tabcdefghi2';
const { name, description } = credentialTexts(C);

describe('a credential of a cluster’s own', () => {
  let world: SimWorld;
  let redactor: Redactor;
  let session: Session;

  beforeEach(async () => {
    world = await makeSimWorld();
    redactor = createRedactor();
    session = await login('test-password');
  });
  afterEach(() => world.dispose());

  async function login(cloud: string): Promise<Session> {
    const env = { OS_CLIENT_CONFIG_FILE: world.cloudsYaml };
    const config = await loadCloud({ env, cwd: '/', home: '/', redactor, cloud });
    return connect(config, { clock: systemClock, log: noLog, redactor });
  }

  /** Logs in by it. */
  async function by(id: string, secret: string): Promise<Session> {
    const env = { OS_CLIENT_CONFIG_FILE: world.cloudsYaml };
    const config = await loadCloud({ env, cwd: '/', home: '/', redactor, cloud: 'test-password' });
    const auth = { type: 'applicationCredential', id, secret: redactor.secret(secret) } as const;
    return connect({ ...config, auth }, { clock: systemClock, log: noLog, redactor });
  }

  it('has the cluster’s name and description, is restricted, and logs in to the same project', async () => {
    const { id, secret } = await createApplicationCredential(session, { name, description });
    const [row] = [...world.sim.world.credentials.values()].filter((one) => one.id === id);
    expect(row).to.include({
      name: `troika-${C}`,
      description: `Made by Troika for cluster ${C}`,
      unrestricted: false,
    });
    expect(row?.expiresAt).to.equal(null);
    const own = await by(id, secret.reveal());
    expect([own.projectId, own.applicationCredentialId]).to.deep.equal([session.projectId, id]);
  });

  it('is told when it ends', async () => {
    const expiresAt = new Date(session.now().getTime() + 60_000).toISOString();
    const { id, secret } = await createApplicationCredential(session, { name, description, expiresAt });
    await by(id, secret.reveal());
    world.sim.world.time.advance(61_000);
    expect(await failureOf(by(id, secret.reveal()))).to.include({ verdict: 'unauthorised' });
  });

  it('shows its secret nowhere: not when it is printed, and a text that repeats it is made clean', async () => {
    const made = await createApplicationCredential(session, { name, description });
    const text = made.secret.reveal();
    expect(text).to.have.length.greaterThan(40);
    expect(inspect(made, { showHidden: true, depth: 9 }) + JSON.stringify(made) + String(made.secret)).to.not.contain(
      text,
    );
    expect(redactor.redact(`said ${text}`)).to.equal('said [secret]');
  });

  it('is found by its name among others, and removed', async () => {
    const { id } = await createApplicationCredential(session, { name, description });
    await createApplicationCredential(session, { name: `${name}-2`, description });
    expect(await findApplicationCredential(session, name)).to.include({ id, name, description });
    expect(await remove(session, { kind: 'applicationCredential', id })).to.include({ result: 'accepted' });
    expect(await findApplicationCredential(session, name)).to.equal(undefined);
    expect((await list(session, 'applicationCredential')).map((one) => one.name)).to.include(`${name}-2`);
  });

  it('is not taken for one of another project of the same user', async () => {
    const { id } = await createApplicationCredential(session, { name, description });
    const rows = world.sim.world.credentials;
    const row = rows.get(id);
    if (row === undefined) throw new Error('nothing was made');
    rows.set(id, { ...row, projectId: 'f00d' });
    expect(await findApplicationCredential(session, name)).to.equal(undefined);
  });

  it('is refused where the session has a restricted one itself, with what to do', async () => {
    const first = await createApplicationCredential(session, { name, description });
    const own = await by(first.id, first.secret.reveal());
    const error = await failureOf(createApplicationCredential(own, { name: 'more', description }));
    expect(error).to.include({ status: 403, verdict: 'unauthorised' });
    expect(error.hint).to.match(/must be made with --unrestricted to make or delete others/);
  });

  it('is refused where the name is taken', async () => {
    await createApplicationCredential(session, { name, description });
    expect(await failureOf(createApplicationCredential(session, { name, description }))).to.include({ status: 409 });
  });

  it('is asked for once: without an answer nobody knows its secret, but it is found by its name', async () => {
    const { sim } = world;
    sim.script([{ when: { method: 'POST', path: /application_credentials$/ }, then: { do: 'lose' } }]);
    const error = await failureOf(createApplicationCredential(session, { name, description }));
    expect(error).to.include({ status: undefined });
    const asked = sim.requests.filter((one) => one.method === 'POST' && one.path.endsWith('/application_credentials'));
    expect(asked).to.have.length(1);
    expect((await findApplicationCredential(session, name))?.name).to.equal(name);
  });
});
