import { expect } from 'chai';
import { doctorFile } from '../../src/report/doctorSchema.ts';
import { statusFile } from '../../src/report/statusSchema.ts';
import { ownCommand, type Done } from '../support/ownCommand.ts';
import { makePlace, type Place } from '../support/program.ts';
import { makeRealWorld } from '../support/realWorld.ts';
import { connectWire } from '../support/wire.ts';
import type { World } from '../support/world.ts';

describe('what an operator asks, on real services', function () {
  this.timeout(600_000);
  let world: World;
  let place: Place;
  const run = (...args: string[]): Promise<Done> => ownCommand(args, world, place.path);

  before(async () => {
    world = await makeRealWorld();
    place = await makePlace();
    const footprint = { controlPlaneFlavor: world.volumeFlavor, workerFlavor: world.volumeFlavor, rootVolumeGiB: 1 };
    const cluster = { label: 'one', provisioner: 'footprint', footprint };
    const file = { externalNetwork: world.externalNetwork, lease: { ttl: '5m' }, clusters: [cluster] };
    await place.write('troika.yaml', JSON.stringify(file));
  });

  after(async () => {
    await place?.remove();
    await world?.dispose();
  });

  it('troika doctor finds nothing bad in a fresh project, and writes nothing', async () => {
    const { code, text } = await run('doctor', '--json');
    const { checks } = doctorFile.parse(JSON.parse(text));
    expect(code, text).to.equal(0);
    const of = (name: string): string => checks.find((check) => check.name === name)?.says ?? `no ${name}`;
    expect(of('login'))
      .to.match(/user test-\w+ \(/)
      .and.to.include(world.projectId);
    expect(of('roles')).to.include('load-balancer_member, member');
    expect(of('application credential')).to.equal('unrestricted');
    expect(of('quotas')).to.include('20');
    expect(checks.find((check) => check.name === 'clock')?.state).to.equal('ok');
    const wire = await connectWire(world.cloudsYaml, world.cloud);
    const { body } = await wire.send('network', 'GET', `/networks?project_id=${wire.projectId}`);
    expect(body).to.deep.equal({ networks: [] });
  });

  it('troika init, run --keep, status, extend and down go together', async () => {
    expect((await run('init', '--ttl', '5m')).text).to.include('was made and may be used now');
    const kept = await run('run', '--keep', '--for', '1h');
    expect(kept.code, kept.text).to.equal(0);
    const cluster = /admitted as (t\w{10}), slot 1/.exec(kept.text)?.[1] ?? '';

    const view = statusFile.parse(JSON.parse((await run('status', '--json')).text));
    expect(view.verdict).to.equal('passed');
    expect(view.slots.map((slot) => slot.state)).to.deep.equal(['kept', 'free', 'free']);
    expect(view.leftovers).to.deep.equal([]);
    expect(view.floatingIps.map((one) => [one.holder, one.cluster])).to.deep.equal([
      ['cluster', cluster],
      ['cluster', cluster],
    ]);
    const addresses = view.quotas.find((row) => row.quota === 'floatingIps');
    expect(addresses).to.include({ used: 2, promised: 0, free: 48 });

    expect((await run('lease', 'extend', cluster, '--for', '2h')).code).to.equal(0);
    const down = await run('down', cluster, '--yes');
    expect(down.code, down.text).to.equal(0);
    const after = statusFile.parse(JSON.parse((await run('status', '--json')).text));
    expect(after.slots.map((slot) => slot.state)).to.deep.equal(['free', 'free', 'free']);
    expect(after.floatingIps).to.deep.equal([]);
    expect(after.leftovers).to.deep.equal([]);
  });
});
