import { expect } from 'chai';
import { startSim } from '../../src/sim/cloud.ts';
import { at, listAt, textAt } from '../support/json.ts';
import { makeSimWorld, makeWorldOn } from '../support/simWorld.ts';
import { applicationCredential, connectWire, login } from '../support/wire.ts';

describe('the simulated cloud', () => {
  it('gives the same ids, addresses and times for one seed and start', async () => {
    const history = async (): Promise<string> => {
      const sim = await startSim({ speed: Infinity, seed: 42, startsAt: Date.UTC(2026, 0, 1) });
      const world = await makeWorldOn(sim);
      const wire = await connectWire(world.cloudsYaml, world.cloud);
      const network = await wire.send('network', 'POST', '/networks', { network: { name: 'n' } });
      const network_id = textAt(network.body, 'network', 'id');
      await wire.send('network', 'POST', '/subnets', { subnet: { network_id, cidr: '10.0.0.0/24', ip_version: 4 } });
      const port = await wire.send('network', 'POST', '/ports', { port: { network_id } });
      await world.dispose();
      await sim.close();
      return JSON.stringify(port.body).replaceAll(/2026-01-01T00:00:\d\d/g, 'then');
    };
    expect(await history()).to.equal(await history());
  });

  it('shows at infinite speed the state in the answer and the end in the next request', async () => {
    const world = await makeSimWorld();
    const wire = await connectWire(world.cloudsYaml, world.cloud);
    const made = await wire.send('volume', 'POST', '/volumes', { volume: { size: 1 } });
    expect(at(made.body, 'volume', 'status')).to.equal('creating');
    const path = `/volumes/${textAt(made.body, 'volume', 'id')}`;
    expect(at((await wire.send('volume', 'GET', path)).body, 'volume', 'status')).to.equal('available');
    expect((await wire.send('volume', 'DELETE', path)).status).to.equal(202);
    expect((await wire.send('volume', 'GET', path)).status).to.equal(404);
    await world.dispose();
  });

  it('takes its time at a finite speed, and leaps when told to', async () => {
    const world = await makeSimWorld({ speed: 0.01 });
    const wire = await connectWire(world.cloudsYaml, world.cloud);
    const made = await wire.send('volume', 'POST', '/volumes', { volume: { size: 1 } });
    const path = `/volumes/${textAt(made.body, 'volume', 'id')}`;
    expect(at((await wire.send('volume', 'GET', path)).body, 'volume', 'status')).to.equal('creating');
    const before = Date.parse((await wire.send('volume', 'GET', path)).headers.get('date') ?? '');
    world.sim.world.time.advance(120_000);
    const reply = await wire.send('volume', 'GET', path);
    expect(at(reply.body, 'volume', 'status')).to.equal('available');
    expect(Date.parse(reply.headers.get('date') ?? '') - before).to.be.within(119_000, 125_000);
    await world.dispose();
  });

  it('takes as long to delete as it is told, also where everything else takes no time', async () => {
    const sim = await startSim({ speed: Infinity, seed: 1, deletionMs: { volume: 60_000 } });
    const world = await makeWorldOn(sim);
    const wire = await connectWire(world.cloudsYaml, world.cloud);
    const made = await wire.send('volume', 'POST', '/volumes', { volume: { size: 1 } });
    const path = `/volumes/${textAt(made.body, 'volume', 'id')}`;
    await wire.send('volume', 'DELETE', path);
    expect(at((await wire.send('volume', 'GET', path)).body, 'volume', 'status')).to.equal('deleting');
    sim.world.time.advance(60_000);
    expect((await wire.send('volume', 'GET', path)).status).to.equal(404);
    await world.dispose();
    await sim.close();
  });

  it('has every service that its catalogue names', async () => {
    const world = await makeSimWorld();
    const wire = await connectWire(world.cloudsYaml, world.cloud);
    const lists = [
      ['network', '/networks'],
      ['volume', '/volumes'],
      ['image', '/images'],
      ['compute', '/servers'],
      ['objectStore', '?format=json'],
      ['loadBalancer', '/lbaas/loadbalancers'],
      ['identity', `/users/${wire.userId}/application_credentials`],
    ] as const;
    for (const [service, path] of lists) expect((await wire.send(service, 'GET', path)).status, service).to.equal(200);
    expect(wire.services).to.have.length(lists.length);
    await world.dispose();
  });

  it('gives a clouds.yaml with a password and an application credential of its first project', async () => {
    const sim = await startSim({ speed: Infinity, seed: 1, quota: { networks: 0 } });
    expect(sim.cloudsYaml()).to.include(`auth_url: ${sim.authUrl}`);
    expect(sim.cloudsYaml()).to.include('sim-appcred');
    expect(sim.projectId).to.equal(sim.project.projectId);
    await sim.close();
  });

  it('never lets a restricted application credential delete one', async () => {
    const world = await makeSimWorld();
    const wire = await connectWire(world.cloudsYaml, world.cloud);
    const path = `/users/${wire.userId}/application_credentials`;
    const made = await wire.send('identity', 'POST', path, { application_credential: { name: 'restricted' } });
    const id = textAt(made.body, 'application_credential', 'id');
    const secret = textAt(made.body, 'application_credential', 'secret');
    const restricted = await login(wire.authUrl, applicationCredential(id, secret));
    expect((await restricted.send('identity', 'DELETE', `${path}/${id}`)).status).to.equal(403);
    await world.dispose();
  });

  it('logs every request with method, path, status and project', async () => {
    const world = await makeSimWorld();
    const wire = await connectWire(world.cloudsYaml, world.cloud);
    await wire.send('network', 'GET', '/networks?name=x');
    const [login, list] = world.sim.requests;
    expect(login).to.include({ method: 'POST', path: '/identity/v3/auth/tokens', status: 201, projectId: undefined });
    expect(list).to.include({
      method: 'GET',
      path: '/network/v2.0/networks?name=x',
      status: 200,
      projectId: world.projectId,
    });
    await world.dispose();
  });

  it('lists ten thousand ports in well under a second', async () => {
    const world = await makeSimWorld();
    const { sim } = world;
    const wire = await connectWire(world.cloudsYaml, world.cloud);
    const network = await wire.send('network', 'POST', '/networks', { network: { name: 'n' } });
    const network_id = textAt(network.body, 'network', 'id');
    const port = await wire.send('network', 'POST', '/ports', { port: { network_id } });
    const row = sim.world.ports.get(textAt(port.body, 'port', 'id'));
    if (row === undefined) throw new Error('the port is not there');
    for (let number = 1; number < 10_000; number += 1) {
      const id = sim.world.random.uuid();
      sim.world.ports.set(id, { ...row, id });
    }
    const begun = performance.now();
    const reply = await wire.send('network', 'GET', '/ports');
    expect(performance.now() - begun).to.be.lessThan(1000);
    expect(listAt(reply.body, 'ports')).to.have.length(10_000);
    await world.dispose();
  });
});
