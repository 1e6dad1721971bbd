import { expect } from 'chai';
import { accountOf, accountWithoutReport } from '../../../src/suites/ginkgo/account.ts';
import { readGinkgoReport, type GinkgoReport } from '../../../src/suites/e2e/report.ts';
import { readTranscript, type Transcript } from '../../../src/suites/e2e/transcript.ts';
import { runOf, written } from '../e2e/written.ts';

function report(xml: string): GinkgoReport {
  const read = readGinkgoReport(xml);
  if ('broken' in read) throw new Error(read.broken);
  return read;
}

function told(...lines: readonly string[]): Transcript {
  const transcript = readTranscript();
  transcript.push(`${lines.join('\n')}\n`);
  return transcript.told;
}

const NOTHING = told();

describe('The account of a run of Ginkgo', () => {
  it('has the demanded tests in their order, and counts the others', () => {
    const read = report(runOf(['a', 'b'], 3, (index) => (index === 0 ? 'passed' : 'failed')));
    const account = accountOf(read, ['b', 'a'], told('Will run 2 of 5 specs'));
    expect(account).to.include({ announced: 2, deselected: 3 });
    expect('cases' in account && account.cases.map(({ name, state }) => `${name} ${state}`)).to.deep.equal([
      'b failed',
      'a passed',
    ]);
  });

  it('has what the end came before as not run, with what there is to say', () => {
    const entries = [
      { name: '[It] a', status: 'passed' },
      { name: '[It] b', status: 'interrupted', message: 'Interrupted by User' },
      { name: '[It] c', status: 'skipped' },
    ];
    const account = accountOf(report(written(entries)), ['a', 'b', 'c'], NOTHING);
    expect('cases' in account && account.cases.slice(1)).to.deep.equal([
      { name: 'b', state: 'not run', seconds: 1.5, message: 'Interrupted by User' },
      { name: 'c', state: 'not run', seconds: 0, message: 'the run was over before it' },
    ]);
    expect(account).to.include({ deselected: 0 });
  });

  it('has nothing run where what comes before all tests failed', () => {
    const entries = [{ name: '[SynchronizedBeforeSuite]', status: 'failed', message: 'no node is ready' }];
    const read = report(written(entries));
    expect(read.around).to.deep.equal(['[SynchronizedBeforeSuite] failed: no node is ready']);
    expect(accountOf(read, ['a'], told('Will run 1 of 7144 specs'))).to.deep.equal({
      cases: [{ name: 'a', state: 'not run', seconds: 0, message: 'what comes before all tests went wrong' }],
      announced: 1,
      deselected: 7143,
    });
  });

  it('is broken where the report lacks a demanded test, or has another one', () => {
    expect(accountOf(report(runOf(['a'])), ['a', 'b'], NOTHING)).to.deep.equal({
      broken: 'the report does not have "b"',
    });
    expect(accountOf(report(runOf(['a'])), ['a', 'a'], NOTHING)).to.have.property('broken');
    expect(accountOf(report(runOf(['a', 'b'])), ['a'], NOTHING)).to.deep.equal({
      broken: 'the report has "b", which was not demanded',
    });
  });

  it('counts a test twice that there is twice', () => {
    const account = accountOf(report(runOf(['a', 'a'])), ['a', 'a'], NOTHING);
    expect('cases' in account && account.cases).to.have.lengthOf(2);
  });

  it('marks what passed at a later attempt only', () => {
    const transcript = told(
      '------------------------------',
      'a [Conformance] [sig-x, Conformance]',
      '/x.go:1',
      '↺ [FLAKEY TEST - TOOK 2 ATTEMPTS TO PASS] [3.500 seconds]',
    );
    const account = accountOf(report(runOf(['a', 'a [Conformance]'])), ['a', 'a [Conformance]'], transcript);
    expect('cases' in account && account.cases.map(({ flaky }) => flaky)).to.deep.equal([undefined, true]);
  });

  it('is what was printed where there is no report', () => {
    const transcript = told(
      'Will run 4 of 9 specs',
      '------------------------------',
      'a [sig-x]',
      '• [1.000 seconds]',
      '------------------------------',
      'b [Serial] [sig-x]',
      '• [FAILED] [2.000 seconds]',
      '------------------------------',
      'c [sig-x]',
    );
    const account = accountWithoutReport(['a', 'b', 'b [Serial]', 'c'], transcript);
    expect(account).to.include({ announced: 4, deselected: 5 });
    expect(account.cases.map(({ name, state, seconds }) => `${name}: ${state} ${seconds}`)).to.deep.equal([
      'a: passed 1',
      'b: not run 0',
      'b [Serial]: failed 2',
      'c: not run 0',
    ]);
  });
});
