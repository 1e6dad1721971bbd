import { expect } from 'chai';
import { at, listAt, textAt } from '../support/json.ts';
import { makeSimWorld, type SimWorld } from '../support/simWorld.ts';
import { connectWire, type Reply, type Wire } from '../support/wire.ts';
import { askForNetwork, networkNames } from './networks.ts';

/** What became of a request: its answer, or `lost` when none came. */
async function sent(request: Promise<Reply>): Promise<Reply | 'lost'> {
  try {
    return await request;
  } catch {
    return 'lost';
  }
}

describe('the script of faults', () => {
  let world: SimWorld;
  let wire: Wire;

  beforeEach(async () => {
    world = await makeSimWorld();
    wire = await connectWire(world.cloudsYaml, world.cloud);
  });

  afterEach(() => world.dispose());

  const create = (name: string) => askForNetwork(wire, name);
  const names = () => networkNames(wire, world);

  it('loses an answer after the effect', async () => {
    world.sim.script([{ when: { method: 'POST', path: /networks/ }, then: { do: 'lose' } }]);
    expect(await sent(create('made'))).to.equal('lost');
    expect(await names()).to.deep.equal(['made']);
    expect(
      world.sim.requests.find((line) => line.method === 'POST' && line.path.includes('networks'))?.status,
    ).to.equal(undefined);
  });

  it('resets a connection before the effect', async () => {
    world.sim.script([{ when: { method: 'POST', path: /networks/ }, then: { do: 'reset' } }]);
    expect(await sent(create('never'))).to.equal('lost');
    expect(await names()).to.deep.equal([]);
  });

  it('answers instead of the service, in its words, with and without Retry-After, for the requests it counts', async () => {
    const answer = { do: 'answer', status: 429, says: 'slow down', retryAfter: '2' } as const;
    world.sim.script([
      { when: { method: 'POST', path: /networks/, nth: 2, times: 1 }, then: answer },
      { when: { method: 'POST', path: /networks/, nth: 3, times: 1 }, then: { do: 'answer', status: 429 } },
    ]);
    const replies = [await create('1'), await create('2'), await create('3'), await create('4')];
    expect(replies.map((reply) => reply.status)).to.deep.equal([201, 429, 429, 201]);
    expect(replies.map((reply) => reply.headers.get('retry-after'))).to.deep.equal([null, '2', null, null]);
    expect(at(replies[1]?.body, 'NeutronError', 'message')).to.equal('slow down');
    expect(await names()).to.have.members(['1', '4']);
  });

  it('says that the project is busy, as Octavia does, and that a credential could not be made, as Keystone did', async () => {
    world.sim.script([
      { when: { method: 'POST', path: /loadbalancers/ }, then: { do: 'answer', status: 503, says: 'Project busy.' } },
      { when: { method: 'POST', path: /application_credentials/ }, then: { do: 'answer', status: 400 } },
    ]);
    const balancer = await wire.send('loadBalancer', 'POST', '/lbaas/loadbalancers', { loadbalancer: {} });
    expect([balancer.status, at(balancer.body, 'faultstring')]).to.deep.equal([503, 'Project busy.']);
    const body = { application_credential: { name: 'a' } };
    const path = `/users/${wire.userId}/application_credentials`;
    expect((await wire.send('identity', 'POST', path, body)).status).to.equal(400);
    expect((await wire.send('identity', 'POST', path, body)).status).to.equal(201);
  });

  it('expires a token midway, until the caller logs in again', async () => {
    world.sim.script([{ when: { path: /networks/ }, then: { do: 'expireToken' } }]);
    expect((await create('late')).status).to.equal(401);
    expect((await create('still late')).status).to.equal(401);
    wire = await connectWire(world.cloudsYaml, world.cloud);
    expect((await create('again')).status).to.equal(201);
  });

  it('shows a list as it was when the script was set', async () => {
    await create('old');
    world.sim.script([{ when: { method: 'GET', path: /networks/ }, then: { do: 'stale' } }]);
    await create('new');
    expect(await names()).to.deep.equal(['old']);
    expect(await names()).to.have.members(['old', 'new']);
  });

  it('cuts a body in the middle', async () => {
    await create('one');
    world.sim.script([{ when: { method: 'GET', path: /networks/ }, then: { do: 'cut' } }]);
    const reply = await wire.send('network', 'GET', '/networks');
    expect(reply.status).to.equal(200);
    expect(reply.body).to.be.a('string');
  });

  it('drops the link to the next page', async () => {
    await create('one');
    world.sim.script([{ when: { method: 'GET', path: /limit=1/, nth: 2 }, then: { do: 'dropNext' } }]);
    expect((await wire.send('network', 'GET', '/networks?limit=1')).body).to.have.property('networks_links');
    expect((await wire.send('network', 'GET', '/networks?limit=1')).body).to.not.have.property('networks_links');
  });

  it('ignores filters in every service', async () => {
    await create('one');
    world.sim.script([{ when: { path: /nonsense/, times: Infinity }, then: { do: 'ignoreFilters' } }]);
    const networks = await wire.send('network', 'GET', '/networks?tags=nonsense');
    expect(listAt(networks.body, 'networks')).to.have.length(2);
    for (const [service, path] of [
      ['compute', '/servers'],
      ['volume', '/volumes'],
      ['loadBalancer', '/lbaas/pools'],
      ['image', '/images'],
    ] as const) {
      expect((await wire.send(service, 'GET', `${path}?nonsense=1`)).status).to.equal(200);
    }
  });

  it('answers late', async () => {
    world.sim.script([{ when: { path: /networks/ }, then: { do: 'slow', ms: 120 } }]);
    const begun = performance.now();
    expect((await create('late')).status).to.equal(201);
    expect(performance.now() - begun).to.be.greaterThan(110);
  });

  it('lets what a request starts never end: a volume creating, a server in BUILD', async () => {
    world.sim.script([{ when: { method: 'POST', path: /volumes$|servers$/, times: Infinity }, then: { do: 'stick' } }]);
    const volume = await wire.send('volume', 'POST', '/volumes', { volume: { size: 1 } });
    const id = textAt(volume.body, 'volume', 'id');
    world.sim.world.time.advance(3_600_000);
    expect(at((await wire.send('volume', 'GET', `/volumes/${id}`)).body, 'volume', 'status')).to.equal('creating');
    const flavorRef = [...world.sim.world.flavors.values()].find((flavor) => flavor.disk > 0)?.id;
    const imageRef = [...world.sim.world.images.keys()][0];
    const server = await wire.send('compute', 'POST', '/servers', {
      server: { name: 's', flavorRef, imageRef, networks: 'none' },
    });
    const shown = await wire.send('compute', 'GET', `/servers/${textAt(server.body, 'server', 'id')}`);
    expect(at(shown.body, 'server', 'status')).to.equal('BUILD');
  });

  it('lets a deletion end in error_deleting, or silently back in available', async () => {
    const made = await wire.send('volume', 'POST', '/volumes', { volume: { size: 1 } });
    const path = `/volumes/${textAt(made.body, 'volume', 'id')}`;
    const status = async () => at((await wire.send('volume', 'GET', path)).body, 'volume', 'status');
    world.sim.script([
      { when: { method: 'DELETE', path: /volumes/ }, then: { do: 'bounce' } },
      { when: { method: 'DELETE', path: /volumes/, nth: 2 }, then: { do: 'fail' } },
    ]);
    expect((await wire.send('volume', 'DELETE', path)).status).to.equal(202);
    expect(await status()).to.equal('available');
    expect((await wire.send('volume', 'DELETE', path)).status).to.equal(202);
    expect(await status()).to.equal('error_deleting');
    expect((await wire.send('volume', 'DELETE', path)).status).to.equal(400);
  });

  it('ends with an empty script', async () => {
    world.sim.script([{ when: { path: /networks/, times: Infinity }, then: { do: 'reset' } }]);
    expect(await sent(create('no'))).to.equal('lost');
    world.sim.script([]);
    expect((await create('yes')).status).to.equal(201);
  });
});
