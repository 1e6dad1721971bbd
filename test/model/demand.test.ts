import { expect } from 'chai';
import { NO_DEMAND, QUOTAS, addDemands, demandOf } from '../../src/model/demand.ts';

describe('A demand', () => {
  it('has every quota', () => {
    expect(Object.keys(demandOf((name) => name.length))).to.deep.equal([...QUOTAS]);
    expect(QUOTAS).to.have.lengthOf(20);
  });

  it('adds up quota by quota', () => {
    const one = demandOf((name) => (name === 'ports' ? 2 : 1));
    expect(addDemands(one, one, NO_DEMAND)).to.deep.equal(demandOf((name) => (name === 'ports' ? 4 : 2)));
    expect(addDemands()).to.deep.equal(NO_DEMAND);
  });
});
