import { expect } from 'chai';
import type { CommandConfig } from '../../src/config/config.ts';
import type { CommandResult } from '../../src/io/command.ts';
import type { CaseState, TestCase } from '../../src/model/result.ts';
import { judgeCommand } from '../../src/suites/judgeCommand.ts';
import type { Report } from '../../src/suites/judgeCommand.ts';

const spec: CommandConfig = { suite: 'command', name: 'e2e', run: ['e2e'], timeoutSeconds: 60, env: {} };

function ended(how: Partial<CommandResult>): CommandResult {
  return {
    exitCode: 0,
    signal: undefined,
    timedOut: false,
    cancelled: false,
    notStarted: undefined,
    seconds: 1,
    ...how,
  };
}

function report(...states: readonly CaseState[]): Report {
  return { cases: states.map((state, index): TestCase => ({ name: `${index}`, state, seconds: 0 })) };
}

describe('A command suite', () => {
  const green = report('passed', 'passed');
  for (const [title, how, read, state, reason] of [
    ['passes when its program does and no report is asked for', {}, undefined, 'passed', 'exit code 0'],
    ['fails when its program does and no report is asked for', { exitCode: 2 }, undefined, 'failed', 'exit code 2'],
    ['passes when program and report agree', {}, green, 'passed', '2 tests ran, 0 failed'],
    [
      'passes with some tests skipped',
      {},
      report('passed', 'skipped'),
      'passed',
      '1 tests ran, 0 failed, 1 were skipped',
    ],
    [
      'fails when program and report agree',
      { exitCode: 1 },
      report('passed', 'failed'),
      'failed',
      '2 tests ran, 1 failed',
    ],
    ['is broken when only the program failed', { exitCode: 1 }, green, 'broken', 'they disagree'],
    ['is broken when only a test failed', {}, report('failed'), 'broken', 'they disagree'],
    ['is broken when every test was skipped', {}, report('skipped', 'skipped'), 'broken', 'no test ran'],
    ['is broken when its report is', {}, { broken: 'cut off' }, 'broken', 'cut off (exit code 0)'],
    [
      'is broken when its program is not there',
      { exitCode: undefined, notStarted: 'e2e is not there' },
      undefined,
      'broken',
      'e2e is not there',
    ],
    [
      'is broken at its time-out, whatever its report says',
      { exitCode: undefined, timedOut: true, seconds: 61 },
      green,
      'broken',
      'its own time-out',
    ],
    ['is broken when it is stopped, even if it then exits with 0', { cancelled: true }, green, 'broken', 'stopped'],
    ['is broken when its program dies', { exitCode: undefined, signal: 'SIGSEGV' }, green, 'broken', 'SIGSEGV'],
  ] as const) {
    it(title, () => {
      const judged = judgeCommand(spec, ended(how), read);
      expect(judged.state).to.equal(state);
      expect(judged.says).to.contain(reason);
    });
  }

  it('without a report has one test, which is its exit code', () => {
    expect(judgeCommand(spec, ended({ exitCode: 3 }), undefined).cases).to.deep.equal([
      { name: 'e2e', state: 'failed', seconds: 1, message: 'exit code 3' },
    ]);
  });
});
