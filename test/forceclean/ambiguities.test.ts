import { expect } from 'chai';
import { describe, it } from 'mocha';
import { RULES } from '../../src/forceclean/rules/table.ts';
import { stateOf } from '../../src/forceclean/see.ts';
import { AMBIGUITIES, ledgeredCredential, type Ambiguity } from './ambiguityCases.ts';
import { standProject } from './cluster.ts';
import { goes, keptWhy, keys, names, planFor, UNIQUE } from './judging.ts';
import { createWorld } from './world.ts';

/** Of clusters’ own objects, not of resources: it comes with the clusters that have such objects. */
const ELSEWHERE = ['A23'];

function checkCase(one: Ambiguity): void {
  const world = createWorld();
  const fates = one.put(world, standProject(world).external);
  const plan = planFor(world, { clusters: [names(one.C)], ...one.asked });
  expect(fates).to.not.deep.equal([]);
  for (const [resource, fate] of fates) {
    const [key] = keys(resource);
    const said = `${key} “${resource.name}”: ${keptWhy(plan, resource)}`;
    expect(goes(plan).includes(key ?? ''), said).to.equal(fate === 'goes');
    if (typeof fate === 'object') expect(keptWhy(plan, resource), said).to.match(fate.reported);
  }
}

describe('the ambiguities of ownership', () => {
  for (const one of AMBIGUITIES) it(`${one.of} ${one.title}`, () => checkCase(one));

  it('A24 what the ledger names goes', () => {
    const world = createWorld();
    const { one, asked } = ledgeredCredential(world);
    expect(goes(planFor(world, asked))).to.deep.equal(keys(one));
  });

  it('A26 a volume that only an administrator can free is named, and never reset', () => {
    const world = createWorld();
    const stuck = world.put('volume', { name: 'pvc-1', status: 'error_deleting' });
    expect(stateOf(stuck).is).to.equal('stuck');
  });

  it('A27 the credential in use stays, whatever its texts say', () => {
    const world = createWorld();
    const one = world.put('applicationCredential', { name: `${UNIQUE}-${UNIQUE}-appcred` });
    const plan = planFor(world, { clusters: [names(UNIQUE)], applicationCredentialId: one.id });
    expect(goes(plan)).to.deep.equal([]);
    expect(keptWhy(plan, one)).to.match(/the credential this process works with/);
  });

  it('each has its case, and each case names a rule that there is', () => {
    const all = Array.from({ length: 27 }, (_, at) => `A${at + 1}`).filter((name) => !ELSEWHERE.includes(name));
    expect([...new Set(AMBIGUITIES.map((one) => one.of))]).to.deep.equal(all);
    const rules = new Set(RULES.map((rule) => rule.name));
    expect(AMBIGUITIES.filter((one) => !rules.has(one.rule)).map((one) => `${one.of}: ${one.rule}`)).to.deep.equal([]);
  });
});
