import { expect } from 'chai';
import { access, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ginkgoSpec, type GinkgoSpec } from '../../../src/config/ginkgoSpec.ts';
import { systemClock } from '../../../src/io/clock.ts';
import { openJournal } from '../../../src/io/journal.ts';
import { noLog } from '../../../src/io/log.ts';
import { createRedactor } from '../../../src/io/redact.ts';
import type { TroikaError } from '../../../src/model/error.ts';
import type { Event } from '../../../src/model/event.ts';
import type { Account } from '../../../src/suites/account.ts';
import { ginkgoRunner } from '../../../src/suites/ginkgo/runner.ts';
import type { Told } from '../../../src/suites/runner.ts';
import { startControlPlane, type ControlPlane } from '../../support/controlPlane.ts';
import { refusalOf } from '../../support/refusal.ts';
import { SUBJECT } from '../scene.ts';

/** Passes, passes, passes, fails without a kubectl, and skips itself for every provider but two. */
const FIVE = [
  'Watchers should be able to start watching from a specific resource version',
  'Watchers should be able to restart watching',
  'server version should find the server version',
  'Kubectl version should check is all data is printed',
  'Nodes .* Resize .* should be able to add nodes',
].join('|');

/** The system's own; what a test makes is named otherwise. */
const SYSTEM = ['default', 'kube-node-lease', 'kube-public', 'kube-system'];

const full = process.env['TROIKA_FULL'] === '1';

