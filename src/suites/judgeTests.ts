import type { CaseState, TestCase } from '../model/result.ts';
import type { BrokenClass } from '../model/verdict.ts';
import type { Account } from './account.ts';
import { faultOf } from './judgeCase.ts';
import { excuseFor } from './known.ts';
import type { Trial } from './trial.ts';

/** The tests of a suite, each with the state that it is judged to have. */
export interface Judged {
  readonly cases: readonly TestCase[];
  /** How many came to their end, and how many of those did more than to skip themselves. */
  readonly ended: number;
  readonly ran: number;
  readonly failed: number;
  readonly notRun: number;
  /** Of the first test that failed by the cloud's fault: what broke. */
  readonly faultClass: BrokenClass | undefined;
  /** All numbers in a sentence; empty where there is no test. */
  readonly counts: string;
  /** Why a state is not what the runner said, or may be another: a sentence each, by kind. */
  readonly evidence: readonly (readonly string[])[];
}

const KINDS = ['infrastructure', 'in doubt, hence failed', 'flaky', 'known'] as const;

interface One {
  readonly test: TestCase;
  readonly class?: BrokenClass;
  readonly kind?: (typeof KINDS)[number];
  readonly says?: string;
}

type Case = Pick<Trial, 'reruns' | 'observed' | 'known' | 'offsetMinutes'>;

/** Judges each test by itself. Pure. */
export function judgeTests(account: Account, trial: Case): Judged {
  const all = account.cases.map((test) => judgeTest(test, trial));
  const cases = all.map(({ test }) => test);
  const count = (state: CaseState): number => cases.filter((one) => one.state === state).length;
  const [passed, failed, skipped, notRun] = [count('passed'), count('failed'), count('skipped'), count('not run')];
  return {
    cases,
    ended: cases.length - notRun,
    ran: cases.length - notRun - skipped,
    failed,
    notRun,
    faultClass: all.find((one) => one.class !== undefined)?.class,
    counts: countsText(cases, {
      passed,
      failed,
      skipped,
      notRun,
      known: count('known'),
      infrastructure: count('infrastructure'),
    }),
    evidence: KINDS.map((kind) =>
      all.flatMap((one) => (one.says === undefined || one.kind !== kind ? [] : [`${kind}: ${one.says}`])),
    ),
  };
}

function judgeTest(test: TestCase, { reruns, observed, known, offsetMinutes }: Case): One {
  if (test.state === 'infrastructure') {
    return { test, class: 'suite-infrastructure', kind: 'infrastructure', says: `${test.name}: the runner says so` };
  }
  if (test.state !== 'failed') return { test };
  const { name } = test;
  const excuse = excuseFor(name, known);
  if (excuse !== undefined) {
    const because = `${excuse.reason}${excuse.link === undefined ? '' : `, ${excuse.link}`}`;
    return { test: { ...test, state: 'known' }, kind: 'known', says: `${name} (${because}; ${excuse.place})` };
  }
  const again = reruns.flatMap(({ report, ended }) =>
    'broken' in report || ended.how !== 'completed' ? [] : report.cases.filter((one) => one.name === name),
  );
  // It is the cloud's fault only where every one of its failures is.
  const failures = [test, ...again.filter(({ state }) => state === 'failed')];
  const faults = failures.map((one) => faultOf(one, observed, offsetMinutes));
  const own = faults.find((fault) => fault.of === 'test');
  const [cloud] = faults;
  const passed = again.some(({ state }) => state === 'passed');
  if (own === undefined && cloud?.of === 'cloud') {
    const says = `${name}: ${cloud.why}`;
    return passed
      ? { test: { ...test, state: 'passed' }, kind: 'infrastructure', says: `${says}; it passed when it was run again` }
      : { test: { ...test, state: 'infrastructure' }, class: cloud.class, kind: 'infrastructure', says };
  }
  if (passed) {
    const says = `${name} failed at first, and passed when it was run again`;
    return { test: { ...test, state: 'passed', flaky: true }, kind: 'flaky', says };
  }
  const doubt = own?.of === 'test' ? own.doubt : undefined;
  return { test, ...(doubt === undefined ? {} : { kind: 'in doubt, hence failed', says: `${name}: ${doubt}` }) };
}

type Counts = Readonly<Record<'passed' | 'failed' | 'skipped' | 'notRun' | 'known' | 'infrastructure', number>>;

function countsText(cases: readonly TestCase[], counts: Counts): string {
  if (cases.length === 0) return '';
  const flaky = cases.filter((one) => one.flaky === true).length;
  const rest = [
    [counts.infrastructure, 'failed by the fault of the cloud or the runner'],
    [counts.known, 'failed as is known'],
    [counts.notRun, 'did not come to their end'],
    [counts.skipped, 'skipped themselves'],
  ] as const;
  return [
    `${counts.passed} of ${cases.length} tests passed${flaky === 0 ? '' : ` (${flaky} of them flaky)`}`,
    `${counts.failed} failed`,
    ...rest.flatMap(([number, what]) => (number === 0 ? [] : [`${number} ${what}`])),
  ].join(', ');
}
