import { expect } from 'chai';
import fc from 'fast-check';
import { createHints } from '../../src/forceclean/hints.ts';

describe('who a text may name', () => {
  it('is everybody the first eleven characters of one of whose names stand in it, in their own order', () => {
    const hinted = createHints([['production-one', 'pr'], ['abc'], ['production-two'], ['bc']], (names) => names);
    expect(hinted('k8s-production-and-more')).to.deep.equal([['production-one', 'pr'], ['production-two']]);
    expect(hinted('xabcx')).to.deep.equal([['abc'], ['bc']]);
    expect(hinted('productio')).to.deep.equal([['production-one', 'pr']]);
    expect(hinted('')).to.deep.equal([]);
  });

  it('is the same as by a look for each name, however many there are and however they overlap', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '-'), maxLength: 40 });
    const names = fc.array(fc.string({ unit: fc.constantFrom('a', 'b', '-'), minLength: 1, maxLength: 15 }), {
      maxLength: 8,
    });
    fc.assert(
      fc.property(names, text, (all, read) => {
        const expected = all.filter((name) => read.includes(name.slice(0, 11)));
        expect(createHints(all, (name) => [name])(read)).to.deep.equal(expected);
      }),
      { numRuns: 1000 },
    );
  });
});
