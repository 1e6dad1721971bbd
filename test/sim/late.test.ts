import { expect } from 'chai';
import { makeNetwork, makePort } from '../contract/stage.ts';
import { at } from '../support/json.ts';
import { makeSimWorld, type SimWorld } from '../support/simWorld.ts';
import { connectWire, type Wire } from '../support/wire.ts';
import { askForNetwork, networkNames } from './networks.ts';

describe('a request that the script lets come late', () => {
  let world: SimWorld;
  let wire: Wire;

  beforeEach(async () => {
    world = await makeSimWorld();
    wire = await connectWire(world.cloudsYaml, world.cloud);
  });

  afterEach(() => world.dispose());

  const create = (name: string) => askForNetwork(wire, name);
  const names = () => networkNames(wire, world);
  const holdBack = (ms: number, more: { cut?: true; times?: number } = {}) => {
    const { times = 1, ...how } = more;
    world.sim.script([{ when: { method: 'POST', path: /networks/, times }, then: { do: 'late', ms, ...how } }]);
  };

  /** Waits until Neutron has a request of the method, and gives its line in the log. */
  const arrival = async (method: string) => {
    for (;;) {
      const line = world.sim.requests.find((one) => one.method === method && one.path.startsWith('/network'));
      if (line !== undefined) return line;
      await names();
    }
  };

  it('is carried out when the test says so, in the order of coming, long after its connection was reset', async () => {
    holdBack(Infinity, { cut: true, times: 2 });
    for (const name of ['first', 'second']) expect(await create(name).catch(() => 'reset')).to.equal('reset');
    await create('third');
    expect(await names()).to.deep.equal(['third']);
    expect(world.sim.land()).to.equal(2);
    expect(await names()).to.deep.equal(['third', 'first', 'second']);
    expect(world.sim.land()).to.equal(0);
  });

  it('is carried out when the clock of the cloud has gone so far, though the caller gave up before', async () => {
    holdBack(60_000);
    const { authUrl } = world.sim;
    const caller = new AbortController();
    const given = fetch(authUrl.replace('/identity/v3', '/network/v2.0/networks'), {
      method: 'POST',
      headers: { 'X-Auth-Token': wire.token },
      body: JSON.stringify({ network: { name: 'late' } }),
      signal: caller.signal,
    });
    await arrival('POST');
    caller.abort();
    expect(await given.catch((error: unknown) => (error instanceof Error ? error.name : ''))).to.equal('AbortError');
    world.sim.world.time.advance(30_000);
    expect(await names()).to.deep.equal([]);
    world.sim.world.time.advance(30_000);
    expect(await names()).to.deep.equal(['late']);
  });

  it('is answered when it is carried out, to a caller who waited', async () => {
    holdBack(Infinity);
    const waiting = create('late');
    const line = await arrival('POST');
    expect(line.status).to.equal(undefined);
    expect(await names()).to.deep.equal([]);
    world.sim.land();
    expect((await waiting).status).to.equal(201);
    expect(line.status).to.equal(201);
  });

  it('is answered after so many milliseconds though nobody else asks for anything', async () => {
    holdBack(60);
    const begun = performance.now();
    expect((await create('late')).status).to.equal(201);
    expect(performance.now() - begun).to.be.greaterThan(55);
  });

  it('pulls a port back from where a later request has put it', async () => {
    const { networkId } = await makeNetwork(wire, 'book');
    const id = await makePort(wire, networkId, { fixed_ips: [{ ip_address: '10.9.0.100' }] });
    const move = (address: string) =>
      wire.send('network', 'PUT', `/ports/${id}`, { port: { fixed_ips: [{ ip_address: address }] } });
    world.sim.script([{ when: { method: 'PUT', path: /ports/ }, then: { do: 'late', ms: Infinity, cut: true } }]);
    expect(await move('10.9.0.10').catch(() => 'reset')).to.equal('reset');
    expect((await move('10.9.0.11')).status).to.equal(200);
    world.sim.land();
    const port = await wire.send('network', 'GET', `/ports/${id}`);
    expect(at(port.body, 'port', 'fixed_ips', 0, 'ip_address')).to.equal('10.9.0.10');
  });

  it('meets things as they are when it is carried out: what it wants to change may be gone', async () => {
    const { networkId } = await makeNetwork(wire, 'book');
    const id = await makePort(wire, networkId);
    world.sim.script([{ when: { method: 'PUT', path: /ports/ }, then: { do: 'late', ms: Infinity } }]);
    const beat = wire.send('network', 'PUT', `/ports/${id}`, { port: { description: 'alive' } });
    await arrival('PUT');
    expect((await wire.send('network', 'DELETE', `/ports/${id}`)).status).to.equal(204);
    world.sim.land();
    expect((await beat).status).to.equal(404);
  });
});
