import { expect } from 'chai';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ResultFile } from '../../src/report/resultSchema.ts';
import { makePlace, onlyRun, type Place } from '../support/program.ts';
import { ownCommand, type Done } from '../support/ownCommand.ts';
import { makeSimWorld, type SimWorld } from '../support/simWorld.ts';

const volumes = [
  { claim: 'data-0', namespace: 'shop', reclaimPolicy: 'Retain', sizeGiB: 3 },
  { claim: 'data-1', namespace: 'shop', attached: false },
];
const CONFIG = {
  lease: { ttl: '15s' },
  clusters: [{ label: 'one', provisioner: 'footprint', footprint: { volumes, services: [], snapshots: 0 } }],
};

describe('a volume that its cluster was told to retain', function () {
  this.timeout(90_000);
  let world: SimWorld;
  let place: Place;

  beforeEach(async () => {
    world = await makeSimWorld({ book: true });
    place = await makePlace();
    await place.write('troika.yaml', JSON.stringify(CONFIG));
  });
  afterEach(async () => {
    await place.remove();
    await world.dispose();
  });

  const troika = (...args: string[]): Promise<Done> => ownCommand(args, world, place.path);
  const standing = (): readonly string[] =>
    [...world.sim.world.volumes.values()].map((one) => one.metadata['csi.storage.k8s.io/pvc/name'] ?? one.name);

  it('outlives its run, which passes, hands it over with id and reason, and frees its slot', async () => {
    const { code, text } = await troika('run');
    expect(code, text).to.equal(0);
    expect(standing()).to.deep.equal(['data-0']);
    const [row] = world.sim.world.volumes.values();
    expect(text).to.contain(`all is gone, but what is handed over: volume ${row?.id ?? ''}`);
    const run = await onlyRun(place);
    const result = JSON.parse(await readFile(join(run, 'result.json'), 'utf8')) as ResultFile;
    expect(result.handedOver).to.deep.equal([
      { kind: 'volume', id: row?.id, name: row?.name, why: 'its reclaim policy is Retain' },
    ]);
    expect(await readFile(join(run, 'summary.md'), 'utf8')).to.match(
      /handed over: volume .*its reclaim policy is Retain/,
    );
  });

  it('is listed by forceclean with its claim, stays also when only the name is given, and goes with --retained', async () => {
    await troika('run');
    const run = await onlyRun(place);
    const look = await troika('forceclean', '--run', run);
    expect(look.code, look.text).to.equal(0);
    expect(look.text).to.match(/Volumes considered, 1:\n +verdict +volume +GiB +age +policy +name +claim /);
    expect(look.text).to.match(
      / handed over +\S+ +3 +\S+ +retain +pvc-\S+ +shop\/data-0 +- +its reclaim policy is Retain\n/,
    );
    expect(look.text).to.contain('There is nothing to do.');
    const { cluster } = (JSON.parse(await readFile(join(run, 'result.json'), 'utf8')) as ResultFile).clusters[0] ?? {};
    const byName = await troika('forceclean', '--cluster', cluster ?? '', '--yes');
    expect(byName.code, byName.text).to.equal(0);
    expect(standing()).to.deep.equal(['data-0']);
    const gone = await troika('forceclean', '--run', run, '--retained', '--yes');
    expect(gone.code, gone.text).to.equal(0);
    expect(gone.text).to.match(/ gone +\S+ +3 .* shop\/data-0 /);
    expect(standing()).to.deep.equal([]);
  });

  it('is remembered as handed over by the journal of a clean-up, also without its run’s, until --pvc delete takes it', async () => {
    await troika('run');
    const run = await onlyRun(place);
    const { cluster = '' } =
      (JSON.parse(await readFile(join(run, 'result.json'), 'utf8')) as ResultFile).clusters[0] ?? {};
    await rm(run, { recursive: true });
    const byName = (...more: string[]): Promise<Done> => troika('forceclean', '--cluster', cluster, '--yes', ...more);
    expect((await byName('--pvc', 'keep')).code).to.equal(0);
    const later = await byName();
    expect(later.code, later.text).to.equal(0);
    expect(later.text).to.contain('an earlier clean-up handed it over, and only --pvc delete takes it');
    expect(standing()).to.deep.equal(['data-0']);
    const byPlan = async (...more: string[]): Promise<Done> => {
      await troika('forceclean', '--cluster', cluster, '-o', 'plan.json', ...more);
      return troika('forceclean', 'apply', 'plan.json');
    };
    const unasked = await byPlan();
    expect(unasked.code, unasked.text).to.equal(0);
    expect(standing()).to.deep.equal(['data-0']);
    const asked = await byPlan('--pvc', 'delete');
    expect(asked.code, asked.text).to.equal(0);
    expect(standing()).to.deep.equal([]);
  });
});
