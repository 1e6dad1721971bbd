import { expect } from 'chai';
import { inventory } from '../../src/openstack/inventory.ts';
import { list } from '../../src/openstack/list.ts';
import { KINDS } from '../../src/model/resource.ts';
import { failureOf } from './failureOf.ts';
import { catalogueAt, PROJECT, withStandIn, type Play, type Script, type Seen } from './standIn.ts';

const network = (id: string, project = PROJECT): unknown => ({
  id,
  name: `net-${id}`,
  project_id: project,
  status: 'ACTIVE',
  subnets: [],
  tags: [],
});

const group = (id: string): unknown => ({ id, name: id, project_id: PROJECT, policy: 'affinity', members: [] });

/** Answers lists at a path with what `pages` makes of the query. */
function pagesAt(end: string, pages: (query: URLSearchParams, request: Seen) => Play | object): Script {
  return (request) => {
    const [path = '', query = ''] = request.path.split('?');
    if (!path.endsWith(end)) return undefined;
    const page = pages(new URLSearchParams(query), request);
    return 'status' in page || 'drop' in page ? (page as Play) : { status: 200, body: page };
  };
}

const next = (marker: string) => [{ rel: 'next', href: `http://evil.example.org/v2.0/networks?marker=${marker}` }];

describe('a list', () => {
  it('is paged to the end, over short and empty pages, on the service’s own host', async () => {
    const script = pagesAt('/networks', (query) => {
      const marker = query.get('marker');
      if (marker === null) return { networks: [network('1'), network('2')], networks_links: next('2') };
      if (marker === '2') return { networks: [], networks_links: next('3') };
      return { networks: [network('4')] };
    });
    await withStandIn(script, async (cloud) => {
      const found = await list(await cloud.connect(), 'network');
      expect(found.map((one) => one.id)).to.deep.equal(['1', '2', '4']);
      expect(cloud.to('GET', /v2.0\/networks/).map((one) => one.path)).to.deep.equal([
        '/network/v2.0/networks?limit=500&sort_key=id&sort_dir=asc',
        '/network/v2.0/networks?limit=500&sort_key=id&sort_dir=asc&marker=2',
        '/network/v2.0/networks?limit=500&sort_key=id&sort_dir=asc&marker=3',
      ]);
    });
  });

  it('fails when its pages go round in a circle', async () => {
    const script = pagesAt('/networks', (query) => ({
      networks: [network('1')],
      networks_links: next(query.get('marker') === 'a' ? 'b' : 'a'),
    }));
    await withStandIn(script, async (cloud) => {
      const error = await failureOf(list(await cloud.connect(), 'network'));
      expect(error.message).to.match(/^network GET \/networks: 200, but its pages go round in a circle/);
      expect(cloud.to('GET', /v2.0\/networks/)).to.have.length(3);
    });
  });

  it('of server groups is counted on, and fails when the same page comes again', async () => {
    const all = Array.from({ length: 45 }, (_, index) => group(`g${index}`));
    const counting = pagesAt('/os-server-groups', (query) => {
      const offset = Number(query.get('offset') ?? 0);
      return { server_groups: all.slice(offset, offset + 20) };
    });
    await withStandIn(counting, async (cloud) => {
      expect(await list(await cloud.connect(), 'serverGroup')).to.have.length(45);
    });
    const deaf = pagesAt('/os-server-groups', () => ({ server_groups: all.slice(0, 20) }));
    await withStandIn(deaf, async (cloud) => {
      expect((await failureOf(list(await cloud.connect(), 'serverGroup'))).message).to.match(/same page again/);
    });
  });

  it('leaves out what belongs to another project, whatever the service shows', async () => {
    const script = pagesAt('/networks', () => ({ networks: [network('1'), network('2', 'other')] }));
    await withStandIn(script, async (cloud) => {
      expect((await list(await cloud.connect(), 'network')).map((one) => one.id)).to.deep.equal(['1']);
    });
  });

  it('fails when an item does not say whose it is, and names the field', async () => {
    const { project_id: _, ...homeless } = network('2') as Record<string, unknown>;
    const script = pagesAt('/networks', () => ({ networks: [network('1'), homeless] }));
    await withStandIn(script, async (cloud) => {
      const error = await failureOf(list(await cloud.connect(), 'network'));
      expect(error.message).to.match(/network GET \/networks: 200, but it cannot be read: project_id: /);
    });
  });

  it('fails when the answer has no list in it', async () => {
    await withStandIn(
      pagesAt('/networks', () => ({ error: 'busy' })),
      async (cloud) => {
        expect((await failureOf(list(await cloud.connect(), 'network'))).message).to.match(
          /its answer has no networks/,
        );
      },
    );
  });

  it('of servers may be brief: names and ids, from the list that costs Nova least', async () => {
    const script = pagesAt('/servers', () => ({ servers: [{ id: 's1', name: 'one', links: [] }] }));
    await withStandIn(script, async (cloud) => {
      const [server] = await list(await cloud.connect(), 'server', { brief: true });
      expect(server).to.deep.include({ kind: 'server', id: 's1', name: 'one', projectId: undefined, status: '' });
      expect(cloud.to('GET', /servers\/detail/)).to.have.length(0);
    });
  });
});

