import { expect } from 'chai';
import { describe, it } from 'mocha';
import type { CleanPlan } from '../../src/model/plan.ts';
import { refKey, type Resource } from '../../src/model/resource.ts';
import { standCluster, standProject } from './cluster.ts';
import { UNIQUE, goes, keptWhy, names, planFor } from './judging.ts';
import { createWorld, ledgerOf } from './world.ts';

const GONE = { rel: 'server', kind: 'server', id: 'a0000000-0000-4000-8000-000000000001' } as const;
const CSI = { name: 'snapshot-8b2c4803-3c2a-52e4-bbd6-80f74208efa8' };

/** One cluster, with what it may have besides the usual. */
function stand() {
  const world = createWorld();
  const ours = standCluster(world, standProject(world).external, UNIQUE);
  const trunk = world.put('trunk', { name: ours.port.name, rel: { parentPort: ours.port } });
  const volume = { rel: { volume: ours.claim } };
  const full = world.put('backup', { ...CSI, ...volume, facts: { hasDependents: true } });
  const second = world.put('backup', {
    ...CSI,
    ...volume,
    createdAt: '2026-11-23T11:10:00Z',
    facts: { incremental: true, hasDependents: true },
  });
  const third = world.put('backup', {
    ...CSI,
    ...volume,
    createdAt: '2026-11-23T11:20:00Z',
    facts: { incremental: true },
  });
  const orphan = world.put('volumeAttachment', { ...volume, plain: [GONE] });
  const held = world.put('volumeAttachment', { rel: { volume: ours.root, server: ours.server } });
  const container = world.put('container', { name: `${UNIQUE}-${UNIQUE}-harbor-registry` });
  const key = world.put('ec2Credential');
  const credential = world.put('applicationCredential', {
    name: `${UNIQUE}-${UNIQUE}-appcred`,
    description: `App Cred ${UNIQUE} for cluster ${UNIQUE}`,
  });
  const ledger = ledgerOf(UNIQUE, container, key);
  const asked = { clusters: [names(UNIQUE)], ledger };
  return { world, ours, trunk, full, second, third, orphan, held, container, key, credential, asked };
}

function after(plan: CleanPlan, resource: Resource): readonly string[] {
  const step = plan.steps.find((one) => refKey(one.target) === refKey(resource));
  if (step === undefined) throw new Error(`no step for ${refKey(resource)}`);
  return step.after.map(refKey).sort();
}

describe('the order of what a cluster may have besides the usual', () => {
  const { world, ours, trunk, full, second, third, orphan, held, container, key, credential, asked } = stand();
  const plan = planFor(world, asked);

  it('is server, trunk, and then the ports that the trunk holds', () => {
    expect(after(plan, trunk)).to.deep.equal([refKey(ours.server)]);
    expect(after(plan, ours.port)).to.include(refKey(trunk));
  });

  it('is the youngest backup first, and all before their volume', () => {
    expect(after(plan, third)).to.deep.equal([]);
    expect(after(plan, second)).to.deep.equal([refKey(third)]);
    expect(after(plan, full)).to.deep.equal([refKey(second), refKey(third)].sort());
    expect(after(plan, ours.claim)).to.include.members([full, second, third].map(refKey));
  });

  it('is the attachment to a server that is gone before its volume; one to a server that stands is no step', () => {
    expect(after(plan, ours.claim)).to.include(refKey(orphan));
    expect(goes(plan)).to.not.include(refKey(held));
    expect(keptWhy(plan, held)).to.equal('(not mentioned)');
  });

  it('is credentials at the end, EC2 credentials before the application credential', () => {
    expect(after(plan, key)).to.include.members([refKey(container), refKey(ours.server), refKey(ours.network)]);
    expect(after(plan, key)).to.not.include(refKey(credential));
    expect(after(plan, credential)).to.include(refKey(key));
  });
});

describe('what only its volume proves', () => {
  it('stays with a volume that is handed over', () => {
    const { world, full, orphan, ours, asked } = stand();
    const plan = planFor(world, { ...asked, pvc: 'keep' });
    for (const one of [full, orphan]) expect(goes(plan)).to.not.include(refKey(one));
    expect(keptWhy(plan, orphan)).to.include(ours.claim.id);
  });
});
