import { expect } from 'chai';
import { accountOf, learn, NOTHING_HEARD, type Heard } from '../../../src/suites/sonobuoy/heard.ts';
import { outcomeOf } from '../../../src/suites/sonobuoy/outcome.ts';
import type { PluginFiles } from '../../../src/suites/sonobuoy/plugin.ts';
import { errorTree, FEW, junitOf, treeOf, yamlOf, type Item, type Spec } from './tarballs.ts';

const JUNIT = 'results/global/junit_01.xml';

function plugin(tree: Item | string, junit: Readonly<Record<string, string>> = {}): PluginFiles {
  return { results: typeof tree === 'string' ? tree : yamlOf(tree), junit: new Map(Object.entries(junit)) };
}

function e2e(specs: readonly Spec[]): PluginFiles {
  return plugin(treeOf(specs), { [JUNIT]: junitOf(specs) });
}

function outcome(plugins: Readonly<Record<string, PluginFiles>>, heard: Heard = NOTHING_HEARD, only?: string[]) {
  return outcomeOf(new Map(Object.entries(plugins)), Object.keys(plugins), heard, only);
}

function broken(plugins: Readonly<Record<string, PluginFiles>>): string {
  const { report } = outcome(plugins);
  return 'broken' in report ? report.broken : 'not broken';
}

const WITHOUT_JUNIT: Item = {
  name: 'mine',
  status: 'failed',
  items: [
    {
      name: 'node-1',
      status: 'failed',
      meta: { type: 'node' },
      items: [
        {
          name: 'out.yaml',
          status: 'failed',
          meta: { type: 'file', file: 'results/node-1/out.yaml' },
          items: [
            { name: 'a', status: 'passed' },
            { name: 'deep', status: 'failed', items: [{ name: 'b', status: 'failed', details: { failure: 'no' } }] },
          ],
        },
      ],
    },
  ],
};

