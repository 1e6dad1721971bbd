import { expect } from 'chai';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ResultFile } from '../../src/report/resultSchema.ts';
import { makePlace, onlyRun, type Place } from '../support/program.ts';
import { ownCommand, type Done } from '../support/ownCommand.ts';
import { makeSimWorld, type SimWorld } from '../support/simWorld.ts';
import { connectWire } from '../support/wire.ts';

const CONFIG = {
  lease: { ttl: '15s' },
  clusters: [
    {
      label: 'one',
      provisioner: 'footprint',
      footprint: { generation: 'v1', volumes: [], services: [], snapshots: 0 },
    },
  ],
};

describe('a keypair that somebody made anew under the name that a run’s had', function () {
  this.timeout(90_000);
  let world: SimWorld;
  let place: Place;

  before(async () => {
    world = await makeSimWorld({ book: true });
    place = await makePlace();
    await place.write('troika.yaml', JSON.stringify(CONFIG));
  });
  after(async () => {
    await place.remove();
    await world.dispose();
  });

  const troika = (...args: string[]): Promise<Done> => ownCommand(args, world, place.path);

  it('stays, by the run and by the cluster’s name, with the reason and what its owner may do', async () => {
    const { code, text } = await troika('run');
    expect(code, text).to.equal(0);
    const run = await onlyRun(place);
    const { cluster = '' } =
      (JSON.parse(await readFile(join(run, 'result.json'), 'utf8')) as ResultFile).clusters[0] ?? {};
    const name = `${cluster}-keypair`;
    const somebody = await connectWire(world.cloudsYaml, world.cloud);
    await somebody.send('compute', 'POST', '/os-keypairs', { keypair: { name, type: 'ssh' } });
    for (const scope of [
      ['--run', run],
      ['--cluster', cluster],
    ]) {
      const cleaned = await troika('forceclean', ...scope, '--yes');
      expect(cleaned.code, cleaned.text).to.equal(0);
      expect(cleaned.text).to.contain(`not the key that was made for cluster ${cluster}`);
      expect(cleaned.text).to.contain(`openstack keypair delete ${name}`);
      expect([...world.sim.world.keypairs.values()].map((one) => one.name)).to.deep.equal([name]);
    }
  });
});
