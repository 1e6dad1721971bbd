import { expect } from 'chai';
import type { Event, HandedOver } from '../../../src/model/event.ts';
import { refKey, type Resource } from '../../../src/model/resource.ts';
import { find, kubectl } from '../../kubernetesBed/bed.ts';
import { deployControllers, makeCluster, manifests, type Cluster } from '../../kubernetesBed/cluster.ts';
import { isFull, makeRuns, untilNothingOfOurs, type Runs } from '../../kubernetesBed/runs.ts';
import { at } from '../../support/json.ts';
import { eventsOf, onlyRun } from '../../support/program.ts';
import { until } from '../../zuulBed/rest.ts';

/** Three real clusters at once in a project in which somebody else's, made by the same controllers, lives on. */
describe('three clusters of Cluster API at once, beside a living neighbour', () => {
  let runs: Runs;
  let neighbour: Cluster;
  let stood: ReadonlyMap<string, Resource>;

  before(async function () {
    this.timeout(900_000);
    runs = await makeRuns({ count: 3, controlPlanes: 3, workers: 3, deadline: '40m' });
    neighbour = await makeCluster(runs.bed, runs.world);
    await deployControllers(neighbour, runs.bed, runs.world);
    await kubectl(neighbour.kubeconfig, ['apply', '-f', '-'], await manifests('used', {}));
    await until('the neighbour', 180, async () => {
      const ip = at(await find(neighbour.kubeconfig, ['service', 'web']), 'status', 'loadBalancer', 'ingress', 0, 'ip');
      const phase = at(await find(neighbour.kubeconfig, ['pvc', 'data']), 'status', 'phase');
      return typeof ip === 'string' && phase === 'Bound' ? true : undefined;
    });
    stood = await runs.project();
  });
  after(async function () {
    this.timeout(600_000);
    await runs?.dispose();
  });

  it('passes, and leaves the project as it was but for the volumes that are to be retained, which it hands over', async function () {
    this.timeout(3_000_000);
    const { code, out, err } = await runs.troika(['run', '--json']);
    expect(code, err).to.equal(0);
    const run = await onlyRun(runs.place);
    const events = await eventsOf(run);
    const handed = handedOverIn(events);
    const after = await runs.project();
    const more = [...after.keys()].filter((key) => !stood.has(key));
    expect(more).to.have.members(handed.map(refKey));
    expect(handed.map(({ kind, why }) => `${kind}: ${why}`)).to.deep.equal(
      Array(3).fill('volume: its reclaim policy is Retain'),
    );
    expect(lost(stood, after)).to.deep.equal([]);
    expect(JSON.parse(out)).to.include({ verdict: 'passed' });
    const saw = events.flatMap((event) => (event.type === 'cluster.saw' ? [event.kind] : []));
    const kinds = ['network', 'router', 'server', 'port', 'securityGroup', 'loadBalancer', 'volume'];
    expect(saw).to.include.members((await isFull(runs.bed)) ? [...kinds, 'snapshot'] : kinds);
    expect(new Set(events.flatMap((event) => (event.type === 'cluster.admitted' ? [event.slot] : []))).size).to.equal(
      3,
    );
  });

  it('with --retained leaves it exactly as it was', async function () {
    this.timeout(3_000_000);
    const standing = await runs.project();
    const { code, err } = await runs.troika(['run', '--retained']);
    expect(code, err).to.equal(0);
    const after = await runs.project();
    expect([...after.keys()].sort()).to.deep.equal([...standing.keys()].sort());
    expect(lost(standing, after)).to.deep.equal([]);
  });

  it('finds nothing of it on the management cluster, and the neighbour still at work', async function () {
    this.timeout(400_000);
    await untilNothingOfOurs(runs);
    await kubectl(neighbour.kubeconfig, ['delete', 'service/web', '--timeout', '120s']);
    await kubectl(neighbour.kubeconfig, ['apply', '-f', '-'], await manifests('used', {}));
    await until('a new address', 180, async () =>
      at(await find(neighbour.kubeconfig, ['service', 'web']), 'status', 'loadBalancer', 'ingress', 0, 'ip'),
    );
    // Cluster API drains nobody: what is left of these would hold its network.
    await kubectl(neighbour.kubeconfig, ['delete', 'service/web', 'pvc/data', '--timeout', '180s']);
    await neighbour.remove();
  });
});

/** Each once: a clean-up may look twice. */
function handedOverIn(events: readonly Event[]): readonly HandedOver[] {
  const all = events.flatMap((event) => (event.type === 'clean.verified' ? (event.handedOver ?? []) : []));
  return [...new Map(all.map((one) => [refKey(one), one])).values()];
}

/** What stood before and is gone, or is not what it was: its name, texts, tags and metadata. */
function lost(before: ReadonlyMap<string, Resource>, after: ReadonlyMap<string, Resource>): readonly string[] {
  return [...before].flatMap(([key, one]) => {
    const now = after.get(key);
    return now !== undefined && textOf(now) === textOf(one) ? [] : [key];
  });
}

function textOf({ name, description, status, tags, metadata, links }: Resource): string {
  return JSON.stringify({ name, description, status, tags, metadata, links });
}