describe('What a tarball of Sonobuoy says', () => {
  it('is each demanded test with its time and message; what the focus left out is counted', () => {
    expect(outcome({ e2e: e2e(FEW) }, { ...NOTHING_HEARD, total: 4 })).to.deep.equal({
      ended: { how: 'completed', says: 'Sonobuoy: complete' },
      report: {
        announced: 4,
        deselected: 2,
        cases: [
          { name: '[sig-apps] Deployment should roll [Conformance]', state: 'passed', seconds: 1.5 },
          { name: '[sig-node] Pods should "quote" & <escape>: yes [Conformance]', state: 'passed', seconds: 1.5 },
          {
            name: '[sig-network] DNS should resolve [Conformance]',
            state: 'failed',
            seconds: 1.5,
            message: 'no answer from 10.96.0.10\nat dns.go:42',
          },
          {
            name: '[sig-storage] Volumes should fit [Conformance]',
            state: 'skipped',
            seconds: 1.5,
            message: 'no default StorageClass',
          },
        ],
      },
    });
  });

  it('has a test that was interrupted as not run, though Sonobuoy counts it as failed', () => {
    const specs: readonly Spec[] = [
      { name: 'a', is: 'passed' },
      { name: 'b', is: 'interrupted', message: 'Interrupted by User' },
      { name: 'c', is: 'left out' },
    ];
    expect(outcome({ e2e: e2e(specs) }).report).to.deep.equal({
      announced: undefined,
      deselected: 1,
      cases: [
        { name: 'a', state: 'passed', seconds: 1.5 },
        { name: 'b', state: 'not run', seconds: 1.5, message: 'Interrupted by User' },
      ],
    });
  });

  it('is not passed where a step around the tests failed, and no test was begun where it comes before them', () => {
    const around = (name: string, specs: readonly Spec[]) => {
      const step = { name, status: 'failed', message: 'no node is ready' } as const;
      const files = { e2e: plugin(treeOf(specs, step), { [JUNIT]: junitOf(specs, step) }) };
      return outcome(files, { ...NOTHING_HEARD, total: 1 });
    };
    expect(around('[SynchronizedAfterSuite]', [{ name: 'a', is: 'passed' }])).to.deep.equal({
      ended: {
        how: 'completed',
        says: 'Sonobuoy: complete; [SynchronizedAfterSuite] failed: no node is ready',
        passed: false,
      },
      report: { announced: 1, deselected: 0, cases: [{ name: 'a', state: 'passed', seconds: 1.5 }] },
    });
    expect(around('[SynchronizedBeforeSuite]', [])).to.deep.equal({
      ended: { how: 'never started', says: 'Sonobuoy: complete; [SynchronizedBeforeSuite] failed: no node is ready' },
      report: {
        announced: 1,
        deselected: undefined,
        cases: [{ name: 'test 1 of 1, not named', state: 'not run', seconds: 0 }],
      },
    });
  });

  it('has all tests of a JUnit report of another program than Ginkgo, also those skipped without a word', () => {
    const junit =
      '<testsuite tests="2" skipped="1"><testcase name="x" time="2"/><testcase name="y"><skipped/></testcase></testsuite>';
    const file = 'results/global/mine.xml';
    const tests = [
      { name: 'x', status: 'passed' },
      { name: 'y', status: 'skipped' },
    ];
    const tree = {
      name: 'mine',
      status: 'passed',
      items: [{ name: 'f', status: 'passed', meta: { file }, items: tests }],
    };
    expect(outcome({ mine: plugin(tree, { [file]: junit }) }).report).to.deep.include({
      deselected: 0,
      cases: [
        { name: 'x', state: 'passed', seconds: 2 },
        { name: 'y', state: 'skipped', seconds: 0 },
      ],
    });
  });

  it('may have the tests at any depth, also right below the file', () => {
    const tree = treeOf(FEW);
    const [file] = tree.items ?? [];
    const flat = { ...tree, items: [{ ...file, items: file?.items?.[0]?.items } as Item] };
    const { report } = outcome({ e2e: plugin(flat, { [JUNIT]: junitOf(FEW) }) });
    expect(report).to.have.property('cases').with.lengthOf(4);
  });

  it('is of other plugins where there is no e2e, and of their leaves where they wrote no JUnit', () => {
    expect(
      outcome({ mine: plugin(WITHOUT_JUNIT), 'systemd-logs': plugin(errorTree('systemd-logs', 'no node')) }),
    ).to.deep.equal({
      ended: { how: 'completed', says: 'Sonobuoy: complete; plugin systemd-logs: no node' },
      report: {
        announced: undefined,
        deselected: 0,
        cases: [
          { name: 'a', state: 'passed', seconds: 0, message: 'status passed' },
          { name: 'b', state: 'failed', seconds: 0, message: 'no' },
        ],
      },
    });
  });

  it('is that of the e2e plugin also when systemd-logs failed, which is told', () => {
    const { ended, report } = outcome({
      e2e: e2e(FEW),
      'systemd-logs': plugin(errorTree('systemd-logs', 'no pod on node-2')),
    });
    expect(ended).to.deep.equal({
      how: 'completed',
      says: 'Sonobuoy: complete; plugin systemd-logs: no pod on node-2',
    });
    expect(report).to.have.property('cases').with.lengthOf(4);
  });

  it('holds no test for a time-out: what progress told is all that is known', () => {
    const heard: Heard = { total: 4, done: 3, failures: ['x'], passed: ['y'] };
    expect(outcome({ e2e: plugin(errorTree('e2e', 'timeout waiting for results')) }, heard)).to.deep.equal({
      ended: { how: 'stopped', by: 'own limit', says: 'Sonobuoy: plugin e2e: timeout waiting for results' },
      report: {
        announced: 4,
        deselected: undefined,
        cases: [
          {
            name: 'x',
            state: 'failed',
            seconds: 0,
            message: "Sonobuoy's progress says that it failed; there is no report that says why",
          },
          { name: 'y', state: 'passed', seconds: 0 },
          { name: 'test 3 of 4, not named', state: 'passed', seconds: 0 },
          { name: 'test 4 of 4, not named', state: 'not run', seconds: 0 },
        ],
      },
    });
  });

  describe('of a run that was stopped in the middle', () => {
    // Ginkgo tells of tests that it had not begun as of those that the focus leaves out.
    const specs = FEW.map((one, index): Spec =>
      index < 2 ? one : { name: one.name, is: index === 2 ? 'interrupted' : 'left out' },
    );
    const names = FEW.slice(0, 4).map(({ name }) => name);

    it('keeps the tests that ended, and counts the rest as not run', () => {
      const { ended, report } = outcome({ e2e: e2e(specs) }, { ...NOTHING_HEARD, total: 4, done: 2 });
      expect(ended).to.deep.equal({ how: 'completed', says: 'Sonobuoy: complete; stopped; 2 of 4 tests had ended' });
      if ('broken' in report) throw new Error(report.broken);
      expect(report).to.include({ announced: 4, deselected: 2 });
      expect(report.cases.map(({ name, state }) => [name, state])).to.deep.equal([
        [names[0], 'passed'],
        [names[1], 'passed'],
        [names[2], 'not run'],
        ['test 4 of 4, not named', 'not run'],
      ]);
    });

    it('names the rest where names were asked for', () => {
      const { report } = outcome({ e2e: e2e(specs) }, { ...NOTHING_HEARD, total: 4, done: 2 }, names);
      if ('broken' in report) throw new Error(report.broken);
      expect(report.cases.map(({ name }) => name)).to.deep.equal(names);
    });

    it('does so too where Sonobuoy says that its time was over', () => {
      const tree = treeOf(specs);
      const late = {
        ...tree,
        items: [...(tree.items ?? []), ...(errorTree('e2e', 'timeout waiting for results').items ?? [])],
      };
      const files = { e2e: plugin(late, { [JUNIT]: junitOf(specs) }) };
      const { ended, report } = outcome(files, { ...NOTHING_HEARD, total: 4, done: 2 });
      expect(ended).to.deep.equal({
        how: 'stopped',
        by: 'own limit',
        says: 'Sonobuoy: plugin e2e: timeout waiting for results; stopped; 2 of 4 tests had ended',
      });
      expect('cases' in report && report.cases).to.have.lengthOf(4);
    });

    it('stays as it is where nothing shows that it was stopped: tests are missing then', () => {
      const lacking = FEW.map((one, index): Spec => (index === 3 ? { name: one.name, is: 'left out' } : one));
      const { ended, report } = outcome({ e2e: e2e(lacking) }, { ...NOTHING_HEARD, total: 4, done: 4 });
      expect(ended.says).to.equal('Sonobuoy: complete');
      expect(report).to.include({ announced: 4 }).and.have.property('cases').with.lengthOf(3);
    });
  });

  it('says that an e2e plugin whose image never came was never started, and later that it died', () => {
    const files = { e2e: plugin(errorTree('e2e', 'Container e2e is in state ImagePullBackOff')) };
    expect(outcome(files, NOTHING_HEARD, ['a']).ended.how).to.equal('never started');
    expect(outcome(files, NOTHING_HEARD, ['a']).report).to.deep.include({
      cases: [{ name: 'a', state: 'not run', seconds: 0 }],
    });
    expect(outcome(files, { ...NOTHING_HEARD, total: 4, done: 1 }).ended.how).to.equal('died');
  });

  for (const [what, files, reason] of [
    ['has no plugin', {}, 'no plugin with tests'],
    [
      'misses the plugin that the status named',
      { e2e: { results: undefined, junit: new Map() } },
      'no sonobuoy_results.yaml of the plugin e2e',
    ],
    ['has a plugin without a test', { e2e: plugin({ name: 'e2e', status: 'unknown' }) }, 'reported no test'],
    ['misses the JUnit report', { e2e: plugin(treeOf(FEW)) }, 'is not in the tarball'],
    [
      'has less tests in JUnit',
      { e2e: plugin(treeOf(FEW), { [JUNIT]: junitOf(FEW.slice(1)) }) },
      'has 6 tests, and sonobuoy_results.yaml 7',
    ],
    [
      'has another state in JUnit',
      {
        e2e: plugin(treeOf(FEW), {
          [JUNIT]: junitOf(FEW.map((one) => (one.is === 'failed' ? { ...one, is: 'passed' } : one))),
        }),
      },
      'differ in test [It] [sig-network] DNS should resolve',
    ],
    ['has a cut-off JUnit', { e2e: plugin(treeOf(FEW), { [JUNIT]: junitOf(FEW).slice(0, 900) }) }, 'not whole'],
    [
      'has a JUnit that Sonobuoy could not read',
      {
        e2e: plugin(
          {
            name: 'e2e',
            status: 'unknown',
            items: [
              { name: 'junit_01.xml', status: 'unknown', meta: { file: JUNIT, type: 'file', error: 'unexpected EOF' } },
            ],
          },
          { [JUNIT]: '<testsuites>' },
        ),
      },
      'unexpected EOF',
    ],
    [
      'has a plugin with a word for a result',
      { mine: plugin({ name: 'mine', status: 'x', items: [{ name: 'a', status: 'unknown' }] }) },
      'no result',
    ],
    ['has no YAML', { e2e: plugin('{{{') }, 'cannot be read'],
    ['has an item without a name', { e2e: plugin('status: passed\n') }, 'an item that is none'],
    ['has aliases in its YAML', { e2e: plugin('name: &a e2e\nstatus: *a\n') }, 'not allowed here'],
    [
      'is cut off in its YAML',
      { e2e: plugin(yamlOf(treeOf(FEW)).slice(0, 700), { [JUNIT]: junitOf(FEW) }) },
      'sonobuoy_results.yaml',
    ],
  ] as const satisfies readonly (readonly [string, Readonly<Record<string, PluginFiles>>, string])[]) {
    it(`is broken when it ${what}`, () => {
      expect(broken(files)).to.contain(reason);
    });
  }

  it('is broken where its tree or its JUnit report is cut off at any byte', function () {
    this.timeout(120_000);
    // One that passed is the last: a message cut off would be missed by nobody.
    const specs = FEW.slice(0, 3).toReversed();
    const yaml = yamlOf(treeOf(specs));
    const junit = junitOf(specs);
    for (let length = 0; length < yaml.trimEnd().length; length += 1)
      expect(broken({ e2e: plugin(yaml.slice(0, length), { [JUNIT]: junit }) }), `tree at ${length}`).not.to.equal(
        'not broken',
      );
    for (let length = 0; length < junit.trimEnd().length; length += 1)
      expect(broken({ e2e: plugin(yaml, { [JUNIT]: junit.slice(0, length) }) }), `JUnit at ${length}`).not.to.equal(
        'not broken',
      );
    expect(broken({ e2e: plugin(yaml, { [JUNIT]: junit }) })).to.equal('not broken');
  });

  it('tells two tests with the same name apart', () => {
    const twice: readonly Spec[] = [
      { name: 'same', is: 'passed' },
      { name: 'same', is: 'failed', message: 'no' },
    ];
    const { report } = outcome({ e2e: e2e(twice) });
    expect('cases' in report && report.cases.map(({ state }) => state)).to.deep.equal(['passed', 'failed']);
    expect('cases' in report && new Set(report.cases.map(({ name }) => name)).size).to.equal(2);
  });
});

describe('The progress of Sonobuoy', () => {
  it('adds up over looks, also where each process of the tests counts for itself', () => {
    const looks = [
      { total: 5, done: 0, failures: [], passed: undefined },
      { total: 5, done: 2, failures: ['b'], passed: 'a' },
      { total: 0, done: 1, failures: [], passed: 'c' },
      { total: 0, done: 1, failures: [], passed: 'c' },
    ];
    const heard = looks.reduce(learn, NOTHING_HEARD);
    expect(heard).to.deep.equal({ total: 5, done: 3, failures: ['b'], passed: ['a', 'c'] });
    const states = accountOf(heard, undefined).cases.map(({ name, state }) => `${name} ${state}`);
    expect(states).to.deep.equal([
      'b failed',
      'a passed',
      'c passed',
      'test 4 of 5, not named not run',
      'test 5 of 5, not named not run',
    ]);
  });
});
