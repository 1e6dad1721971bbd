import { createServer } from 'node:net';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { TroikaError } from '../../src/model/error.ts';
import { CloudError } from '../../src/openstack/cloudError.ts';
import { certificate } from './certificate.ts';
import { failureOf } from './failureOf.ts';
import { catalogueAt, PASSWORD, PROJECT, tokenBody, USER, withStandIn, type Script } from './standIn.ts';

const plain: Script = () => undefined;

/** Answers every login with this. */
function loginWith(status: number, body: unknown, headers: Record<string, string> = {}): Script {
  return (request) => (request.path.endsWith('/auth/tokens') ? { status, body, headers } : undefined);
}

describe('connect', () => {
  it('logs in by password and finds the root of every service', async () => {
    await withStandIn(plain, async (cloud) => {
      const session = await cloud.connect();
      expect(session).to.include({ cloud: 'stand-in', projectId: PROJECT, userId: USER, region: 'RegionOne' });
      expect(session.applicationCredentialId).to.equal(undefined);
      expect(cloud.seen[0]?.body).to.deep.equal({
        auth: {
          identity: {
            methods: ['password'],
            password: { user: { name: 'someone', domain: { name: 'Default' }, password: PASSWORD } },
          },
          scope: { project: { name: 'e2e', domain: { name: 'Default' } } },
        },
      });
      const paths = {
        identity: '/identity/v3/x',
        compute: '/compute/v2.1/x',
        network: '/network/v2.0/x',
        volume: `/volume/v3/${PROJECT}/x`,
        loadBalancer: '/load-balancer/v2/x',
        image: '/image/v2/x',
      } as const;
      for (const [service, path] of Object.entries(paths) as [keyof typeof paths, string][]) {
        await failureOf(session.request({ service, method: 'GET', path: '/x' }));
        expect(session.log.at(-1)?.path).to.equal(path);
      }
    });
  });

  it('logs in by application credential, by id or by name, and by token', async () => {
    await withStandIn(plain, async (cloud) => {
      const secret = cloud.redactor.secret('secret-of-the-credential');
      const byId = await cloud.connect({ auth: { type: 'applicationCredential', id: 'ac1', secret } });
      expect(byId.applicationCredentialId).to.equal('ac1');
      await cloud.connect({
        auth: { type: 'applicationCredentialByName', name: 'ci', secret, username: 'u', userDomain: { id: 'default' } },
      });
      await cloud.connect({
        auth: { type: 'token', token: cloud.redactor.secret('old-token'), project: { id: 'p1' } },
      });
      const sent = cloud.to('POST', /auth\/tokens/).map((request) => request.body);
      expect(sent).to.deep.equal([
        {
          auth: {
            identity: {
              methods: ['application_credential'],
              application_credential: { id: 'ac1', secret: 'secret-of-the-credential' },
            },
          },
        },
        {
          auth: {
            identity: {
              methods: ['application_credential'],
              application_credential: {
                name: 'ci',
                secret: 'secret-of-the-credential',
                user: { name: 'u', domain: { id: 'default' } },
              },
            },
          },
        },
        { auth: { identity: { methods: ['token'], token: { id: 'old-token' } }, scope: { project: { id: 'p1' } } } },
      ]);
    });
  });

  it('takes its time from the cloud: the Date of the last answer, or Keystone’s word', async () => {
    const issued = tokenBody([], { issued_at: '2031-01-01T00:00:00.000000Z' });
    const headers = { 'x-subject-token': 'some-token' };
    const silent: Script = (request) =>
      request.path.endsWith('/auth/tokens')
        ? {
            by: (response) =>
              void ((response.sendDate = false), response.writeHead(201, headers).end(JSON.stringify(issued))),
          }
        : undefined;
    await withStandIn(silent, async (cloud) => {
      const { region: _, ...config } = cloud.config;
      const session = await cloud.connectWith(config);
      expect(session.now().toISOString()).to.match(/^2031-01-01T00:00:0/);
    });
    const dated: Script = (request) => {
      if (request.path === '/compute/v2.1/flavors') {
        return { by: (response) => void ((response.sendDate = false), response.writeHead(200).end('{}')) };
      }
      const headers = { date: 'Wed, 25 Nov 2032 03:00:00 GMT' };
      return request.path === '/compute/v2.1/servers' ? { status: 200, body: {}, headers } : undefined;
    };
    await withStandIn(dated, async (cloud) => {
      const session = await cloud.connect();
      await session.request({ service: 'compute', method: 'GET', path: '/servers' });
      await session.request({ service: 'compute', method: 'GET', path: '/flavors' });
      expect(session.now().toISOString()).to.match(/^2032-11-25T03:00:0/);
    });
  });

  it('says that the credential is not accepted, and which', async () => {
    const body = { error: { code: 401, message: `Wrong password ${PASSWORD} for someone.` } };
    await withStandIn(loginWith(401, body), async (cloud) => {
      const error = await failureOf(cloud.connect());
      expect(error).to.be.instanceOf(CloudError).and.include({ verdict: 'unauthorised', status: 401 });
      expect(error.message).to.match(
        /^login to cloud stand-in failed: identity POST \/identity\/v3\/auth\/tokens: 401/,
      );
      expect(error.hint).to.match(/does not accept the user, password or project of cloud stand-in/);
      const token = { type: 'token', token: cloud.redactor.secret('ended-token'), project: { id: 'p' } } as const;
      expect((await failureOf(cloud.connect({ auth: token }))).hint).to.match(/may have expired: get a fresh one/);
    });
  });

  it('says that a token has ended, which Keystone calls not found', async () => {
    const body = { error: { code: 404, message: 'Could not recognize Fernet token', title: 'Not Found' } };
    await withStandIn(loginWith(404, body), async (cloud) => {
      const auth = { type: 'token', token: cloud.redactor.secret('ended-token'), project: { id: 'p' } } as const;
      const error = await failureOf(cloud.connect({ auth }));
      expect(error).to.include({ verdict: 'unauthorised', status: 404 });
      expect(error.hint).to.match(/may have expired: get a fresh one/);
    });
  });

  it('lists the regions there are when the region is not among them', async () => {
    await withStandIn(plain, async (cloud) => {
      const error = await failureOf(cloud.connect({ region: 'Mars' }));
      expect(error)
        .to.be.instanceOf(TroikaError)
        .and.include({ verdict: 'usage', message: 'cloud stand-in has no region Mars' });
      expect(error.hint).to.equal('There are: RegionOne, RegionTwo. Set region_name in clouds.yaml.');
    });
  });

  it('asks for a region when there are several and none is named', async () => {
    await withStandIn(plain, async (cloud) => {
      const { region: _, ...config } = cloud.config;
      const error = await failureOf(cloud.connectWith(config));
      expect(error).to.include({ verdict: 'usage' });
      expect(error.hint).to.match(/one of RegionOne, RegionTwo/);
    });
  });

  it('names a missing service when it is needed, and where it is instead', async () => {
    await withStandIn(plain, async (cloud) => {
      const session = await cloud.connect({ interface: 'internal' });
      expect(session.has('compute')).to.equal(false);
      const error = await failureOf(session.request({ service: 'compute', method: 'GET', path: '/servers' }));
      expect(error).to.include({
        verdict: 'broken',
        message: 'no compute service with interface internal in region RegionOne in the catalogue of cloud stand-in',
      });
      expect(error.hint).to.match(/public in RegionOne, internal in RegionTwo/);
    });
  });

  it('connects although one service cannot be reached, and says so when that one is needed', async () => {
    const port = await unusedPort();
    const catalogue = (url: string): unknown =>
      JSON.parse(JSON.stringify(catalogueAt(url)).replaceAll(`${url}/network`, `http://127.0.0.1:${port}`));
    await withStandIn(
      plain,
      async (cloud) => {
        const session = await cloud.connect();
        const error = await failureOf(session.request({ service: 'network', method: 'GET', path: '/ports' }));
        expect(error.message).to.equal('network GET /: no answer: nobody listens there (ECONNREFUSED)');
        expect(error.hint).to.match(new RegExp(`^http://127.0.0.1:${port} .*from its catalogue`));
      },
      { catalogue },
    );
  });

  it('says where nobody listens, and that auth_url says so', async () => {
    const port = await unusedPort();
    await withStandIn(plain, async (cloud) => {
      const error = await failureOf(cloud.connect({ authUrl: `http://127.0.0.1:${port}/v3` }));
      expect(error).to.include({ verdict: 'broken', status: undefined });
      expect(error.hint).to.match(/from auth_url of cloud stand-in/);
    });
  });

  it('says that a certificate is not trusted, unless its authority is named or checks are off', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'troika-ca-'));
    try {
      const cacert = join(folder, 'ca.pem');
      await writeFile(cacert, certificate);
      await withStandIn(
        plain,
        async (cloud) => {
          const error = await failureOf(cloud.connect());
          expect(error).to.include({ verdict: 'broken' });
          expect(error.message).to.match(/its certificate comes from an authority that is not trusted here/);
          expect(error.hint).to.match(/cacert in clouds.yaml/);
          expect((await cloud.connect({ cacert })).projectId).to.equal(PROJECT);
          expect((await cloud.connect({ verify: false })).projectId).to.equal(PROJECT);
          expect(await failureOf(cloud.connect({ cacert: join(folder, 'none.pem') }))).to.include({ verdict: 'usage' });
        },
        { tls: true },
      );
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('notices that auth_url leads to something else than Keystone', async () => {
    await withStandIn(loginWith(200, '<html>Welcome</html>'), async (cloud) => {
      const error = await failureOf(cloud.connect());
      expect(error.hint).to.match(/Does auth_url of cloud stand-in lead to Keystone\?/);
    });
    await withStandIn(loginWith(404, '<html>Not here</html>'), async (cloud) => {
      expect((await failureOf(cloud.connect())).hint).to.match(/must be the root of Keystone/);
    });
  });

  it('refuses a token without a project', async () => {
    const body = tokenBody([], { project: undefined });
    await withStandIn(loginWith(201, body, { 'x-subject-token': 't-1' }), async (cloud) => {
      expect(await failureOf(cloud.connect())).to.include({ verdict: 'usage' });
    });
  });

  it('takes the newest microversion of an older Nova, and refuses one that is too old for the evidence', async () => {
    const nova =
      (version: string): Script =>
      (request) =>
        request.path === '/compute/v2.1/'
          ? { status: 200, body: { version: { id: 'v2.1', version, min_version: '2.1' } } }
          : undefined;
    const call = { service: 'compute', method: 'GET', path: '/servers' } as const;
    await withStandIn(nova('2.65'), async (cloud) => {
      await (await cloud.connect()).request(call);
      expect(cloud.to('GET', /servers$/)[0]?.headers['openstack-api-version']).to.equal('compute 2.65');
    });
    await withStandIn(nova('2.60'), async (cloud) => {
      const error = await failureOf((await cloud.connect()).request(call));
      expect(error.message).to.equal('the compute service of cloud stand-in offers compute 2.60; Troika needs 2.64');
    });
  });
});

async function unusedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  await new Promise((done) => server.close(done));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
