import { expect } from 'chai';
import type { Account } from '../../../src/suites/account.ts';
import { readGinkgoReport } from '../../../src/suites/e2e/report.ts';
import { readTranscript, type Transcript } from '../../../src/suites/e2e/transcript.ts';
import { reportOf as reportWith } from '../../../src/suites/hydrophone/account.ts';
import { inTwo, passingOf, recordedFailing } from './recorded.ts';

const NAMES = [
  '[sig-node] ConfigMap should update ConfigMap successfully',
  '[sig-node] ConfigMap should run through a ConfigMap lifecycle [Conformance]',
  '[sig-cli] Kubectl client Kubectl version should check is all data is printed [Conformance]',
];

const LOGS = { fetched: '/f/e2e.log', passed: '/f/hydrophone.log' };
const reportOf = (read: Parameters<typeof reportWith>[0], told: Transcript): ReturnType<typeof reportWith> =>
  reportWith(read, told, LOGS);

function transcriptOf(log: string): Transcript {
  const transcript = readTranscript();
  transcript.push(log);
  return transcript.told;
}

const shown = (account: Account | { readonly broken: string }): readonly string[] =>
  (account as Account).cases.map(({ name, state }) => `${state}: ${name}`);

describe('The account of a run by hydrophone', () => {
  it('has each demanded test with its name, whether from the report or from the log', async () => {
    const { log, report } = await recordedFailing();
    const told = transcriptOf(log);
    const expected = [`passed: ${NAMES[0]}`, `passed: ${NAMES[1]}`, `failed: ${NAMES[2]}`];
    const whole = reportOf(readGinkgoReport(report), told);
    expect(shown(whole)).to.have.members(expected);
    expect(whole).to.include({ announced: 3, deselected: 7141 });
    const failed = (whole as Account).cases.find(({ state }) => state === 'failed');
    expect(failed?.message).to.include('kubectl: no such file or directory');
    expect(failed?.log).to.equal('/f/e2e.log');
    expect(shown(reportOf(undefined, told))).to.deep.equal(expected);
  });

  it('counts what was announced and did not come to its end, by number where it has no name', async () => {
    const recorded = await recordedFailing();
    const [first] = inTwo(recorded);
    const expected = [`passed: ${NAMES[0]}`, 'not run: test 2 of 3', 'not run: test 3 of 3'];
    expect(shown(reportOf(undefined, transcriptOf(first)))).to.deep.equal(expected);
    const short = readGinkgoReport(passingOf(recorded).report);
    expect(
      shown(reportOf(short, transcriptOf(recorded.log))).filter((line) => line.startsWith('not run')),
    ).to.deep.equal(['not run: test 3 of 3']);
  });

  it('says of a test that passed at another try that it is flaky', async () => {
    const { log, report } = await recordedFailing();
    const told = transcriptOf(
      log.replace('• [0.333 seconds]', '↺ [FLAKEY TEST - TOOK 2 ATTEMPTS TO PASS] [0.333 seconds]'),
    );
    for (const account of [reportOf(readGinkgoReport(report), told), reportOf(undefined, told)])
      expect((account as Account).cases.filter(({ flaky }) => flaky).map(({ name }) => name)).to.deep.equal([NAMES[0]]);
  });

  it('is broken where more ran than was announced, and where nothing began', async () => {
    const recorded = await recordedFailing();
    const fewer = transcriptOf(passingOf(recorded).log);
    expect(reportOf(readGinkgoReport(recorded.report), fewer)).to.deep.equal({
      broken: 'the report has 3 tests that ran, and 2 were announced',
    });
    expect(reportOf(undefined, transcriptOf('Running Suite: Kubernetes e2e suite\n'))).to.deep.equal({
      broken: 'there is no report: the tests never began',
    });
  });
});
