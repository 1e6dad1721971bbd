import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { chooseCloud } from '../../src/config/chooseCloud.ts';
import { loadCloud } from '../../src/config/clouds.ts';
import type { CloudConfig } from '../../src/config/cloudConfig.ts';
import { createRedactor } from '../../src/io/redact.ts';
import type { Redactor } from '../../src/io/redact.ts';
import { TroikaError } from '../../src/model/error.ts';
import { refusalOf } from '../support/refusal.ts';

const AUTH = `
      auth_url: https://keystone.example/v3
      username: ann
      password: hunter22
      project_name: e2e
      user_domain_name: Default
      project_domain_id: default`;

const PLAIN = `
clouds:
  here:
    auth:${AUTH}
`;

const OPENRC = {
  OS_AUTH_URL: 'https://keystone.example:5000',
  OS_USERNAME: 'ann',
  OS_PASSWORD: 'hunter22',
  OS_PROJECT_ID: 'p1',
  OS_USER_DOMAIN_NAME: 'Default',
};

describe('The cloud to use', () => {
  let root: string;
  let redactor: Redactor;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'troika-clouds-'));
    redactor = createRedactor();
  });
  afterEach(() => rm(root, { recursive: true }));

  async function file(path: string, text: string): Promise<void> {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }

  function load(env: Readonly<Record<string, string>> = {}, cloud?: string): Promise<CloudConfig> {
    // Nothing of the machine that runs the tests: no /etc/xdg, no /etc/openstack cloud by accident of a name.
    const whole = { XDG_CONFIG_DIRS: join(root, 'xdg'), ...env };
    return loadCloud({
      env: whole,
      cwd: join(root, 'cwd'),
      home: join(root, 'home'),
      redactor,
      ...(cloud === undefined ? {} : { cloud }),
    });
  }

  it('is read whole from clouds.yaml', async () => {
    await file('cwd/clouds.yaml', `${PLAIN}    region_name: R1\n    interface: internal\n    cacert: ~/ca.pem\n`);
    const cloud = await load({}, 'here');
    const { auth, ...rest } = cloud;
    expect(rest).to.deep.equal({
      name: 'here',
      named: true,
      authUrl: 'https://keystone.example/v3',
      region: 'R1',
      interface: 'internal',
      verify: true,
      cacert: join(root, 'home', 'ca.pem'),
    });
    if (auth.type !== 'password') throw new Error(auth.type);
    expect(auth.password.reveal()).to.equal('hunter22');
    expect(auth).to.deep.include({
      username: 'ann',
      userDomain: { name: 'Default' },
      project: { name: 'e2e', domain: { id: 'default' } },
    });
  });

  it('shows its secrets to nobody', async () => {
    await file('cwd/clouds.yaml', `${PLAIN}  other: {auth: {password: tr0ub4dor}}\n`);
    const cloud = await load({ OS_TOKEN: 'gAAAAtoken', OS_CLOUD: 'here' });
    expect(JSON.stringify(cloud)).not.to.contain('hunter22');
    expect(redactor.redact('hunter22 tr0ub4dor gAAAAtoken')).to.equal('[secret] [secret] [secret]');
  });

  describe('is searched for', () => {
    it('here first, then in the home, then for the whole system', async () => {
      const named = (name: string): string =>
        `clouds: {${name}: {auth: {auth_url: "http://k", username: a, password: secret-1, project_id: p, user_domain_id: d}}}`;
      await file('xdg/openstack/clouds.yaml', named('system'));
      expect((await load()).name).to.equal('system');
      await file(
        'home/.config/openstack/clouds.json',
        JSON.stringify({
          clouds: {
            json: {
              auth: { auth_url: 'http://k', username: 'a', password: 'secret-2', project_id: 'p', user_domain_id: 'd' },
            },
          },
        }),
      );
      expect((await load()).name).to.equal('json');
      await file('home/.config/openstack/clouds.yml', named('home'));
      expect((await load()).name).to.equal('home');
      await file('cwd/clouds.yaml', named('here'));
      expect((await load()).name).to.equal('here');
      await file('named.yaml', named('named'));
      expect((await load({ OS_CLIENT_CONFIG_FILE: join(root, 'named.yaml') })).name).to.equal('named');
    });

    it('nowhere else when OS_CLIENT_CONFIG_FILE names a file that is not there', async () => {
      await file('cwd/clouds.yaml', PLAIN);
      const error = await refusalOf(load({ OS_CLIENT_CONFIG_FILE: '/nowhere/clouds.yaml' }));
      expect(error.verdict).to.equal('usage');
      expect(error.message).to.contain('/nowhere/clouds.yaml');
    });
  });

  it('takes secrets from secure.yaml, wherever that lies', async () => {
    await file('cwd/clouds.yaml', PLAIN);
    await file('home/.config/openstack/secure.yaml', 'clouds: {here: {auth: {password: from-secure}}}');
    const { auth } = await load();
    expect(auth.type === 'password' && auth.password.reveal()).to.equal('from-secure');
  });

  it('takes what a profile says below its own settings', async () => {
    await file(
      'cwd/clouds.yaml',
      `clouds:\n  here:\n    profile: vendor\n    auth: {username: a, password: secret-1, project_id: p, user_domain_id: d}\n`,
    );
    await file(
      'cwd/clouds-public.yaml',
      'public-clouds: {vendor: {auth: {auth_url: "https://vendor.example/"}, region_name: V, interface: admin}}',
    );
    expect(await load()).to.include({ authUrl: 'https://vendor.example/v3', region: 'V', interface: 'admin' });
  });

  describe('is chosen', () => {
    const TWO = `${PLAIN}  there:\n    auth:${AUTH}\n`;
    beforeEach(() => file('cwd/clouds.yaml', TWO));

    it('by the name asked for, before OS_CLOUD', async () => {
      expect((await load({ OS_CLOUD: 'here' }, 'there')).name).to.equal('there');
    });
    it('by OS_CLOUD, before the other OS_* variables', async () => {
      expect(await load({ ...OPENRC, OS_CLOUD: 'here' })).to.include({ name: 'here', named: true });
    });
    it('from the OS_* variables, before the file', async () => {
      expect(await load(OPENRC)).to.include({ name: 'envvars', authUrl: 'https://keystone.example:5000/v3' });
    });
    it('when it is the only one', async () => {
      await file('cwd/clouds.yaml', PLAIN);
      const cloud = await load({ OS_REGION_NAME: 'R9' });
      expect(cloud.region).to.equal('R9');
      expect(cloud.named).to.equal(undefined);
    });
    it('never by itself out of several', async () => {
      const error = await refusalOf(load());
      expect(error.message).to.match(/no cloud is chosen; .*clouds\.yaml has: here, there/);
      expect(error.hint).to.contain('OS_CLOUD');
    });
    it('never by a name that is not there: the names there are, and the file, are told', async () => {
      const error = await refusalOf(load({ OS_CLOUD: 'hrere' }));
      expect(error.verdict).to.equal('usage');
      expect(error.message).to.match(/no cloud "hrere"; .*cwd\/clouds\.yaml has: here, there/);
    });
    it('never from nothing: the places to write it are told', () => {
      // Not through files: the machine that runs the tests may have a cloud of its own in /etc/openstack.
      const nothing = { env: {}, clouds: undefined, secure: undefined, profiles: undefined };
      expect(() => chooseCloud(nothing, undefined))
        .to.throw(TroikaError, 'no cloud is configured')
        .with.property('hint')
        .that.contains('clouds.yaml');
      expect(() => chooseCloud(nothing, 'here')).to.throw(TroikaError, 'there is no cloud "here", nor any other');
    });
  });

  describe('in regions', () => {
    const REGIONS = `${PLAIN}    regions: [R1, {name: R2, values: {interface: admin}}]\n`;
    beforeEach(() => file('cwd/clouds.yaml', REGIONS));

    it('is in the first one', async () => {
      expect(await load()).to.include({ region: 'R1', interface: 'public' });
    });
    it('takes the values of the one asked for', async () => {
      expect(await load({ OS_REGION_NAME: 'R2' })).to.include({ region: 'R2', interface: 'admin' });
    });
    it('refuses one it does not have', async () => {
      expect((await refusalOf(load({ OS_REGION_NAME: 'r1' }))).message).to.contain('it has: R1, R2');
    });
  });

  it('may use an application credential, by id or by name', async () => {
    const appcred = (more: string): string =>
      `clouds: {here: {auth_type: v3applicationcredential, auth: {auth_url: "http://k/v3", application_credential_secret: s3cret-s3cret, ${more}}}}`;
    await file('cwd/clouds.yaml', appcred('application_credential_id: abc'));
    const byId = (await load()).auth;
    expect(byId.type === 'applicationCredential' && [byId.id, byId.secret.reveal()]).to.deep.equal([
      'abc',
      's3cret-s3cret',
    ]);
    await file('cwd/clouds.yaml', appcred('application_credential_name: ci, username: ann, user_domain_name: D'));
    expect((await load()).auth).to.deep.include({
      type: 'applicationCredentialByName',
      name: 'ci',
      username: 'ann',
      userDomain: { name: 'D' },
    });
  });

  it('may use a token', async () => {
    const { auth } = await load({
      OS_AUTH_TYPE: 'v3token',
      OS_AUTH_URL: 'http://k',
      OS_TOKEN: 'gAAAAx',
      OS_PROJECT_ID: 'p',
    });
    expect(auth.type === 'token' && [auth.token.reveal(), auth.project]).to.deep.equal(['gAAAAx', { id: 'p' }]);
  });

  for (const [settings, wanted] of [
    ['verify: no', { verify: false }],
    ['verify: false', { verify: false }],
    ['insecure: "True"', { verify: false }],
    ['insecure: true, cacert: /ca.pem', { verify: false }],
    ['verify: true, cacert: /ca.pem', { verify: true, cacert: '/ca.pem' }],
    ['verify: /bundle.pem', { verify: true, cacert: '/bundle.pem' }],
    ['endpoint_type: internalURL', { interface: 'internal' }],
    ['tenant_id: t', {}],
  ] as const) {
    it(`understands { ${settings} }`, async () => {
      await file('cwd/clouds.yaml', `clouds: {here: {${settings}, auth: {${AUTH.trim().split(/\n\s*/).join(', ')}}}}`);
      expect(await load()).to.include(wanted);
    });
  }

  for (const [url, wanted] of [
    ['http://k:5000', 'http://k:5000/v3'],
    ['http://k:5000/', 'http://k:5000/v3'],
    ['http://k/identity/v3/', 'http://k/identity/v3'],
    ['http://k/v2.0', 'http://k/v3'],
  ] as const) {
    it(`reads the auth_url ${url} as ${wanted}`, async () => {
      expect((await load({ ...OPENRC, OS_AUTH_URL: url })).authUrl).to.equal(wanted);
    });
  }

  it('is refused with all that it lacks, by the names its user wrote', async () => {
    await file('cwd/clouds.yaml', 'clouds: {here: {auth: {username: ann}, interface: outside}}');
    const { message, verdict, hint } = await refusalOf(load());
    expect(verdict).to.equal('usage');
    for (const name of ['auth.auth_url', 'auth.password', 'auth.user_domain_name', 'auth.project_name', 'interface'])
      expect(message).to.contain(name);
    expect(hint).to.contain('clouds.yaml');
    expect((await refusalOf(load({ OS_USERNAME: 'ann' }))).message).to.contain('OS_PASSWORD is missing');
  });

  for (const [what, env, wanted] of [
    ['a URL that is none', { OS_AUTH_URL: 'keystone' }, 'OS_AUTH_URL: is not an http or https URL'],
    ['a URL with a password in it', { OS_AUTH_URL: 'https://ann:hunter22@k/v3' }, 'OS_AUTH_URL: must hold no user'],
    [
      'a URL with nothing but a password in it',
      { OS_AUTH_URL: 'https://:hunter22@k/v3' },
      'OS_AUTH_URL: must hold no user',
    ],
    ['an auth type it does not know', { OS_AUTH_TYPE: 'v3oidcpassword' }, 'v3oidcpassword is not supported'],
    ['a client certificate', { OS_CERT: '/c.pem' }, 'client certificates are not supported'],
    ['a text that only looks like a switch', { OS_VERIFY: 'false' }, 'use insecure'],
  ] as const) {
    it(`is refused with ${what}`, async () => {
      const { message } = await refusalOf(load({ ...OPENRC, ...env }));
      expect(message).to.contain(wanted);
      expect(message).not.to.contain('hunter22');
    });
  }

  it('is told that an application credential needs its auth type', async () => {
    const { OS_PASSWORD: _none, ...rest } = OPENRC;
    const error = await refusalOf(
      load({ ...rest, OS_APPLICATION_CREDENTIAL_ID: 'a', OS_APPLICATION_CREDENTIAL_SECRET: 's3cret-s3cret' }),
    );
    expect(error.message).to.contain('OS_AUTH_TYPE: must be v3applicationcredential');
  });

  it('is refused when a password is no text, because YAML read it as something else', async () => {
    await file('cwd/clouds.yaml', PLAIN.replace('hunter22', 'yes'));
    expect((await refusalOf(load())).message).to.contain('auth.password is not a text; write it in quotes');
  });

  it('shows nothing of a damaged file', async () => {
    for (const [name, text] of [
      ['clouds.yaml', 'clouds:\n  here: {auth: {password: hunter22]}\n'],
      ['clouds.json', '{"password": "hunter22"'],
    ] as const) {
      await rm(join(root, 'cwd'), { recursive: true, force: true });
      await file(`cwd/${name}`, text);
      const error = await refusalOf(load());
      expect(error.verdict).to.equal('usage');
      expect(error.message).to.contain(`cwd/${name}`);
      expect(JSON.stringify([error.message, error.hint, error.stack])).not.to.contain('hunter22');
    }
  });
});
