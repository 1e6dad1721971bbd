import { expect } from 'chai';
import { describe, it } from 'mocha';
import { attribute } from '../../src/forceclean/attribute.ts';
import type { Limits } from '../../src/forceclean/beforehand.ts';
import { keptInAll, lookOf } from '../../src/forceclean/memory.ts';
import { planClean } from '../../src/forceclean/plan.ts';
import type { CleanPlan } from '../../src/model/plan.ts';
import { refKey, type Kind } from '../../src/model/resource.ts';
import { standCluster, standProject } from './cluster.ts';
import { UNIQUE, goes, keptWhy, names } from './judging.ts';
import { NOW, createWorld, ledgerOf } from './world.ts';

const world = createWorld();
const ours = standCluster(world, standProject(world).external, UNIQUE);
const credential = world.put('applicationCredential', {
  name: `${UNIQUE}-${UNIQUE}-appcred`,
  description: `App Cred ${UNIQUE} for cluster ${UNIQUE}`,
});
const inventory = world.inventory();
const attributions = attribute({ inventory, clusters: [names(UNIQUE)], ledger: [] });

function planned(limits: Limits, judged = attributions): CleanPlan {
  const asked = { attributions: judged, inventory, runId: null, clusters: [UNIQUE], now: NOW, pvc: 'delete' } as const;
  return planClean({ ...asked, ...limits });
}

describe('what is known before neighbours are looked at', () => {
  it('keeps everything that is not in the plan that is applied', () => {
    const plan = planned({ only: new Set([refKey(ours.apiFip)]) });
    expect(goes(plan)).to.deep.equal([refKey(ours.apiFip)]);
    expect(keptWhy(plan, ours.group)).to.match(/not in the plan/);
  });

  it('keeps the credential of controllers that still take the cluster down, and all else goes', () => {
    const plan = planned({ controllersWork: true });
    expect(goes(plan)).to.deep.equal(goes(planned({})).filter((key) => key !== refKey(credential)));
    expect(keptWhy(plan, credential)).to.match(/controllers still take the cluster down with it/);
  });

  it('says of what it keeps for another reason, too, that reason: a new plan would not help', () => {
    const twin = createWorld();
    const { external } = standProject(twin);
    const mine = standCluster(twin, external, UNIQUE);
    const other = standCluster(twin, external, 'tzzzzzzzzza');
    twin.change(other.port, { rel: { securityGroup: mine.group } });
    twin.put('port', { name: 'debug', rel: { network: mine.network, subnet: mine.subnet } });
    const seen = twin.inventory();
    const judged = attribute({ inventory: seen, clusters: [names(UNIQUE)], ledger: [] });
    const asked = { attributions: judged, inventory: seen, runId: null, clusters: [UNIQUE], now: NOW } as const;
    const plan = planClean({ ...asked, pvc: 'keep', only: new Set([refKey(mine.apiFip)]) });
    expect(keptWhy(plan, mine.group)).to.match(/uses it/);
    expect(keptWhy(plan, mine.router)).to.match(/^waits for /);
    expect(keptWhy(plan, mine.server)).to.match(/could go, but is not in the plan/);
    const claim = plan.kept.find((one) => one.target.id === mine.claim.id);
    expect(claim, claim?.why).to.include({ leftover: false });
  });

  it('keeps what an earlier look could not prove, as something that is left', () => {
    const doubted = new Set([refKey(ours.network)]);
    const judged = attribute({ inventory, clusters: [names(UNIQUE)], ledger: [], doubted });
    const plan = planned({}, judged);
    const kept = plan.kept.find((one) => one.target.id === ours.network.id);
    expect(kept)
      .to.include({ leftover: true })
      .and.to.have.property('why')
      .that.matches(/earlier look/);
    // All the rest of it stands on that network.
    expect(goes(plan)).to.deep.equal([]);
  });

  it('keeps credentials where the one in use may delete none', () => {
    expect(goes(planned({ restricted: false }))).to.include(refKey(credential));
    const plan = planned({ restricted: true });
    expect(goes(plan)).to.not.include(refKey(credential));
    expect(keptWhy(plan, credential)).to.match(/restricted/);
  });
});

describe('what a clean-up remembers of its looks', () => {
  const twin = createWorld();
  const { external } = standProject(twin);
  const [a, b] = [standCluster(twin, external, 'testcluster'), standCluster(twin, external, 'testcluster')];
  const asked = (gaps: readonly Kind[] = []) => ({
    inventory: twin.inventory(gaps),
    clusters: [names('testcluster')],
    ledger: ledgerOf('testcluster', ...Object.values(a)),
  });
  const judged = attribute(asked());
  const plan = planned({});

  it('is what could not be proved, where everything was listed', () => {
    const look = lookOf(plan, asked(), judged);
    expect(look.doubted).to.include(refKey(b.network)).and.not.include(refKey(a.network));
    expect(look.there.has(refKey(a.network))).to.equal(true);
  });

  it('is nothing where a list failed: what is missing may be what proves it', () => {
    expect(lookOf(plan, asked(['port']), judged).doubted).to.deep.equal([]);
  });

  it('is that two of one name were seen, also where a list failed: what is missing makes no second one', () => {
    expect(lookOf(plan, asked(['container']), judged).namesakes).to.deep.equal(['testcluster']);
    const alone = { inventory, clusters: [names(UNIQUE)], ledger: [] };
    expect(lookOf(plan, alone, attributions).namesakes).to.deep.equal([]);
  });

  it('leaves what the other of the name has and makes later, when the first is gone', () => {
    const later = createWorld();
    const left = standCluster(later, standProject(later).external, 'testcluster');
    const group = later.put('securityGroup', {
      name: 'k8s-cluster-testcluster-testcluster-secgroup-bastion',
      description: 'Cluster API managed group',
    });
    const known = { inventory: later.inventory(), clusters: [names('testcluster')], ledger: [] };
    const oursBy = (namesakes: readonly string[]) =>
      attribute({ ...known, namesakes: new Set(namesakes) })
        .filter((one) => one.verdict === 'ours')
        .map((one) => refKey(one.resource));
    expect(oursBy([])).to.include.members([refKey(left.network), refKey(group)]);
    expect(oursBy(['testcluster'])).to.deep.equal([]);
  });

  it('is what was kept and still stands, though nothing speaks for it any more', () => {
    const [one, two] = ['volume', 'port'].map((kind) => ({
      target: { kind: kind as 'volume' | 'port', id: kind, name: '', cluster: '' },
      why: 'not proved',
      leftover: false,
      evidence: [],
    }));
    if (one === undefined || two === undefined) throw new Error('two were made');
    const first = { ...plan, steps: [], kept: [one, two] };
    const last = { ...plan, steps: [], kept: [] };
    expect(keptInAll([first], last, new Set(['volume/volume']))).to.deep.equal([one]);
    expect(keptInAll([first], { ...last, kept: [one] }, new Set(['volume/volume']))).to.deep.equal([one]);
  });
});
