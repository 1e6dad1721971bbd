import { expect } from 'chai';
import { describe, it } from 'mocha';
import { retainMarks } from '../../src/creators/retainMarks.ts';
import { volumesText } from '../../src/report/volumesText.ts';
import type { LedgerEntry, ReclaimPolicy } from '../../src/model/evidence.ts';
import type { CleanPlan } from '../../src/model/plan.ts';
import { refKey, type Resource } from '../../src/model/resource.ts';
import { scene } from './cluster.ts';
import { UNIQUE, goes, judgementOf, names, planFor, type Asked } from './judging.ts';
import { NOW, type World } from './world.ts';

const MARKS = retainMarks({ namespace: 'shop', name: 'data-0' });
const WHY = 'its reclaim policy is Retain';
const clusters = [names(UNIQUE)];

const plan = (world: World, asked: Partial<Asked> = {}): CleanPlan => planFor(world, { clusters, ...asked });
const mark = (world: World, one: Resource): Resource => world.change(one, { metadata: { ...one.metadata, ...MARKS } });
const told = (one: Resource, reclaimPolicy: ReclaimPolicy): LedgerEntry => ({
  ...{ kind: one.kind, id: one.id, cluster: UNIQUE, source: 'journal line 7' },
  reclaimPolicy,
});
const kept = (made: CleanPlan, one: Resource) => made.kept.find(({ target }) => refKey(target) === refKey(one));
const row = (made: CleanPlan, one: Resource) => made.volumes.find(({ id }) => id === one.id);

describe('a volume that is marked to be retained', () => {
  it('is handed over with that reason though no journal is at hand, and is no leftover; all else goes', () => {
    const { world, ours } = scene();
    mark(world, ours.claim);
    const made = plan(world);
    expect(kept(made, ours.claim)).to.deep.include({ why: WHY, leftover: false });
    expect(goes(made)).to.include.members([refKey(ours.server), refKey(ours.snapshot), refKey(ours.root)]);
  });

  it('is all the same with and without the ledger that says so', () => {
    const marked = scene();
    mark(marked.world, marked.ours.claim);
    const known = scene();
    const outcome = ({ kept: left, volumes }: CleanPlan): unknown => [
      left.map(({ why, leftover }) => [why, leftover]),
      volumes.map(({ policy, verdict }) => [policy, verdict]),
    ];
    for (const asked of [{}, { pvc: 'keep' }, { pvc: 'report' }, { pvc: undefined }, { retained: true }] as const) {
      const byLedger = plan(known.world, { ...asked, ledger: [told(known.ours.claim, 'Retain')] });
      expect(outcome(plan(marked.world, asked)), JSON.stringify(asked)).to.deep.equal(outcome(byLedger));
    }
  });

  it('goes with --retained, also after it was handed over', () => {
    const { world, ours } = scene();
    const one = mark(world, ours.claim);
    for (const handedOver of [new Set<string>(), new Set([refKey(one)])]) {
      const made = plan(world, { retained: true, pvc: undefined, handedOver });
      expect(goes(made)).to.include(refKey(one));
      expect(row(made, one)).to.include({ policy: 'delete', verdict: 'delete' });
    }
  });

  it('is retained though the last word of the ledger is Delete', () => {
    const { world, ours } = scene();
    const one = mark(world, ours.claim);
    const made = plan(world, { ledger: [told(one, 'Delete')] });
    expect(row(made, one)).to.include({ policy: 'retain', verdict: 'handed over' });
  });

  it('shows its claim, also where the driver wrote none or an older one', () => {
    const { world, ours } = scene();
    const older = { 'csi.storage.k8s.io/pvc/name': 'restored', 'csi.storage.k8s.io/pvc/namespace': 'shop' };
    for (const driver of [{}, older]) {
      const one = mark(world, world.change(ours.claim, { metadata: { ...ours.claim.metadata, ...driver } }));
      expect(row(plan(world), one)?.claim).to.deep.equal({ namespace: 'shop', name: 'data-0' });
    }
    const text = volumesText([{ volumes: plan(world).volumes, at: NOW }]);
    expect(text.find((line) => line.includes(ours.claim.id))).to.match(
      /handed over .* retain .* shop\/data-0 .*Retain$/,
    );
  });

  it('goes where the mark says anything else', () => {
    const { world, ours } = scene();
    world.change(ours.claim, { metadata: { ...ours.claim.metadata, 'troika-reclaim': 'Delete' } });
    expect(goes(plan(world))).to.include(refKey(ours.claim));
  });
});

describe('a mark to be retained', () => {
  it('makes nothing ours: neither a volume that bears it alone, nor one on our server', () => {
    const { world, ours } = scene();
    const loose = world.put('volume', { name: 'thesis', status: 'available', metadata: MARKS });
    const attached = world.put('volume', {
      name: 'thesis-2',
      status: 'in-use',
      metadata: MARKS,
      rel: { attachment: ours.server },
    });
    const bare = world.put('volume', { name: 'thesis-2', status: 'in-use', rel: { attachment: ours.server } });
    for (const one of [loose, attached]) {
      expect(judgementOf(world, { clusters }, one).verdict).to.not.equal('ours');
      expect(goes(plan(world, { retained: true }))).to.not.include(refKey(one));
    }
    const says = (one: Resource): readonly string[] =>
      judgementOf(world, { clusters }, one).evidence.map(({ source, strength }) => `${source} ${strength}`);
    expect(says(attached)).to.deep.equal(says(bare));
  });

  it('leaves a neighbour’s volume the neighbour’s, of which no policy of ours speaks', () => {
    const { world, other } = scene();
    const theirs = mark(world, other.claim);
    const made = plan(world, { retained: true });
    expect(goes(made)).to.not.include(refKey(theirs));
    expect(row(made, theirs)).to.include({ policy: 'none', verdict: 'neighbour' });
  });

  it('keeps a snapshot for itself, while its volume waits', () => {
    const { world, ours } = scene();
    const one = mark(world, ours.snapshot);
    const made = plan(world);
    expect(kept(made, one)).to.deep.include({ why: WHY, leftover: false });
    expect(kept(made, ours.claim)?.why).to.match(/waits for snapshot/);
    expect(goes(plan(world, { retained: true }))).to.include.members([refKey(one), refKey(ours.claim)]);
  });

  it('keeps a copy of its volume that only the volume proves, and a backup that bears it', () => {
    const { world, ours } = scene();
    const volume = mark(world, ours.claim);
    const copy = world.put('snapshot', { rel: { volume } });
    const cluster = { 'cinder.csi.openstack.org/cluster': UNIQUE };
    const backup = world.put('backup', { metadata: { ...cluster, ...MARKS }, rel: { volume } });
    const made = plan(world);
    expect(kept(made, copy)).to.deep.include({ leftover: false });
    expect(kept(made, copy)?.why).to.match(/^of volume .* which is handed over$/);
    expect(kept(made, backup)).to.deep.include({ why: WHY, leftover: false });
    expect(goes(plan(world, { retained: true }))).to.include.members([volume, copy, backup].map(refKey));
  });

  it('that comes after a plan was made changes what the plan was made for', () => {
    const { world, ours } = scene();
    const before = plan(world, { retained: true }).steps.find((step) => step.target.id === ours.claim.id);
    mark(world, ours.claim);
    const after = plan(world, { retained: true }).steps.find((step) => step.target.id === ours.claim.id);
    expect(before?.fingerprint).to.not.equal(after?.fingerprint);
  });
});
