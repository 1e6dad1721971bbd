import { expect } from 'chai';
import fc from 'fast-check';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ConformanceSpec } from '../../src/config/conformanceFields.ts';
import { says } from '../../src/model/error.ts';
import { CASE_STATES, type SuiteResult, type TestCase } from '../../src/model/result.ts';
import { conformanceSuite } from '../../src/suites/conformance.ts';
import { judgeConformance } from '../../src/suites/judgeConformance.ts';
import { RULES } from '../../src/suites/judgeRules.ts';
import type { Ending, Runner, Told } from '../../src/suites/runner.ts';
import type { SuiteContext } from '../../src/suites/suite.ts';
import { openScene, SUBJECT, type Scene } from './scene.ts';
import { completed, died, failedTest } from './situation.ts';

const SECRET = 'a-secret-of-somebody-0123456789';

const SPEC: ConformanceSpec = { name: 'e2e', timeoutSeconds: 60, known: [], rerun: 0 };

const passed = (name: string): TestCase => ({ name, state: 'passed', seconds: 1 });

describe('A suite of conformance tests', () => {
  let scene: Scene;
  let context: SuiteContext;
  let run: string;

  beforeEach(async () => {
    scene = await openScene();
    ({ context, run } = scene);
    scene.redactor.secret(SECRET);
  });
  afterEach(() => scene.end());

  /** A runner whose tests end as said, run by run; it keeps what it was asked for. */
  function runner(...rounds: readonly { ended?: Ending; cases: readonly TestCase[] }[]) {
    const asked: { only: readonly string[] | undefined; folder: string }[] = [];
    const one: Runner<ConformanceSpec> = {
      name: 'script',
      check: () => Promise.resolve(),
      async run(_spec, _subject, { folder }, only): Promise<Told> {
        const { ended = completed('done'), cases } = rounds[asked.length] ?? { cases: [] };
        asked.push({ only, folder });
        await mkdir(folder, { recursive: true });
        await writeFile(join(folder, 'junit.xml'), '');
        return {
          ended,
          report: { cases, announced: cases.length, deselected: 7 },
          seconds: 1,
          files: [join(folder, 'junit.xml')],
        };
      },
    };
    return { one, asked };
  }

  function test(one: Runner<ConformanceSpec>, more: Partial<ConformanceSpec> = {}): Promise<SuiteResult> {
    return conformanceSuite(one, { env: {}, cwd: run }).run({ ...SPEC, ...more }, SUBJECT, context);
  }

  it('says what ran, with paths from the run directory, and that nobody watched a cluster without a kubeconfig', async () => {
    const { one } = runner({ cases: [passed('a'), passed('b')] });
    const result = await test(one);
    expect(result).to.deep.include({
      suite: 'e2e',
      state: 'passed',
      says: '2 of 2 tests passed, 0 failed',
      deselected: 7,
    });
    expect(result.files).to.deep.equal([`clusters/${SUBJECT.cluster}/suites/e2e/junit.xml`]);
    expect(result.evidence).to.deep.equal([
      'the runner came to its end: done',
      'it said that it would run 2 tests',
      'the cluster was not watched: it has no kubeconfig',
    ]);
  });

  it('runs nothing twice unless it is told to', async () => {
    const { one, asked } = runner({ cases: [passed('a'), failedTest('b', 'no')] });
    expect((await test(one)).state).to.equal('failed');
    expect(asked).to.have.lengthOf(1);
  });

  it('runs what failed once more, by name, in a folder of its own, until nothing fails', async () => {
    const { one, asked } = runner(
      { cases: [passed('a'), failedTest('b', 'no'), failedTest('c', 'no')] },
      { cases: [passed('b'), failedTest('c', 'no')] },
      { cases: [passed('c')] },
    );
    const result = await test(one, { rerun: 3 });
    expect(asked.map(({ only }) => only)).to.deep.equal([undefined, ['b', 'c'], ['c']]);
    expect(asked.map(({ folder }) => folder)).to.deep.equal([
      context.folder,
      join(context.folder, 'rerun-1'),
      join(context.folder, 'rerun-2'),
    ]);
    expect(result).to.include({ state: 'passed', says: '3 of 3 tests passed (2 of them flaky), 0 failed' });
    expect(result.cases.filter((one_) => one_.flaky).map(({ name }) => name)).to.deep.equal(['b', 'c']);
    expect(result.files).to.include(`clusters/${SUBJECT.cluster}/suites/e2e/rerun-2/junit.xml`);
  });

  it('does not run again what is known to fail, nor anything after a rerun that broke, nor when the work is stopped', async () => {
    await writeFile(join(run, 'known.yaml'), "known:\n  - regex: '^b$'\n    reason: it is known\n");
    const known = runner({ cases: [passed('a'), failedTest('b', 'no')] });
    expect(await test(known.one, { rerun: 1, known: ['known.yaml'] })).to.include({ state: 'passed' });
    expect(known.asked).to.have.lengthOf(1);

    const broken = runner({ cases: [failedTest('b', 'no')] }, { ended: died('gone'), cases: [] });
    expect(await test(broken.one, { rerun: 3 })).to.include({ state: 'failed' });
    expect(broken.asked).to.have.lengthOf(2);

    const stopped = runner({ cases: [failedTest('b', 'no')] });
    scene.stop.abort(new Error('stopped'));
    await test(stopped.one, { rerun: 3 });
    expect(stopped.asked).to.have.lengthOf(1);
  });

  it('lets no secret out, wherever a runner says it', async () => {
    const { one } = runner({
      ended: completed(`done with ${SECRET}`),
      cases: [passed(`a ${SECRET}`), failedTest('b', `no ${SECRET}`)],
    });
    const result = await test(one);
    expect(JSON.stringify(result)).to.not.contain(SECRET);
    expect(result.state).to.equal('failed');
  });

  it('refuses known failures that cannot be read before anything is made', async () => {
    const { one, asked } = runner({ cases: [] });
    const suite = conformanceSuite(one, { env: {}, cwd: run });
    const refused = await suite.check?.({ ...SPEC, known: ['none.yaml'] }).catch(says);
    expect(refused).to.contain('none.yaml: it cannot be read: ENOENT');
    expect(asked).to.deep.equal([]);
  });
});

