import { expect } from 'chai';
import { describe, it } from 'mocha';
import type { ObjectName, LedgerEntry, ReclaimPolicy } from '../../src/model/evidence.ts';
import type { CleanPlan, ConsideredVolume } from '../../src/model/plan.ts';
import { refKey, type Resource } from '../../src/model/resource.ts';
import { volumesInAll } from '../../src/forceclean/considered.ts';
import { volumesText } from '../../src/report/volumesText.ts';
import { scene } from './cluster.ts';
import { UNIQUE, goes, names, planFor, type Asked } from './judging.ts';
import { NOW, type World } from './world.ts';

function told(one: Resource, reclaimPolicy: ReclaimPolicy, claim?: ObjectName): LedgerEntry {
  const entry = { kind: one.kind, id: one.id, cluster: UNIQUE, source: 'journal line 7', reclaimPolicy };
  return claim === undefined ? entry : { ...entry, claim };
}

function plan(world: World, asked: Partial<Asked> = {}): CleanPlan {
  return planFor(world, { clusters: [names(UNIQUE)], ...asked });
}

function volume(made: CleanPlan, one: Resource): ConsideredVolume {
  const found = made.volumes.find((row) => row.id === one.id);
  if (found === undefined) throw new Error(`nothing was said of ${one.id}`);
  return found;
}

describe('a volume whose reclaim policy is Retain', () => {
  it('is handed over with its reason, and is no leftover; all else goes', () => {
    const { world, ours } = scene();
    const made = plan(world, { ledger: [told(ours.claim, 'Retain')] });
    expect(goes(made)).to.not.include(refKey(ours.claim));
    expect(goes(made)).to.include.members([refKey(ours.server), refKey(ours.snapshot), refKey(ours.network)]);
    const [kept] = made.kept.filter((one) => one.target.id === ours.claim.id);
    expect(kept).to.deep.include({ why: 'its reclaim policy is Retain', leftover: false });
    expect(volume(made, ours.claim)).to.include({ policy: 'retain', verdict: 'handed over' });
  });

  it('goes when that is asked for', () => {
    const { world, ours } = scene();
    const made = plan(world, { ledger: [told(ours.claim, 'Retain')], retained: true });
    expect(goes(made)).to.include(refKey(ours.claim));
    expect(volume(made, ours.claim)).to.include({ policy: 'delete', verdict: 'delete' });
  });

  it('is handed over though volumes behind claims are to be reported', () => {
    const { world, ours } = scene();
    const made = plan(world, { ledger: [told(ours.claim, 'Retain')], pvc: 'report' });
    expect(made.kept.find((one) => one.target.id === ours.claim.id)?.leftover).to.equal(false);
  });

  it('has snapshots with a policy of their own', () => {
    const { world, ours } = scene();
    const made = plan(world, { ledger: [told(ours.snapshot, 'Retain')] });
    expect(made.kept.find((one) => one.target.id === ours.snapshot.id)?.leftover).to.equal(false);
    expect(made.kept.find((one) => one.target.id === ours.claim.id)?.why).to.match(/waits for snapshot/);
  });

  it('is nobody’s but ours: what the ledger says of a neighbour’s volume changes nothing', () => {
    const { world, ours, other } = scene();
    const made = plan(world, {
      ledger: [told(ours.claim, 'Delete'), { ...told(other.claim, 'Delete'), cluster: 'x' }],
    });
    expect(goes(made)).to.include(refKey(ours.claim));
    expect(goes(made)).to.not.include(refKey(other.claim));
  });
});

