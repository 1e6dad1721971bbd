import { expect } from 'chai';
import { KINDS } from '../../src/model/resource.ts';
import { addRouterInterface, removeRouterInterface } from '../../src/openstack/change.ts';
import { create } from '../../src/openstack/create.ts';
import { remove } from '../../src/openstack/remove.ts';
import { failureOf } from './failureOf.ts';
import { PROJECT, USER, withStandIn, type Play } from './standIn.ts';

/** The path of a deletion of each kind, as the services have it. */
const PATHS: Readonly<Record<(typeof KINDS)[number], string>> = {
  server: '/compute/v2.1/servers/x',
  serverGroup: '/compute/v2.1/os-server-groups/x',
  keypair: '/compute/v2.1/os-keypairs/x',
  port: '/network/v2.0/ports/x',
  trunk: '/network/v2.0/trunks/x',
  network: '/network/v2.0/networks/x',
  subnet: '/network/v2.0/subnets/x',
  router: '/network/v2.0/routers/x',
  floatingIp: '/network/v2.0/floatingips/x',
  securityGroup: '/network/v2.0/security-groups/x',
  loadBalancer: '/load-balancer/v2/lbaas/loadbalancers/x?cascade=true',
  listener: '/load-balancer/v2/lbaas/listeners/x',
  pool: '/load-balancer/v2/lbaas/pools/x',
  healthMonitor: '/load-balancer/v2/lbaas/healthmonitors/x',
  volume: `/volume/v3/${PROJECT}/volumes/x`,
  snapshot: `/volume/v3/${PROJECT}/snapshots/x`,
  backup: `/volume/v3/${PROJECT}/backups/x`,
  volumeAttachment: `/volume/v3/${PROJECT}/attachments/x`,
  container: `/swift/v1/AUTH_${PROJECT}/x`,
  image: '/image/v2/images/x',
  ec2Credential: `/identity/v3/users/${USER}/credentials/OS-EC2/x`,
  applicationCredential: `/identity/v3/users/${USER}/application_credentials/x`,
};

const deletions =
  (play: Play) =>
  (request: { readonly method: string }): Play | undefined =>
    request.method === 'DELETE' ? play : undefined;

describe('removing', () => {
  it('asks each service where it keeps the kind, a load balancer with all it holds', async () => {
    await withStandIn(deletions({ status: 204 }), async (cloud) => {
      const session = await cloud.connect();
      for (const kind of KINDS) {
        expect(await remove(session, { kind, id: 'x' })).to.include({ result: 'accepted', status: 204 });
        expect(cloud.seen.at(-1)?.path).to.equal(PATHS[kind]);
      }
    });
  });

  it('names the revision it means, and encodes a keypair’s name', async () => {
    await withStandIn(deletions({ status: 204 }), async (cloud) => {
      const session = await cloud.connect();
      await remove(session, { kind: 'port', id: 'x' }, { revision: 7 });
      expect(cloud.seen.at(-1)?.headers['if-match']).to.equal('revision_number=7');
      await remove(session, { kind: 'keypair', id: 'a b/c' });
      expect(cloud.seen.at(-1)?.path).to.equal('/compute/v2.1/os-keypairs/a%20b%2Fc');
    });
  });

  for (const [play, result] of [
    [{ status: 404 }, 'gone'],
    [{ status: 409 }, 'busy'],
    [{ status: 400 }, 'busy'],
    [{ status: 412 }, 'changed'],
    [{ status: 403 }, 'forbidden'],
    [{ status: 401 }, 'forbidden'],
    [{ status: 429 }, 'unknown'],
    [{ status: 500 }, 'unknown'],
    [{ drop: true }, 'unknown'],
  ] satisfies [Play, string][]) {
    it(`is ${result} after ${'status' in play ? String(play.status) : 'no answer'}, and never an exception`, async () => {
      await withStandIn(
        deletions({ ...play, ...('status' in play ? { body: { message: 'so it is' } } : {}) }),
        async (cloud) => {
          const removal = await remove(await cloud.connect(), { kind: 'volume', id: 'x' });
          expect(removal.result).to.equal(result);
          expect(removal.says).to.equal('status' in play ? 'so it is' : 'the connection broke (ECONNRESET)');
          // With a new token it is sent once more.
          expect(cloud.to('DELETE', /./)).to.have.length(removal.status === 401 ? 2 : 1);
        },
      );
    });
  }

  it('says how long the service wants to be left alone', async () => {
    const busy = { status: 429, body: {}, headers: { 'retry-after': '7' } };
    await withStandIn(deletions(busy), async (cloud) => {
      const removal = await remove(await cloud.connect(), { kind: 'volume', id: 'x' });
      expect(removal).to.include({ result: 'unknown', retryAfterMs: 7000 });
    });
  });

  it('takes an interface off a router by its port', async () => {
    await withStandIn(
      (request) =>
        request.path.endsWith('remove_router_interface') ? { status: 409, body: { message: 'in use' } } : undefined,
      async (cloud) => {
        const removal = await removeRouterInterface(await cloud.connect(), 'r1', 'p1');
        expect(removal).to.include({ result: 'busy', says: 'in use', status: 409 });
        expect(cloud.seen.at(-1)).to.deep.include({
          method: 'PUT',
          path: '/network/v2.0/routers/r1/remove_router_interface',
          body: { port_id: 'p1' },
        });
        expect(cloud.to('PUT', /./)).to.have.length(1);
      },
    );
  });
});

describe('creating', () => {
  it('answers what is made even where the service says little of it', async () => {
    await withStandIn(
      (request) =>
        request.method === 'POST' && request.path.endsWith('/servers')
          ? { status: 202, body: { server: { id: 's1', adminPass: 'pawH67T6aiJo' } } }
          : undefined,
      async (cloud) => {
        const server = await create(await cloud.connect(), 'server', { name: 'one' });
        expect(server).to.deep.include({ kind: 'server', id: 's1', name: 'one', status: 'BUILD', projectId: PROJECT });
        expect(cloud.seen.at(-1)?.body).to.deep.equal({ server: { name: 'one' } });
        expect(JSON.stringify(server)).to.not.include('pawH67T6aiJo');
      },
    );
  });

  it('says so when the answer cannot be read, for the thing may be there', async () => {
    await withStandIn(
      (request) =>
        request.method === 'POST' && request.path.endsWith('/networks')
          ? { status: 201, body: { network: {} } }
          : undefined,
      async (cloud) => {
        const error = await failureOf(create(await cloud.connect(), 'network', { name: 'one' }));
        expect(error.message).to.match(/^network POST \/networks: 201, but it cannot be read: id: .* \(req-\d+\)$/);
      },
    );
  });

  it('finds a router’s interface that an earlier request made without an answer', async () => {
    const port = {
      id: 'p1',
      project_id: PROJECT,
      status: 'DOWN',
      network_id: 'n1',
      device_owner: 'network:router_interface',
      device_id: 'r1',
      fixed_ips: [{ subnet_id: 'sub1', ip_address: '10.0.0.1' }],
    };
    await withStandIn(
      (request) => {
        if (request.path.endsWith('add_router_interface'))
          return { status: 400, body: { message: 'already has a port' } };
        return request.path.includes('/v2.0/ports') ? { status: 200, body: { ports: [port] } } : undefined;
      },
      async (cloud) => {
        const session = await cloud.connect();
        expect(await addRouterInterface(session, 'r1', 'sub1')).to.equal('p1');
        expect(await failureOf(addRouterInterface(session, 'r2', 'sub1'))).to.include({ status: 400 });
      },
    );
  });
});
