import { expect } from 'chai';
import { randomUUID } from 'node:crypto';
import type { SuiteResult } from '../../src/model/result.ts';
import { compare } from '../../src/report/compare.ts';
import { compareFile, compareSchema } from '../../src/report/compareSchema.ts';
import type { Change, Comparison } from '../../src/report/compareSchema.ts';
import { compareMarkdown, compareText } from '../../src/report/compareText.ts';
import { resultWith, suiteWith, type State } from './results.ts';

/** Through JSON and the schema, as a reader gets it. */
function compared(then: readonly SuiteResult[], now: readonly SuiteResult[]): Comparison {
  return compareFile.parse(JSON.parse(JSON.stringify(compare(resultWith(then), resultWith(now)))));
}

const NONE = 'none';

/** then, now, what it is, exit code. */
const TABLE: readonly (readonly [State | typeof NONE, State | typeof NONE, Change, number])[] = [
  ['passed', 'failed', 'new failure', 1],
  ['again', 'failed', 'new failure', 1],
  ['skipped', 'failed', 'new failure', 1],
  ['infrastructure', 'failed', 'new failure', 1],
  ['not run', 'failed', 'new failure', 1],
  [NONE, 'failed', 'new failure', 1],
  ['failed', 'failed', 'still failing', 0],
  ['known', 'failed', 'still failing', 0],
  ['passed', 'infrastructure', 'infrastructure', 3],
  ['failed', 'infrastructure', 'infrastructure', 3],
  [NONE, 'infrastructure', 'infrastructure', 3],
  ['passed', 'not run', 'missing', 3],
  ['not run', 'not run', 'missing', 3],
  ['passed', NONE, 'missing', 3],
  ['failed', NONE, 'missing', 3],
  ['known', NONE, 'missing', 3],
  ['skipped', NONE, 'missing', 3],
  ['not run', NONE, 'missing', 3],
  ['passed', 'skipped', 'missing', 3],
  ['failed', 'skipped', 'missing', 3],
  ['skipped', 'skipped', 'skipped', 0],
  ['not run', 'skipped', 'skipped', 0],
  [NONE, 'skipped', 'skipped', 0],
  ['failed', 'passed', 'fixed', 0],
  ['known', 'passed', 'fixed', 0],
  ['failed', 'again', 'flaky', 0],
  ['passed', 'again', 'flaky', 0],
  ['failed', 'known', 'known', 0],
  ['passed', 'known', 'known', 0],
  ['passed', 'passed', 'passing', 0],
  ['infrastructure', 'passed', 'passing', 0],
  ['skipped', 'passed', 'passing', 0],
  [NONE, 'passed', 'passing', 0],
];