describe('a volume that may stand behind a claim', () => {
  const UID = '0a4b1352-9dc6-4ebd-8e6a-54d94d656bc1';
  const claim = { namespace: 'shop', name: 'data-0', uid: UID };

  /** One of ours by the ledger alone, under that name. */
  const called = (name: string, more: Partial<LedgerEntry> = {}) => {
    const { world } = scene();
    const one = world.put('volume', { name });
    return { world, one, ledger: [{ kind: one.kind, id: one.id, cluster: UNIQUE, source: 'journal line 7', ...more }] };
  };

  for (const [title, made] of [
    ['called after its claim’s uid alone', called(`pvc-${UID}`)],
    ['under a name of the in-tree driver', called(`kubernetes-dynamic-pvc-${UID}`)],
    ['as the ledger tells of its claim', called('data', { claim, reclaimPolicy: 'Delete' })],
    ['which the ledger knows, under any name', called('data')],
    ['without a name, which the ledger knows', called('')],
  ] as const) {
    it(`is kept and reported as asked, ${title}`, () => {
      const { world, one, ledger } = made;
      expect(goes(plan(world, { ledger }))).to.include(refKey(one));
      expect(volume(plan(world, { ledger, pvc: 'keep' }), one)).to.include({ policy: 'keep', verdict: 'handed over' });
      expect(volume(plan(world, { ledger, pvc: 'report' }), one)).to.include({ policy: 'report', verdict: 'left' });
    });
  }

  it('is no root disk, nor another disk that its creator calls a machine’s', () => {
    const { world, ours } = scene();
    const extra = world.put('volume', {
      name: `${ours.server.name}-etcd`,
      description: `Additional block device for ${ours.server.name}`,
    });
    expect(goes(plan(world, { pvc: 'keep' }))).to.include.members([refKey(ours.root), refKey(extra)]);
  });

  it('is kept with a snapshot that only the ledger knows', () => {
    const { world, one, ledger } = called(`pvc-${UID}`);
    const snapshot = world.put('snapshot', { name: 'x', rel: { volume: one } });
    const both = [...ledger, { ...ledger[0], kind: snapshot.kind, id: snapshot.id } as LedgerEntry];
    const made = plan(world, { ledger: both, pvc: 'keep' });
    expect(goes(made)).to.not.include(refKey(snapshot));
    expect(made.kept.find((kept) => kept.target.id === one.id)?.leftover).to.equal(false);
  });
});

describe('a volume that was handed over before', () => {
  const handedOver = ({ ours }: ReturnType<typeof scene>): ReadonlySet<string> =>
    new Set([refKey(ours.claim), refKey(ours.snapshot)]);

  it('stays, with its snapshot, where nobody says what becomes of claims’ volumes; and is no leftover', () => {
    const there = scene();
    const made = plan(there.world, { handedOver: handedOver(there), pvc: undefined });
    expect(goes(made)).to.not.include.oneOf([...handedOver(there)]);
    expect(goes(made)).to.include(refKey(there.ours.server));
    const kept = made.kept.filter((one) => handedOver(there).has(refKey(one.target)));
    expect(kept.map((one) => [one.why, one.leftover])).to.deep.equal(
      Array(2).fill(['an earlier clean-up handed it over, and only --pvc delete takes it', false]),
    );
  });

  it('goes when --pvc delete is asked for', () => {
    const there = scene();
    const made = plan(there.world, { handedOver: handedOver(there), pvc: 'delete' });
    expect(goes(made)).to.include.members([...handedOver(there)]);
  });

  it('goes with --retained where it is retained, and --retained takes nothing else', () => {
    const there = scene();
    const ledger = [told(there.ours.claim, 'Retain')];
    const made = plan(there.world, { handedOver: handedOver(there), ledger, pvc: undefined, retained: true });
    expect(made.kept.map((one) => one.target.id)).to.include(there.ours.snapshot.id);
    const alone = new Set([refKey(there.ours.claim)]);
    const taken = plan(there.world, { handedOver: alone, ledger, pvc: undefined, retained: true });
    expect(goes(taken)).to.include(refKey(there.ours.claim));
  });

  it('goes with --retained together with a copy that only it proves, which was handed over along with it', () => {
    const { world, ours } = scene();
    const copy = world.put('snapshot', { rel: { volume: ours.claim } });
    const asked = { handedOver: new Set([refKey(ours.claim), refKey(copy)]), ledger: [told(ours.claim, 'Retain')] };
    const kept = plan(world, { ...asked, pvc: undefined });
    expect(goes(kept)).to.not.include.oneOf([refKey(ours.claim), refKey(copy)]);
    const taken = plan(world, { ...asked, pvc: undefined, retained: true });
    expect(goes(taken)).to.include.members([refKey(ours.claim), refKey(copy)]);
  });

  it('is retained when anybody’s journal says so, whatever the own one says', () => {
    for (const order of [
      ['Retain', 'Delete'],
      ['Delete', 'Retain'],
    ] as const) {
      const { world, ours } = scene();
      const made = plan(world, { ledger: order.map((policy) => told(ours.claim, policy)) });
      expect(volume(made, ours.claim)).to.include({ policy: 'retain', verdict: 'handed over' });
    }
  });
});

