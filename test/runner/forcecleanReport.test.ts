import { expect } from 'chai';
import { forcecleanFile, forcecleanSchema, type ForcecleanFile } from '../../src/report/forcecleanSchema.ts';
import { makeLeaseScene, type LeaseScene } from '../support/leaseScene.ts';

const C = 'tabcdefghia';
const NEIGHBOUR = 'tzzzzzzzzza';

describe('the report of a clean-up', function () {
  this.timeout(60_000);
  let scene: LeaseScene;

  beforeEach(async () => {
    scene = await makeLeaseScene();
    await scene.cluster(NEIGHBOUR);
    await scene.cluster(C);
  });
  afterEach(() => scene.dispose());

  async function report(...more: string[]): Promise<ForcecleanFile> {
    const { code, text } = await scene.command(['forceclean', '--cluster', C, '--yes', '--json', ...more]);
    // Progress is printed before it.
    const file = forcecleanFile.parse(JSON.parse(text.slice(text.indexOf('\n{') + 1)));
    expect(file.exit).to.equal(code);
    return file;
  }

  const sum = (counts: Readonly<Record<string, number | undefined>>): number =>
    Object.values(counts).reduce<number>((all, one) => all + (one ?? 0), 0);

  it('counts the project before and after, the quotas, the requests, and what became of each thing', async () => {
    const file = await report();
    expect(file.verdict).to.equal('passed');
    const [cluster] = file.clusters;
    expect(cluster).to.include({ cluster: C, ended: true, rounds: 1 });
    // Volumes' attachments go with their servers, and are no rows of their own.
    const fewer = sum(file.counts?.before ?? {}) - sum(file.counts?.after ?? {});
    expect(fewer).to.be.at.least(cluster?.deleted ?? Infinity);
    expect(file.counts).to.nested.include({ 'before.server': 4, 'after.server': 2 });
    const servers = file.quotas.find((one) => one.quota === 'servers');
    expect(servers).to.include({ before: 4, after: 2 });
    const gone = cluster?.items.filter((one) => one.outcome === 'deleted' || one.outcome === 'detached') ?? [];
    expect(gone).to.have.length(cluster?.deleted ?? -1);
    for (const one of gone) expect(one.evidence, one.id).to.not.deep.equal([]);
    const writes = scene.world.sim.requests.filter((one) => one.method === 'DELETE').length;
    expect(file.requests.writes).to.be.within(15, writes + 1);
    expect(file.requests).to.include({ refused: 0, unanswered: 0 });
    expect(file.requests.reads).to.be.greaterThan(20);
  });

  it('says what is left, handed over and kept, each with its reason and what speaks for and against it', async () => {
    const { volumes, ports, networks } = scene.world.sim.world;
    const claimed = [...volumes.values()].find((one) => one.metadata['cinder.csi.openstack.org/cluster'] === C);
    const ours = [...networks.values()].find((one) => one.name.endsWith(`-${C}`));
    const pattern = [...ports.values()].find((one) => one.networkId === ours?.id && one.deviceOwner === '');
    const port = pattern ?? [...ports.values()].find((one) => one.networkId === ours?.id);
    if (claimed === undefined || port === undefined) throw new Error('no claim, or no port');
    ports.set('tcpdump', { ...port, id: 'tcpdump', name: 'tcpdump', description: '', deviceId: '', deviceOwner: '' });
    const file = await report('--pvc', 'keep');
    const items = file.clusters.flatMap((cluster) => cluster.items);
    const of = (id: string | undefined) => items.find((one) => one.id === id);
    expect(file.exit).to.equal(5);
    expect(of(claimed.id)).to.include({ outcome: 'handed over' });
    expect(of('tcpdump')?.outcome).to.equal('kept');
    expect(of(ours?.id)?.outcome).to.equal('left');
    expect(of(ours?.id)?.why).to.match(/tcpdump/);
    expect(of('tcpdump')?.evidence).to.not.deep.equal([]);
  });

  it('is described by a schema, and refuses what that does not know', () => {
    expect(forcecleanSchema()).to.include({ additionalProperties: false, type: 'object' });
    expect(forcecleanFile.safeParse({ version: 1 }).success).to.equal(false);
  });

  it('says for people how big the project was and is', async () => {
    const { text } = await scene.command(['forceclean', '--cluster', C, '--yes']);
    expect(text).to.match(/The project had \d+ resources before, and has \d+ now\./);
  });
});