describe('a comparison of two runs', () => {
  for (const [then, now, change, exit] of TABLE) {
    it(`of a test: ${then} then and ${now} now is ${change}, exit code ${exit}`, () => {
      const suite = (state: State | typeof NONE) =>
        suiteWith({ other: 'passed', ...(state === NONE ? {} : { it: state }) });
      const { counts, exit: code, tests } = compared([suite(then)], [suite(now)]);
      const expected = { [change]: change === 'passing' ? 3 : 1, passing: change === 'passing' ? 3 : 2 };
      expect(Object.fromEntries(Object.entries(counts).filter(([, number]) => number > 0))).to.deep.equal(expected);
      expect(code).to.equal(exit);
      const told = change === 'passing' || change === 'skipped' ? [] : ['it'];
      expect(tests.map(({ test }) => test)).to.deep.equal(told);
    });
  }

  it('puts a new failure before what has no result: exit code 1', () => {
    const { exit, verdict, tests } = compared(
      [suiteWith({ a: 'passed', b: 'passed', c: 'failed' })],
      [suiteWith({ a: 'not run', b: 'failed', c: 'failed' })],
    );
    expect({ exit, verdict }).to.deep.equal({ exit: 1, verdict: 'failed' });
    expect(tests.map(({ change, test }) => [change, test])).to.deep.equal([
      ['new failure', 'b'],
      ['missing', 'a'],
      ['still failing', 'c'],
    ]);
  });

  it('is red for a suite that is broken now, and its tests are missing', () => {
    const broken = { state: 'broken', class: 'timeout', says: 'the report is cut off', cases: [] } as const;
    const comparison = compared([suiteWith({ a: 'passed', b: 'passed' })], [suiteWith({}, broken)]);
    expect(comparison).to.include({ exit: 3, verdict: 'broken' });
    expect(comparison.counts.missing).to.equal(2);
    expect(comparison.suites[0]).to.include({
      red: true,
      then: 'passed',
      now: 'broken',
      class: 'timeout',
      testsThen: 2,
    });
    const text = compareText(comparison);
    expect(text).to.include('east, e2e\n      broken (timeout): the report is cut off; passed then, with 2 tests');
    expect(text, 'nobody knows how many').to.not.include('were demanded');
    expect(text, 'each of its tests once more').to.not.match(/^Missing/m);
  });

  it('is red for a suite that did not run, for a cluster without any, and for a run without any', () => {
    const e2e = suiteWith({ a: 'passed' });
    const smoke = suiteWith({ a: 'passed' }, { suite: 'smoke' });
    expect(compared([e2e, smoke], [e2e])).to.include({ exit: 3 });
    const gone = compare(resultWith([e2e]), resultWith([e2e], []));
    expect(gone).to.include({ exit: 3 });
    expect(gone.suites.filter(({ red }) => red).map(({ cluster, suite }) => [cluster, suite])).to.deep.equal([
      ['west', 'e2e'],
    ]);
    const never = compare(resultWith([], []), resultWith([], []));
    expect(never).to.include({ exit: 3 });
    expect(compareText(never)).to.include('no suite ran on this cluster');
    const nothing = { ...resultWith([], []), clusters: [] };
    expect(compare(nothing, nothing)).to.include({ exit: 3, verdict: 'broken' });
  });

  it('takes a suite that was broken then for no word on its tests: a failure is new', () => {
    const broken = suiteWith({}, { state: 'broken', cases: [] });
    const { counts, added } = compared([broken], [suiteWith({ a: 'failed', b: 'passed' })]);
    expect(counts).to.include({ 'new failure': 1, passing: 2 });
    expect(added).to.equal(2);
  });

  it('knows a test again whose name has those of a cluster and of its machines in it', () => {
    const named = (cluster: string, worker: string, second: string, state: State) => {
      const { clusters, ...run } = resultWith([
        suiteWith({
          [`server ${cluster}-md-${worker} is ACTIVE`]: state,
          [`server ${cluster}-md-${second} is on network k8s-${cluster}`]: 'passed',
          [`volume pvc-${randomUUID()} is attached to server ${cluster}-md-${worker}`]: 'passed',
          'server stable-bcdfg is ACTIVE': 'passed',
        }),
      ]);
      return { ...run, clusters: clusters.map((one) => (one.label === 'east' ? { ...one, cluster } : one)) };
    };
    const now = named('tjklmnopq2a', 'x2z45-bbbbb', 'ccccc-ddddd', 'failed');
    const comparison = compare(named('tabcdefgh2a', '76d59-w8vvs', '76d59-zzzzz', 'passed'), now);
    expect(comparison.counts).to.include({ 'new failure': 1, passing: 4, missing: 0 });
    expect(comparison.added).to.equal(0);
    expect(comparison.tests[0]?.test).to.equal('server tjklmnopq2a-md-x2z45-bbbbb is ACTIVE');
  });

  it('tells tests of one name apart by their number: the worst is paired with the worst', () => {
    const twice = (...states: readonly ('passed' | 'failed')[]): SuiteResult =>
      suiteWith({}, { cases: states.map((state) => ({ name: 'same', state, seconds: 0 })) });
    expect(compared([twice('passed', 'failed')], [twice('failed', 'passed')]).counts).to.include({
      'still failing': 1,
      passing: 2,
    });
    expect(compared([twice('passed', 'passed')], [twice('passed')]).counts).to.include({ missing: 1, passing: 2 });
  });

  it('says what the runs do not have in common, and that one did not end', () => {
    const e2e = suiteWith({ a: 'passed', b: 'passed' });
    const then = {
      ...resultWith([e2e, suiteWith({ a: 'passed' }, { suite: 'old' })]),
      cloud: 'other',
      troika: '0.0.9',
    };
    const now = {
      ...resultWith([suiteWith({ a: 'passed' }), suiteWith({ a: 'passed' }, { suite: 'new' })]),
      runId: 'jklmnopq2',
      startedAt: '2025-12-31T03:00:00.000Z',
      ended: false,
      verdict: null,
    };
    const comparison = compare(then, now);
    expect(comparison.notes.join('\n'))
      .to.include('The run named first is the later one')
      .and.to.include('The later run did not end')
      .and.to.include('The clouds differ: other then, bed now.')
      .and.to.include('Only the earlier run has: east, old.')
      .and.to.include('Only the later run has: east, new.')
      .and.to.include('east, e2e (2 then, 1 now)');
    expect(comparison.exit).to.equal(3);
    expect(compare(then, then).notes).to.deep.equal(['Both are results of the same run.']);
    const same = { ...resultWith([e2e]), runId: 'jklmnopq2' };
    expect(compare(resultWith([e2e]), same)).to.deep.include({ notes: [], exit: 0 });
    expect(compare(resultWith([e2e]), { ...same, ended: false })).to.include({ exit: 3 });
  });

  it('for people is short, worst first, and shows any text as it is', () => {
    const many = Object.fromEntries(
      Array.from({ length: 60 }, (_none, index) => [`*t*${index} <b>`, 'failed' as const]),
    );
    const comparison = compared(
      [suiteWith({ solid: 'passed', mended: 'failed' })],
      [suiteWith({ solid: 'failed', mended: 'passed', ...many })],
    );
    const text = compareText(comparison);
    expect(text).to.include('61 new failures, 1 fixed, 1 passing (60 of them not there before)');
    expect(text).to.include('  east, e2e: solid\n      passed then; solid says why');
    expect(text).to.include('  and 11 more; --json has all');
    expect(text.indexOf('New failures')).to.be.below(text.indexOf('Fixed'));
    expect(text).to.match(/failed \(exit code 1\)$/);
    const markdown = compareMarkdown(comparison);
    expect(markdown.split('\n').length).to.be.below(40);
    expect(markdown)
      .to.include('- and 51 more')
      .and.to.not.include('<b>')
      .and.to.not.match(/[^\\]\*t/);
  });

  it('has a JSON Schema that allows no other field', () => {
    expect(compareSchema()).to.include({ additionalProperties: false, type: 'object' });
  });
});