describe('a snapshot without a word on it', () => {
  const bare = (world: World, volume: Resource): Resource => world.put('snapshot', { rel: { volume } });

  it('goes with its volume', () => {
    const { world, ours } = scene();
    const snapshot = bare(world, ours.claim);
    expect(goes(plan(world))).to.include.members([refKey(snapshot), refKey(ours.claim)]);
  });

  it('is handed over with a volume that is handed over, by policy or as its cluster told', () => {
    for (const handedOver of ['keep', 'Retain'] as const) {
      const { world, ours } = scene();
      const snapshot = bare(world, ours.claim);
      const made = plan(world, handedOver === 'keep' ? { pvc: 'keep' } : { ledger: [told(ours.claim, 'Retain')] });
      expect(goes(made)).to.not.include(refKey(snapshot));
      const [kept] = made.kept.filter((one) => one.target.id === snapshot.id);
      expect(kept?.why).to.match(/^of volume .* which is handed over$/);
      expect(kept?.leftover).to.equal(false);
    }
  });

  it('is left with a volume that is to be reported, or that must stay', () => {
    const reported = scene();
    const blocked = scene();
    blocked.world.put('snapshot', { name: 'before the upgrade', rel: { volume: blocked.ours.claim } });
    for (const [{ world, ours }, asked] of [
      [reported, { pvc: 'report' }],
      [blocked, {}],
    ] as const) {
      const snapshot = bare(world, ours.claim);
      const made = plan(world, asked);
      expect(goes(made)).to.not.include(refKey(snapshot));
      const [kept] = made.kept.filter((one) => one.target.id === snapshot.id);
      expect(kept).to.deep.include({ leftover: true, behind: { kind: 'volume', id: ours.claim.id } });
    }
  });

  it('stays with a volume that is not ours', () => {
    const { world, ours, other } = scene();
    const snapshot = bare(world, world.change(ours.claim, { rel: { attachment: other.server } }));
    expect(goes(plan(world))).to.not.include(refKey(snapshot));
  });
});

describe('the volumes considered', () => {
  it('are all volumes of the project, each with what was decided and why', () => {
    const { world, ours, other } = scene();
    const loose = world.put('volume', { name: 'thesis' });
    const made = plan(world);
    expect(made.volumes.map((row) => row.id).sort()).to.deep.equal(
      [ours.claim, ours.root, other.claim, other.root, loose].map((one) => one.id).sort(),
    );
    expect(volume(made, ours.claim)).to.include({ policy: 'delete', verdict: 'delete' });
    expect(volume(made, ours.root)).to.include({ policy: 'none', verdict: 'delete' });
    expect(volume(made, other.claim)).to.include({ policy: 'none', verdict: 'neighbour' });
    expect(volume(made, other.claim).why).to.contain('names another cluster');
    expect(volume(made, loose)).to.include({ verdict: 'neighbour', why: 'nothing says that it is ours' });
  });

  it('have claim, size, age and last attachment where these are known', () => {
    const { world, ours } = scene();
    const metadata = { 'csi.storage.k8s.io/pvc/name': 'data-0', 'csi.storage.k8s.io/pvc/namespace': 'shop' };
    const facts = { sizeGiB: 10, attachedAt: '2026-11-23T11:30:00Z' };
    world.change(ours.claim, { metadata: { ...ours.claim.metadata, ...metadata }, facts });
    expect(volume(plan(world), ours.claim)).to.deep.include({
      claim: { namespace: 'shop', name: 'data-0' },
      sizeGiB: 10,
      createdAt: '2026-11-23T11:00:00Z',
      attachedAt: '2026-11-23T11:30:00Z',
      attachedTo: [{ id: ours.server.id, name: ours.server.name }],
    });
    const claim = { namespace: 'shop', name: 'data-1', uid: ours.claim.name.replace('pvc-', '') };
    const better = plan(world, { ledger: [told(ours.claim, 'Delete', claim)] });
    expect(volume(better, ours.claim).claim).to.deep.equal({ namespace: 'shop', name: 'data-1' });
  });

  it('say keep, report and what stays against our will', () => {
    const { world, ours } = scene();
    expect(volume(plan(world, { pvc: 'keep' }), ours.claim)).to.include({ policy: 'keep', verdict: 'handed over' });
    expect(volume(plan(world, { pvc: 'report' }), ours.claim)).to.include({ policy: 'report', verdict: 'left' });
    world.change(ours.claim, { metadata: { ...ours.claim.metadata, 'e2e-keep': 'true' } });
    expect(volume(plan(world), ours.claim)).to.include({ verdict: 'undecided' });
  });

  it('are gone at the end when the last look shows them no more, and unknown when it could not look', () => {
    const { world, ours } = scene();
    const first = plan(world);
    world.remove(ours.claim);
    const last = plan(world);
    const there = new Set(world.inventory().resources.map(refKey));
    const verdictOf = (rows: readonly ConsideredVolume[]): string | undefined =>
      rows.find((row) => row.id === ours.claim.id)?.verdict;
    expect(verdictOf(volumesInAll([first], last, there, []))).to.equal('gone');
    const blind = planFor(world, { clusters: [names(UNIQUE)], gaps: ['volume'] });
    expect(verdictOf(volumesInAll([first], blind, new Set(), []))).to.equal('unknown');
    expect(volumesInAll([first], last, there, [])).to.have.length(first.volumes.length);
  });
});

