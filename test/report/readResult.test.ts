import { expect } from 'chai';
import { readResult } from '../../src/report/readResult.ts';
import type { ResultFile } from '../../src/report/resultSchema.ts';
import { resultText, suiteWith } from './results.ts';

const TEXT = resultText([suiteWith({ a: 'passed', b: 'failed', c: 'known', d: 'not run' })]);

/** The same with one thing changed. */
function changed(change: (data: ResultFile) => void): string {
  const data = JSON.parse(TEXT) as ResultFile;
  change(data);
  return JSON.stringify(data);
}

function wrongWith(text: string): string {
  const read = readResult(text);
  return 'wrong' in read ? read.wrong : 'nothing';
}

describe('a result.json that is read', () => {
  it('gives its clusters, suites and tests', () => {
    const read = readResult(TEXT);
    if ('wrong' in read) throw new Error(read.wrong);
    expect(read.clusters[0]?.suites[0]?.cases.map(({ name, state }) => [name, state])).to.deep.equal([
      ['a', 'passed'],
      ['b', 'failed'],
      ['c', 'known'],
      ['d', 'not run'],
    ]);
  });

  it('cut off after any byte is refused', () => {
    expect(TEXT.length).to.be.above(3000);
    for (let length = 0; length < TEXT.length; length += 1)
      expect(wrongWith(TEXT.slice(0, length)), `after ${length}`).to.match(/cut off|is empty/);
  });

  it('of another version, or of another kind, is told by it', () => {
    expect(wrongWith(TEXT.replace('"version": 2', '"version": 1'))).to.equal(
      'is a result.json of version 1, and this Troika reads version 2',
    );
    expect(wrongWith('{"version": 2}')).to.match(/no result\.json of a run/);
    expect(wrongWith('[]')).to.match(/no result\.json of a run/);
    expect(wrongWith('"text"')).to.match(/no result\.json of a run/);
  });

  it('that somebody shortened is refused, though it is whole JSON', () => {
    expect(wrongWith(changed(({ clusters: [east] }) => east?.suites[0]?.cases.pop()))).to.match(
      /counts 4 tests and has 3/,
    );
    expect(wrongWith(changed(({ clusters }) => clusters.push(...clusters.slice(0, 1))))).to.match(
      /two clusters .* east/,
    );
    const twice = changed(({ clusters: [east] }) => east?.suites.push(...east.suites));
    expect(wrongWith(twice)).to.match(/two suites called e2e/);
    expect(wrongWith(TEXT.replace('"state": "passed",\n', '"state": "green",\n'))).to.match(
      /clusters\.0\.suites\.0\.cases\.0\.state/,
    );
  });

  it('with fields that a later Troika added is read all the same', () => {
    expect(readResult(TEXT.replace('{', '{"mood": "fine",'))).to.deep.equal(readResult(TEXT));
  });
});