describe('The judgement of conformance tests', () => {
  const endings = fc.oneof(
    fc.record({ how: fc.constant('completed' as const), says: fc.string(), passed: fc.boolean() }),
    fc.constant(completed('done')),
    fc.constantFrom<Ending>(
      died('gone'),
      { how: 'never started', says: 'no' },
      { how: 'stopped', by: 'own limit', says: 'late' },
    ),
  );
  const cases = fc
    .array(fc.constantFrom(...CASE_STATES), { maxLength: 6 })
    .map((states) => states.map((state, index): TestCase => ({ name: `${index}`, state, seconds: 1, message: 'no' })));
  const announced = fc.option(fc.integer({ min: 0, max: 6 }), { nil: undefined });
  const observed = { from: 0, until: 1000, troubles: [], unwatched: [] };
  const known = { known: [], suite: 'e2e', cluster: 'east', kubernetes: undefined, today: '2026-12-01' };

  it('stands in its page rule by rule', async () => {
    const page = await readFile(new URL('../../docs/conformance.md', import.meta.url), 'utf8');
    const rows = page.split('\n').map((line) => line.replaceAll(/\s*\|\s*/g, '|'));
    const first = rows.indexOf(`|${RULES[0]?.when}|${RULES[0]?.then}|`);
    expect(first).to.be.above(0);
    expect(rows.slice(first, first + RULES.length + 1)).to.deep.equal([
      ...RULES.map(({ when, then }) => `|${when}|${then}|`),
      '',
    ]);
  });

  it('never says passed unless the runner ended, the report is whole, some test passed, and none failed or is missing', () => {
    fc.assert(
      fc.property(endings, cases, announced, fc.boolean(), (ended, all, promised, whole) => {
        const report = whole ? { cases: all, announced: promised, deselected: 0 } : { broken: 'cut off' };
        const judged = judgeConformance({ first: { ended, report }, reruns: [], observed, known, offsetMinutes: 0 });
        if (judged.state !== 'passed') return judged.says !== '';
        return (
          whole &&
          ended.how === 'completed' &&
          (promised === undefined || promised === all.length) &&
          all.some(({ state }) => state === 'passed' || state === 'known') &&
          all.every(({ state }) => ['passed', 'skipped', 'known'].includes(state))
        );
      }),
    );
  });
});
