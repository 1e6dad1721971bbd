import { expect } from 'chai';
import { VERDICTS, exitCode, worst } from '../../src/model/verdict.ts';
import type { Finding } from '../../src/model/verdict.ts';

function finding(verdict: Finding['verdict']): Finding {
  return { verdict, why: '' };
}

describe('The verdict', () => {
  it('is passed when there is no finding', () => {
    expect(worst([])).to.equal('passed');
  });

  it('is the worst of any two findings, in any order', () => {
    VERDICTS.forEach((worse, index) => {
      for (const better of VERDICTS.slice(index)) {
        expect(worst([finding(better.verdict), finding(worse.verdict)])).to.equal(worse.verdict);
        expect(worst([finding(worse.verdict), finding(better.verdict)])).to.equal(worse.verdict);
      }
    });
  });

  it('has an exit code of its own each, and 0 only for passed', () => {
    const codes = VERDICTS.map((row) => exitCode(row.verdict));
    expect(new Set(codes).size).to.equal(VERDICTS.length);
    expect(VERDICTS.filter((row) => row.exit === 0).map((row) => row.verdict)).to.deep.equal(['passed']);
    expect(codes.every((code) => code >= 0 && code <= 255)).to.equal(true);
  });

  it('puts harm and leaks before everything that has to do with tests', () => {
    expect(worst([finding('failed'), finding('leaked'), finding('interrupted')])).to.equal('leaked');
    expect(worst([finding('leaked'), finding('harmed')])).to.equal('harmed');
    expect(worst([finding('unknown'), finding('failed')])).to.equal('unknown');
  });
});
