import { expect } from 'chai';
import { describe, it } from 'mocha';
import { CASES, type FidelityCase } from './cases.ts';
import type { Line } from './compare.ts';
import { section, withSections } from './page.ts';
import { isOdd } from './reasons.ts';

const LINE: Line = { kind: 'port', object: 'p', field: 'name', real: 'p', footprint: 'p', reader: 'capo `{srv}-{i}`' };

function caseOf(name: FidelityCase['name']): FidelityCase {
  const found = CASES.find((one) => one.name === name);
  if (found === undefined) throw new Error(`no case ${name}`);
  return found;
}

describe('the page of fidelity', () => {
  const one = caseOf('v2-scs2');

  it('shows what is the same by a sign, and what reads it', () => {
    const text = section(one, [LINE], 'All of it.');
    expect(text).to.include('| port | `p` | name | `p` | = | capo `{srv}-{i}` |');
    expect(text).to.include('1 lines; 0 differ or are read by nobody, 0 of them without a reason.');
  });

  it('names an object once', () => {
    const text = section(one, [LINE, { ...LINE, field: 'tags', reader: '' }, { ...LINE, object: 'q' }], '');
    expect(
      text
        .split('\n')
        .filter((line) => line.startsWith('| '))
        .slice(2),
    ).to.deep.equal([
      '| port | `p` | name | `p` | = | capo `{srv}-{i}` |',
      '| | | tags | `p` | = | |',
      '| port | `q` | name | `p` | = | capo `{srv}-{i}` |',
    ]);
  });

  it('shows a difference in bold, and says when it has no reason', () => {
    const text = section(one, [{ ...LINE, field: 'colour', footprint: undefined }], '');
    expect(text).to.include('| port | `p` | colour | `p` | **—** [1] |').and.include('1. Not explained.');
    expect(text).to.include('1 differ or are read by nobody, 1 of them without a reason.');
  });

  it('takes a text that nobody reads, or that is taken for another cluster’s, for odd', () => {
    expect(isOdd(LINE)).to.equal(false);
    expect(isOdd({ ...LINE, reader: 'nobody' })).to.equal(true);
    expect(isOdd({ ...LINE, reader: 'capo `{R}` as that of x' })).to.equal(true);
    expect(section(one, [{ ...LINE, reader: 'nobody' }], '')).to.include('| = | **nobody** [1] |');
  });

  it('replaces the sections that were made, and keeps the others, in their order', () => {
    const [first, last] = [caseOf('v1-r5'), caseOf('v2-minimal')];
    const page = withSections('', new Map([[last.name, `## ${last.title}\n\nold`]]));
    const more = withSections(page, new Map([[first.name, `## ${first.title}\n\nfirst`]]));
    expect(more.indexOf(first.title)).to.be.below(more.indexOf(last.title)).and.above(0);
    const again = withSections(more, new Map([[last.name, `## ${last.title}\n\nnew`]]));
    expect(again).to.equal(more.replace('\n\nold', '\n\nnew'));
  });
});