describe('the table of volumes', () => {
  const { world, ours } = scene();
  const claim = { namespace: 'shop', name: 'data-0', uid: ours.claim.name.replace('pvc-', '') };
  world.change(ours.claim, { facts: { sizeGiB: 10, attachedAt: '2026-11-23T11:30:00Z' } });
  world.put('volume', { name: 'thesis', facts: { sizeGiB: 500 }, createdAt: '2026-11-20T12:00:00Z' });
  const made = plan(world, { ledger: [told(ours.claim, 'Retain', claim)] });
  const lines = volumesText([{ volumes: made.volumes, at: NOW }]);

  it('has a line for each volume, with all that is asked of it', () => {
    expect(lines[0]).to.equal('Volumes considered, 5:');
    expect(lines[1]).to.match(/^ {2}verdict +volume +GiB +age +policy +name +claim +attached +why$/);
    const line = lines.find((one) => one.includes(ours.claim.id));
    expect(line).to.contain(`${ours.server.name}, 30m 00s ago`);
    expect(line).to.match(
      /^ {2}handed over +\S+ +10 +1h 00m +retain +pvc-\S+ +shop\/data-0 .* its reclaim policy is Retain$/,
    );
    expect(lines.find((one) => one.includes('thesis'))).to.match(
      /^ {2}neighbour +\S+ +500 +72h 00m +- +thesis +- +- +nothing says/,
    );
  });

  it('stands in columns', () => {
    const at = lines[1]?.indexOf('claim') ?? -1;
    expect(lines.slice(2).map((line) => line.slice(at - 2, at))).to.deep.equal(lines.slice(2).map(() => '  '));
  });

  it('begins with what is left or goes, and ends with what is a neighbour’s', () => {
    const verdicts = lines.slice(2).map((line) => line.trim().split('  ')[0]);
    expect(verdicts).to.deep.equal(['delete', 'handed over', 'neighbour', 'neighbour', 'neighbour']);
  });

  it('fits a terminal of 80 columns, with the longer cells and the reason below', () => {
    const narrow = volumesText([{ volumes: made.volumes, at: NOW }], 80);
    expect(narrow.filter((line) => /^ {2}\S/.test(line) && line.length > 80)).to.deep.equal([]);
    expect(narrow[1]).to.match(/^ {2}verdict +volume +GiB +age +policy$/);
    const at = narrow.findIndex((line) => line.includes(ours.claim.id));
    expect(narrow[at]).to.match(/^ {2}handed over +\S+ +10 +1h 00m +retain$/);
    expect(narrow[at + 1]).to.equal(
      `      ${ours.claim.name}, claim shop/data-0, attached to ${ours.server.name}, 30m 00s ago`,
    );
    expect(narrow[at + 2]).to.equal('      its reclaim policy is Retain');
    expect(volumesText([{ volumes: made.volumes, at: NOW }], 400)).to.deep.equal(lines);
  });

  it('has one line for a volume that several clusters considered, with the word that matters most', () => {
    const neighbours = made.volumes.map((row) => ({ ...row, verdict: 'neighbour' as const }));
    const both = volumesText([
      { volumes: neighbours, at: NOW },
      { volumes: made.volumes, at: NOW },
    ]);
    expect(both).to.deep.equal(lines);
  });

  it('is nothing where there is no volume', () => expect(volumesText([{ volumes: [], at: NOW }])).to.deep.equal([]));
});
