import { expect } from 'chai';
import { TroikaError } from '../../../src/model/error.ts';
import { endingOf, type Ended } from '../../../src/suites/ginkgo/ending.ts';
import { stoppedBy } from '../../../src/suites/e2e/stopped.ts';
import { readTranscript } from '../../../src/suites/e2e/transcript.ts';

const RESULT = {
  exitCode: 0,
  signal: undefined,
  timedOut: false,
  cancelled: false,
  notStarted: undefined,
  seconds: 7.4,
};

const transcript = readTranscript();
transcript.push('Will run 2 of 9 specs\nSUCCESS! -- 2 Passed | 0 Failed | 0 Pending | 7 Skipped\n');
const SILENT = readTranscript().told;

function ended(given: Partial<Ended> = {}): Ended {
  const around = { around: [], notBegun: false, reported: true, last: 'its last words' };
  return { result: RESULT, told: transcript.told, by: 'run', ...around, ...given };
}

const SAYS = 'exit code 0; SUCCESS! -- 2 Passed | 0 Failed | 0 Pending | 7 Skipped';

describe('The end of a run of Ginkgo', () => {
  for (const [what, given, ending] of [
    ['is its own with exit code 0', {}, { how: 'completed', says: SAYS, passed: true }],
    [
      'is its own with another one, and says what went wrong beside the tests',
      { result: { ...RESULT, exitCode: 1 }, around: ['[AfterSuite] failed: x'] },
      { how: 'completed', says: `${SAYS.replace('0;', '1;')}; [AfterSuite] failed: x`, passed: false },
    ],
    [
      'is the time limit of the suite',
      { result: { ...RESULT, exitCode: 1, timedOut: true } },
      { how: 'stopped', by: 'own limit', says: `stopped after 7 s, its own time limit; ${SAYS.replace('0;', '1;')}` },
    ],
    [
      'is the deadline of the run',
      { result: { ...RESULT, exitCode: 1, cancelled: true }, by: 'deadline' },
      { how: 'stopped', by: 'deadline', says: `stopped at the deadline of the run; ${SAYS.replace('0;', '1;')}` },
    ],
    [
      'is the end of the run',
      { result: { ...RESULT, exitCode: undefined, signal: 'SIGKILL', cancelled: true }, told: SILENT, reported: false },
      { how: 'stopped', by: 'run', says: 'stopped, because the run was; died by signal SIGKILL' },
    ],
    [
      'comes before its start',
      { result: { ...RESULT, exitCode: undefined, notStarted: '/x is not there' }, told: SILENT, reported: false },
      { how: 'never started', says: '/x is not there' },
    ],
    [
      'comes before it says how many tests there are',
      { result: { ...RESULT, exitCode: 1 }, told: SILENT, reported: false },
      { how: 'never started', says: 'exit code 1: its last words' },
    ],
    [
      'comes before the first test, where the cluster is not ready for them',
      { result: { ...RESULT, exitCode: 1 }, told: SILENT, notBegun: true, around: ['[BeforeSuite] failed: no node'] },
      { how: 'never started', says: 'exit code 1; [BeforeSuite] failed: no node' },
    ],
    [
      'is a signal',
      { result: { ...RESULT, exitCode: undefined, signal: 'SIGSEGV' } },
      { how: 'died', says: 'died by signal SIGSEGV: its last words' },
    ],
    [
      'comes before its report, though it says that all is well',
      { reported: false },
      { how: 'died', says: 'exit code 0: its last words' },
    ],
  ] as const)
    it(what, () => {
      expect(endingOf(ended(given))).to.deep.equal(ending);
    });

  it('is by the deadline where the reason of its signal is a time limit', () => {
    const reason = new TroikaError('broken', 'time is up', { class: 'timeout' });
    expect(stoppedBy(AbortSignal.abort(reason))).to.equal('deadline');
    expect(stoppedBy(AbortSignal.abort(new TroikaError('interrupted', 'SIGTERM')))).to.equal('run');
    expect(stoppedBy(AbortSignal.abort())).to.equal('run');
  });
});