describe('an inventory', () => {
  it('costs one request for each kind', async () => {
    await withStandIn(
      () => undefined,
      async (cloud) => {
        const session = await cloud.connect();
        // What the services offer is asked once, with the first.
        await inventory(session);
        const before = session.log.length;
        const all = await inventory(session);
        expect(session.log.length - before).to.equal(KINDS.length);
        expect(all).to.deep.include({ projectId: PROJECT, resources: [], gaps: [], notLookedAt: [] });
      },
    );
  });

  it('keeps a failed list as a gap with its reason, and the others', async () => {
    const script = pagesAt('/routers', () => ({ status: 403, body: { message: 'rule:get_router is disallowed' } }));
    const other = pagesAt('/networks', () => ({ networks: [network('1')] }));
    await withStandIn(
      async (request) => (await script(request)) ?? other(request),
      async (cloud) => {
        const all = await inventory(await cloud.connect());
        expect(all.gaps.map((gap) => gap.kind)).to.deep.equal(['router']);
        expect(all.gaps[0]?.why).to.match(/network GET .*: 403 rule:get_router is disallowed \(req-\d+\)/);
        expect(all.resources.map((one) => one.id)).to.deep.equal(['1']);
      },
    );
  });

  it('names Octavia as not looked at where the catalogue lacks it, without a gap', async () => {
    const catalogue = (url: string): unknown =>
      (catalogueAt(url) as { type: string }[]).filter((entry) => entry.type !== 'load-balancer');
    await withStandIn(
      () => undefined,
      async (cloud) => {
        const all = await inventory(await cloud.connect());
        expect(all.gaps).to.deep.equal([]);
        expect(all.notLookedAt).to.deep.equal(['load-balancer (not in the catalogue)']);
      },
      { catalogue },
    );
  });

  it('has a gap for each kind of a missing service that every cloud has', async () => {
    const catalogue = (url: string): unknown =>
      (catalogueAt(url) as { type: string }[]).filter((entry) => entry.type !== 'volumev3');
    await withStandIn(
      () => undefined,
      async (cloud) => {
        const { gaps } = await inventory(await cloud.connect());
        expect(gaps.map((gap) => gap.kind).sort()).to.deep.equal(['backup', 'snapshot', 'volume', 'volumeAttachment']);
      },
      { catalogue },
    );
  });

  it('ends with the reason of a signal, not with gaps', async () => {
    await withStandIn(
      () => undefined,
      async (cloud) => {
        const session = await cloud.connect();
        expect((await failureOf(inventory(session, AbortSignal.abort(new Error('enough'))))).message).to.equal(
          'enough',
        );
      },
    );
  });
});