describe("Kubernetes' own tests, run from here", function () {
  this.timeout(full ? 4 * 3_600_000 : 900_000);
  let plane: ControlPlane;
  let folder: string;

  before(async () => {
    plane = await startControlPlane();
  });
  after(() => plane?.end());
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'troika-suite-'));
  });
  afterEach(async () => {
    await rm(folder, { recursive: true });
    await plane.api.kubectl('delete', 'namespace', 'stranger', '--ignore-not-found');
  });

  const tools = (signal: AbortSignal) => ({
    env: { ...process.env, PATH: plane.api.path },
    cwd: folder,
    clock: systemClock,
    redactor: createRedactor(),
    signal,
  });

  /** One run, and what its journal has of it. */
  async function run(
    given: Partial<GinkgoSpec>,
    { seen = () => undefined, stop = new AbortController(), only }: Meanwhile = {},
  ): Promise<{ told: Told; account: Account; progress: readonly Progress[] }> {
    const spec: GinkgoSpec = { ...ginkgoSpec.parse({ suite: 'ginkgo' }), ...given };
    const progress: Progress[] = [];
    const watch = (event: Event): void => {
      if (event.type !== 'progress') return;
      progress.push(event);
      seen(event);
    };
    const { redactor } = tools(stop.signal);
    const journal = await openJournal(join(folder, 'journal.ndjson'), { clock: systemClock, redactor, watch });
    try {
      const told = await ginkgoRunner(tools(stop.signal)).run(
        spec,
        {
          ...SUBJECT,
          endpoint: plane.api.server,
          kubeconfig: plane.api.kubeconfig,
        },
        {
          journal,
          clock: systemClock,
          log: noLog,
          redactor,
          signal: stop.signal,
          all: new AbortController().signal,
          deadline: Number.POSITIVE_INFINITY,
          folder: join(folder, 'suite'),
        },
        only,
      );
      if ('broken' in told.report) throw new Error(`${told.report.broken}; ${told.ended.says}`);
      return { told, account: told.report, progress };
    } finally {
      await journal.close();
    }
  }

  const count = ({ cases }: Account, state: string): number => cases.filter((one) => one.state === state).length;

  /** What the program sums up itself, in its last lines. */
  function summary({ ended }: Told): { passed: number; failed: number; skipped: number } {
    const [, passed, failed, skipped] = / (\d+) Passed \| (\d+) Failed .*\| (\d+) Skipped/.exec(ended.says) ?? [];
    return { passed: Number(passed), failed: Number(failed), skipped: Number(skipped) };
  }

  /** The cluster as it was before: no namespace and no definition of a test is left. */
  async function nothingIsLeft(except: readonly string[] = []): Promise<void> {
    const names = await plane.api.kubectl('get', 'namespaces,crds,pv,priorityclasses', '-o', 'name');
    const found = names.split('\n').filter((name) => !name.includes('/system-'));
    expect(found).to.have.members([...SYSTEM, ...except].map((name) => `namespace/${name}`));
  }

  for (const procs of [1, 4]) {
    it(`end as they say themselves, with ${procs} at once, and leave nothing`, async () => {
      const { told, account, progress } = await run({ focus: FIVE, procs, args: ['--kubectl-path=/not/there'] });
      expect(account.cases.map(({ name, state }) => `${state}: ${name}`)).to.have.members([
        'passed: [sig-api-machinery] Watchers should be able to start watching from a specific resource version [Conformance]',
        'passed: [sig-api-machinery] Watchers should be able to restart watching from the last resource version observed by the previous watch [Conformance]',
        'passed: [sig-api-machinery] server version should find the server version [Conformance]',
        'failed: [sig-cli] Kubectl client Kubectl version should check is all data is printed [Conformance]',
        'skipped: [sig-cloud-provider-gcp] Nodes [Disruptive] Resize [Slow] should be able to add nodes',
      ]);
      const failed = account.cases.find(({ state }) => state === 'failed');
      expect(failed?.message).to.contain('/not/there');
      expect(failed?.log).to.equal(join(folder, 'suite', 'e2e.log'));
      expect(account.cases.find(({ state }) => state === 'skipped')?.message).to.contain(
        'Only supported for providers',
      );
      expect(account.announced).to.equal(5);
      expect(account.deselected).to.be.above(7000);
      expect(summary(told)).to.deep.equal({ passed: 3, failed: 1, skipped: (account.deselected ?? 0) + 1 });
      expect(told.ended).to.include({ how: 'completed', passed: false });
      expect(progress.at(-1)).to.include({ done: 5, total: 5, says: '1 failed so far' });
      expect(progress.map(({ done }) => done)).to.deep.equal([0, 1, 2, 3, 4, 5]);
      expect(told.files).to.deep.equal(['e2e.log', 'junit_01.xml'].map((file) => join(folder, 'suite', file)));
      for (const file of told.files) await access(file);
      await nothingIsLeft();
    });
  }

  it('are run once more by their names', async () => {
    const only = ['[sig-api-machinery] server version should find the server version [Conformance]'];
    const { account, told } = await run({ focus: FIVE }, { only });
    expect(account.cases.map(({ name, state }) => ({ name, state }))).to.deep.equal([
      { name: only[0], state: 'passed' },
    ]);
    expect(account.announced).to.equal(1);
    expect(told.ended).to.include({ how: 'completed', passed: true });
  });

  for (const [way, by] of [
    ['aborted', 'run'],
    ['killed', undefined],
  ] as const) {
    it(`keep what they have when they are ${way}, and leave nothing but what is another's`, async () => {
      const stop = new AbortController();
      const end = (): unknown => (way === 'aborted' ? stop.abort() : killAll(`troika-${SUBJECT.cluster}.test`));
      let made: Promise<unknown> | undefined;
      const { account, told } = await run(
        { selection: 'api', procs: 2 },
        {
          stop,
          seen: ({ done }) => {
            if (done < 2) return;
            made ??= anotherRuns('stranger').finally(end);
          },
        },
      );
      await made;
      expect(account.cases).to.have.lengthOf(103);
      expect(account.announced).to.equal(103);
      expect(count(account, 'passed')).to.be.within(2, 60);
      expect(count(account, 'failed')).to.equal(0);
      expect(count(account, 'passed') + count(account, 'not run')).to.equal(103);
      expect(told.ended).to.include(by === undefined ? { how: 'died' } : { how: 'stopped', by });
      expect(told.ended.says).to.not.contain('it left in the cluster');
      await nothingIsLeft(['stranger']);
    });
  }

  it('leave no namespace that a test held when they were aborted', async () => {
    const stop = new AbortController();
    let held: Promise<void> | undefined;
    const { account, told } = await run(
      { focus: 'namespace deletion should delete pod first' },
      { stop, seen: () => void (held ??= holding().finally(() => stop.abort())) },
    );
    await held;
    expect(account.cases.map(({ state }) => state)).to.deep.equal(['not run']);
    expect(told.ended.says).to.not.contain('it left in the cluster');
    await nothingIsLeft();
  });

  /** Waits until a test holds a pod of its own by a finalizer. */
  async function holding(): Promise<void> {
    const patience = Date.now() + 120_000;
    while (!(await plane.api.kubectl('get', 'pods', '-A', '-o', 'json')).includes('e2e.example.com/finalizer')) {
      if (Date.now() > patience) throw new Error('no test holds a pod');
      await delay(200);
    }
  }

  // Whole runs take half an hour; CI's share of them is above.
  for (const procs of full ? [1, 4] : []) {
    it(`pass, all 103 that need the API alone, with ${procs} at once`, async () => {
      const { told, account } = await run({ selection: 'api', procs });
      const others = account.cases.filter(({ state }) => state !== 'passed');
      expect(others.map(({ name, state, message }) => `${state}: ${name}: ${message}`).join('\n')).to.equal('');
      expect(account.cases).to.have.lengthOf(103);
      expect(account.announced).to.equal(103);
      expect(summary(told)).to.deep.equal({ passed: 103, failed: 0, skipped: account.deselected });
      expect(told.ended).to.include({ how: 'completed', passed: true });
      await nothingIsLeft();
    });
  }

  it('are refused before anything is made where none is selected, or the program cannot tell', async () => {
    const check = (given: Partial<GinkgoSpec>): Promise<TroikaError> => {
      const spec: GinkgoSpec = { ...ginkgoSpec.parse({ suite: 'ginkgo' }), ...given };
      return refusalOf(ginkgoRunner(tools(new AbortController().signal)).check(spec));
    };
    const none = await check({ focus: 'no such test' });
    expect(none.verdict).to.equal('usage');
    expect(none.message).to.match(/^none of the \d{4} tests of .*e2e\.test is selected$/);
    expect((await check({ focus: 'a(b' })).message).to.contain('missing closing )');
    expect((await check({ program: '/bin/true' })).message).to.contain('/bin/true cannot be used');
  });

  /** A namespace as another run of such tests makes it. */
  async function anotherRuns(name: string): Promise<void> {
    const labels = { 'e2e-framework': 'watch', 'e2e-run': '0b9f3c52-0000-4000-8000-000000000000' };
    const path = join(folder, `${name}.json`);
    await writeFile(path, JSON.stringify({ apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } }));
    await plane.api.kubectl('create', '-f', path);
  }
});

type Progress = Extract<Event, { type: 'progress' }>;

interface Meanwhile {
  readonly seen?: (event: Progress) => void;
  readonly stop?: AbortController;
  readonly only?: readonly string[];
}

/** SIGKILL for every process of a program whose path has this name. */
async function killAll(name: string): Promise<void> {
  const pids = (await readdir('/proc')).filter((pid) => /^\d+$/.test(pid));
  for (const pid of pids) {
    const line = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    if (line.includes(`/${name}`)) process.kill(Number(pid), 'SIGKILL');
  }
}
