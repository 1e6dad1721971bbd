import { expect } from 'chai';
import { describe, it } from 'mocha';
import { files, read } from './sources.ts';

/** The cases in which clean-up by name hurt neighbours, T01 to T43. */
const CASES = Array.from({ length: 43 }, (_, index) => `T${String(index + 1).padStart(2, '0')}`);

describe('the cases that hurt neighbours', () => {
  it('are each a test’s title, or named among the gaps', () => {
    const tests = files('test').filter((path) => /\.ts$/.test(path) && path !== 'test/repo/cases.test.ts');
    const titles = tests.flatMap((path) => [...read(path).matchAll(/(?:['`]|, )(T\d\d)\b/g)].map((match) => match[1]));
    expect(titles.length).to.be.above(50);
    const gaps = [...read('docs/known-gaps.md').matchAll(/\bT\d\d\b/g)].map((match) => match[0]);
    expect(CASES.filter((one) => !titles.includes(one) && !gaps.includes(one))).to.deep.equal([]);
    expect(gaps.filter((one) => titles.includes(one))).to.deep.equal([]);
  });
});
