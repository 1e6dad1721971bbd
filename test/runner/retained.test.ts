import { expect } from 'chai';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ResultFile } from '../../src/report/resultSchema.ts';
import { makePlace, onlyRun, type Place } from '../support/program.ts';
import { ownCommand, type Done } from '../support/ownCommand.ts';
import { makeSimWorld, type SimWorld } from '../support/simWorld.ts';
import { openStage } from '../forceclean/stage.ts';

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

  /** As if no mark had been written: what clusters of an older Troika look like. */
  const unmark = (): void => {
    for (const one of world.sim.world.volumes.values())
      one.metadata = Object.fromEntries(Object.entries(one.metadata).filter(([key]) => !key.startsWith('troika-')));
  };

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
    unmark();
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

  describe('and whose run died, with its journal lost', () => {
    const C = 'tabcdefghi2';
    const clean = (...more: string[]): Promise<Done> => troika('forceclean', '--cluster', C, '--yes', ...more);

    beforeEach(async () => {
      const stage = await openStage(world);
      await stage.stand(C, CONFIG.clusters[0]?.footprint ?? {});
      await stage.close();
    });

    it('is known by its mark: a clean-up by name hands it over with its claim, and it keeps the mark', async () => {
      const marks = { 'troika-reclaim': 'Retain', 'troika-claim': 'shop/data-0' };
      const first = await clean();
      expect(first.code, first.text).to.equal(0);
      expect(first.text).to.match(
        / handed over +\S+ +3 +\S+ +retain +pvc-\S+ +shop\/data-0 .* its reclaim policy is Retain\n/,
      );
      expect(standing()).to.deep.equal(['data-0']);
      const [row] = world.sim.world.volumes.values();
      expect(row?.metadata).to.include(marks);
      const json = JSON.parse((await troika('forceclean', '--cluster', C, '--json')).text) as unknown;
      expect(JSON.stringify(json)).to.contain('{"namespace":"shop","name":"data-0"}');
      const later = await clean('--pvc', 'delete');
      expect(later.code, later.text).to.equal(0);
      expect(standing()).to.deep.equal(['data-0']);
      const gone = await clean('--retained');
      expect(gone.code, gone.text).to.equal(0);
      expect(standing()).to.deep.equal([]);
    });

    it('goes where no mark was written', async () => {
      unmark();
      const { code, text } = await clean();
      expect(code, text).to.equal(0);
      expect(standing()).to.deep.equal([]);
    });
  });
});
