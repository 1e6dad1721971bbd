import { expect } from 'chai';
import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { NO_DEMAND } from '../../src/model/demand.ts';
import type { EventBody } from '../../src/model/event.ts';
import type { Ref } from '../../src/model/resource.ts';
import { create } from '../../src/openstack/create.ts';
import type { Session } from '../../src/openstack/session.ts';
import { saveBaseline } from '../../src/runner/baseline.ts';
import type { CleanRequest } from '../../src/runner/cleanCluster.ts';
import { withNeighbours } from '../../src/runner/neighbours.ts';
import { runDirectory } from '../../src/runner/runDirectory.ts';
import { addPort } from '../../src/sim/network/portLife.ts';
import { makeLeaseScene, type LeaseScene } from '../support/leaseScene.ts';

const OURS = 'tabcdefghia';
const OTHER = 'tzzzzzzzzza';
const BORN = '2026-11-23T09:00:00Z';

const network = (id: string): Ref => ({ kind: 'network', id });

describe('hearing of neighbours', function () {
  this.timeout(60_000);
  let scene: LeaseScene;
  let session: Session;
  let runs: string;

  beforeEach(async () => {
    scene = await makeLeaseScene();
    session = scene.session;
    runs = join(scene.place.path, 'runs');
  });
  afterEach(() => scene.dispose());

  /** A run directory of that project, whose one cluster was admitted and has made these. */
  async function writeRun(
    runId: string,
    cluster: string,
    made: readonly Ref[],
    more: { projectId?: string; then?: readonly EventBody[] } = {},
  ): Promise<string> {
    const { path, journal } = runDirectory(join(runs, runId));
    const { projectId = session.projectId, then = [] } = more;
    await writeEvents(journal, [
      {
        type: 'run.started',
        clusters: [{ cluster, label: 'one', provisioner: 'footprint', demand: NO_DEMAND }],
        ...{ runId, projectId, bornAt: BORN, cloud: 'test', version: '0', config: {} },
      },
      { type: 'cluster.admitted', cluster, slot: 1 },
      ...made.flatMap(({ kind, id }): EventBody[] => [
        { type: 'intent', intent: id, do: 'create', name: '', cluster, kind },
        { type: 'outcome', intent: id, ok: true, id, cluster, kind },
      ]),
      ...then,
    ]);
    return path;
  }

  async function writeEvents(journal: string, bodies: readonly EventBody[]): Promise<void> {
    await mkdir(join(journal, '..'), { recursive: true });
    const lines = bodies.map((body, at) => `${JSON.stringify({ seq: at + 1, at: BORN, ...body })}\n`);
    await writeFile(journal, lines.join(''));
  }

  function request(more: Partial<CleanRequest> = {}): CleanRequest {
    const nothing = { runId: null, ledger: [], baseline: undefined, bornAt: undefined };
    return { cluster: OURS, ...nothing, pvc: 'delete', retained: false, ...more };
  }

  async function hear(own = join(scene.place.path, 'forceclean')) {
    const signal = new AbortController().signal;
    const { found, unheard } = await withNeighbours([request()], { session, runs, own, signal });
    const { neighbours, handedOver } = found[0] ?? {};
    if (neighbours === undefined || handedOver === undefined) throw new Error('nothing was heard');
    return { neighbours, handedOver: [...handedOver], unheard };
  }

  it('reads what runs and clean-ups handed over, whoever it was, and says which clean-up’s journal is damaged', async () => {
    const verified = (id: string): EventBody => {
      const handedOver = [{ kind: 'volume' as const, id, name: id, why: 'its reclaim policy is Retain' }];
      return { type: 'clean.verified', clusters: [OURS], left: [], unknown: [], notLookedAt: [], handedOver };
    };
    const own = join(runs, 'own');
    const cleanings = join(runs, '..', 'forceclean');
    await writeEvents(join(own, 'journal.ndjson'), [verified('by-this-run')]);
    await writeEvents(join(cleanings, 'one', 'journal.ndjson'), [verified('by-a-clean-up')]);
    await mkdir(join(cleanings, 'two'), { recursive: true });
    await writeFile(join(cleanings, 'two', 'journal.ndjson'), 'no journal\n{}\n');
    const { handedOver, unheard } = await hear(own);
    expect(handedOver.sort()).to.deep.equal(['volume/by-a-clean-up', 'volume/by-this-run']);
    expect(unheard.map((one) => one.replace(/in .*\/(\w+) is not known: .*/, 'in $1'))).to.deep.equal([
      'What was handed over by the clean-up in two',
    ]);
  });

  it('finds nobody in a project without leases, where no run ever was, and says nothing', async () => {
    const { neighbours, unheard } = await hear();
    expect([neighbours.clusters, neighbours.ledger, neighbours.complete, unheard]).to.deep.equal([[], [], true, []]);
  });

  it('reads the leases, and the runs of this project alone', async () => {
    const book = await scene.book();
    await scene.ticket(book, OTHER, { is: 'slot', slot: 1 });
    await writeRun('bbbbbbbbb', 'tbbbbbbbbba', [network('n1'), network('n2')]);
    await writeRun('ccccccccc', 'tccccccccca', [network('n3')], { projectId: 'another-project' });
    const { neighbours, unheard } = await hear();
    expect(neighbours.clusters.map((one) => one.names.cluster)).to.deep.equal([OTHER, 'tbbbbbbbbba']);
    expect(neighbours.ledger.map((entry) => entry.id)).to.deep.equal(['n1', 'n2']);
    expect(unheard).to.deep.equal([]);
  });

  it('knows the leases whole although Neutron has a port of its own in the book', async () => {
    const { networkId } = await scene.book();
    const { world } = scene.world.sim;
    const network = world.networks.get(networkId);
    if (network === undefined) throw new Error('no book');
    addPort(world, session.projectId, network, { deviceOwner: 'network:distributed', fixedIps: [] });
    const { neighbours, unheard } = await hear();
    expect([neighbours.complete, unheard]).to.deep.equal([true, []]);
  });

  it('leaves out the directory that it works in', async () => {
    const { neighbours } = await hear(await writeRun('bbbbbbbbb', 'tbbbbbbbbba', [network('n1')]));
    expect(neighbours.ledger).to.deep.equal([]);
  });

  it('says which run may not be looked into, instead of taking it for none', async () => {
    await mkdir(join(runs, 'ddddddddd'), { recursive: true });
    // A link to itself, since nothing is closed to an administrator.
    await symlink('journal.ndjson', join(runs, 'ddddddddd', 'journal.ndjson'));
    const { unheard } = await hear();
    expect(unheard).to.have.length(1);
    expect(unheard[0]).to.match(/^What the run in .*ddddddddd made is not known: cannot read .*: ELOOP/);
  });

  it('says which directory is damaged, and hears the others', async () => {
    await writeRun('bbbbbbbbb', 'tbbbbbbbbba', [network('n1')]);
    const damaged = await writeRun('ccccccccc', 'tccccccccca', [network('n2')]);
    await writeFile(join(damaged, 'journal.ndjson'), '{"seq":1,"type":"run.st\n{}\n');
    await mkdir(join(runs, 'no-run'));
    const { neighbours, unheard } = await hear();
    expect(neighbours.ledger.map((entry) => entry.id)).to.deep.equal(['n1']);
    expect(unheard).to.have.length(1);
    expect(unheard[0]).to.match(/^What the run in .*ccccccccc made is not known: .*line 1 is damaged/);
  });

  it('excludes nobody, and says so, when the lease book cannot be listed', async () => {
    await scene.book();
    scene.world.sim.script([
      { when: { method: 'GET', path: /\/v2\.0\/networks/ }, then: { do: 'answer', status: 403 } },
    ]);
    const { neighbours, unheard } = await hear();
    expect(neighbours.complete).to.equal(false);
    expect(unheard.join()).to.match(/^Who else holds a lease is not known \(.*\), so nobody is excluded\.$/);
  });

  it('nor when a port in it is no ticket', async () => {
    const book = await scene.book();
    await create(session, 'port', { network_id: book.networkId, name: 'mine' });
    expect((await hear()).neighbours.complete).to.equal(false);
  });

  it('reads the baseline of a cluster that may live, and says when it is gone', async () => {
    const directory = runDirectory(join(runs, 'bbbbbbbbb'));
    const older = await create(session, 'network', { name: 'older' });
    const seen = { at: BORN, projectId: session.projectId, resources: [older], gaps: [], notLookedAt: [] };
    const saved = await saveBaseline(directory, 'tbbbbbbbbba', seen);
    await writeRun('bbbbbbbbb', 'tbbbbbbbbba', [], { then: [saved] });
    const heard = await hear();
    expect([...(heard.neighbours.clusters[0]?.baseline ?? [])]).to.deep.equal([`network/${older.id}`]);
    await rm(directory.baseline('tbbbbbbbbba'));
    expect((await hear()).unheard.join()).to.match(/^What stood before tbbbbbbbbba is not known: .* is missing/);
  });

  it('in a plan by name: what stood before the cluster’s own run, by its directory, stays', async () => {
    await scene.cluster(OURS);
    const name = `k8s-cluster-${OURS}-${OURS}-secgroup-bastion`;
    const older = await create(session, 'securityGroup', { name });
    const seen = { at: BORN, projectId: session.projectId, resources: [older], gaps: [], notLookedAt: [] };
    const saved = await saveBaseline(runDirectory(join(runs, 'abcdefghi')), OURS, seen);
    await writeRun('abcdefghi', OURS, [], { then: [saved] });
    const { code, text } = await scene.command(['forceclean', '--cluster', OURS, '--runs', runs]);
    expect(code, text).to.equal(0);
    expect(text).to.match(new RegExp(`securityGroup ${older.id} .*: contradiction: .* stood in the project before`));
    expect(text).to.match(/To remove 2\d resources/);
  });

  it('knows how old a cluster is by its ticket, where no directory of its run is at hand', async () => {
    const book = await scene.book();
    await scene.ticket(book, OURS, { is: 'slot', slot: 1 });
    const signal = new AbortController().signal;
    const { found } = await withNeighbours([request()], { session, runs, own: runs, signal });
    const [ticket] = [...scene.world.sim.world.ports.values()].filter((port) => port.deviceOwner === 'troika:lease');
    expect(Date.parse(found[0]?.bornAt ?? '')).to.be.at.most(Date.parse(ticket?.createdAt ?? ''));
  });

  it('does not take the time when a warden came for the birth of its victim', async () => {
    const book = await scene.book();
    await scene.ticket(book, OURS, { is: 'warden', slot: 1 });
    const signal = new AbortController().signal;
    const alone = await withNeighbours([request()], { session, runs, own: runs, signal });
    expect(alone.found[0]?.bornAt).to.equal(undefined);
    const before = session.now().getTime();
    scene.minutesPass(5);
    await scene.ticket(book, OURS, { is: 'slot', slot: 1 });
    const both = await withNeighbours([request()], { session, runs, own: runs, signal });
    expect(Date.parse(both.found[0]?.bornAt ?? '')).to.be.above(before);
  });

  it('in a plan: where it cannot be read what was handed over, volumes behind claims are reported until somebody asks for them', async () => {
    await scene.cluster(OURS);
    const cleanings = join(runs, '..', 'forceclean');
    await mkdir(join(cleanings, 'two', 'journal.ndjson'), { recursive: true });
    const asked = async (...args: string[]): Promise<string> =>
      (await scene.command(['forceclean', '--cluster', OURS, '--runs', runs, ...args])).text;
    const plain = await asked();
    expect(plain).to.match(/What was handed over by the clean-up in .*two is not known: cannot read .*: EISDIR/);
    expect(plain).to.match(/may have been handed over, so all of these are reported/);
    expect(plain).to.match(/the policy for volumes behind claims is report/);
    const demanded = await asked('--pvc', 'delete');
    expect(demanded).to.not.match(/are reported|claims is report/);
  });

  it('in a plan: what another run wrote down stays though it bears our name, and a damaged run stops nothing', async () => {
    await scene.cluster(OURS);
    const named = await create(session, 'securityGroup', { name: `k8s-cluster-${OURS}-${OURS}-secgroup-bastion` });
    await writeRun('bbbbbbbbb', OTHER, [named]);
    const damaged = await writeRun('ccccccccc', 'tccccccccca', []);
    await writeFile(join(damaged, 'journal.ndjson'), 'x\n');
    const { code, text } = await scene.command(['forceclean', '--cluster', OURS, '--runs', runs]);
    expect(code, text).to.equal(0);
    expect(text).to.include('ccccccccc made is not known');
    expect(text).to.match(
      new RegExp(`securityGroup ${named.id} .*: contradiction: .* made for cluster ${OTHER} \\(run bbb`),
    );
    expect(text).to.match(/To remove 2\d resources/);
  });
});
