import { expect } from 'chai';
import { BASE32, clusterName, isDrawn, isRunId, isRunUnique, runOf } from '../../src/model/names.ts';

describe('The name of a cluster', () => {
  it('is t, the run and one character, for each of 32 clusters another', () => {
    const names = Array.from({ length: 32 }, (_none, index) => clusterName('abcdefgh2', index));
    expect(new Set(names).size).to.equal(32);
    for (const name of names) {
      expect(name).to.match(/^tabcdefgh2[a-z2-7]$/);
      expect(isRunUnique(name)).to.equal(true);
      expect(runOf(name)).to.equal('abcdefgh2');
    }
  });

  it('is a DNS label without a hyphen', () => {
    expect(BASE32).to.match(/^[a-z2-7]{32}$/);
    expect(clusterName('abcdefgh2', 31)).to.match(/^[a-z][a-z0-9]{10}$/);
  });

  for (const index of [-1, 32, 1.5, Number.NaN]) {
    it(`does not exist for the cluster ${index}`, () => {
      expect(() => clusterName('abcdefgh2', index)).to.throw(RangeError);
    });
  }

  for (const run of ['', 'abc', 'ABCDEFGHI', 'abcdefgh1', 'abcdefgh-', 'abcdefghij']) {
    it(`does not exist for the run "${run}"`, () => {
      expect(isRunId(run)).to.equal(false);
      expect(() => clusterName(run, 0)).to.throw(RangeError);
    });
  }

  it('is not read out of a text that only contains one', () => {
    for (const text of ['xtabcdefghia', 'tabcdefghia-0', 'tabcdefghia\n', 'k8s', '']) {
      expect(isRunUnique(text), text).to.equal(false);
      expect(runOf(text), text).to.equal(undefined);
    }
  });

  it('is known for one that a run drew by a digit in the run’s id, which no word has', () => {
    expect(isDrawn('tabcdefgh2a')).to.equal(true);
    for (const text of ['translation', 'tabcdefghi2', 'testcluster', 'tabcdefgh1a', 'prod-2'])
      expect(isDrawn(text), text).to.equal(false);
  });
});
