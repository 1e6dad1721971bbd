import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'chai';
import { ALL, COMPLETE, e2eAt, onStage, states } from './stage.ts';
import { errorTree, FEW, filesOf, tarballOf, tarInfoOf, yamlOf, type Spec } from './tarballs.ts';

describe('Sonobuoy, the real program with its aggregator played', function () {
  this.timeout(600_000);
  const stage = onStage();

  it('tells each test of a run that ended, its progress meanwhile, and leaves nothing', async () => {
    const { api, aggregator, tarball, start, progress, pod } = stage();
    const telling = start({
      mode: 'quick',
      pluginEnv: { 'e2e.E2E_EXTRA_ARGS': '--x=1' },
      testRegistry: 'registry.example/k8s',
    });
    const namespace = await pod();
    expect(namespace).to.match(/^sonobuoy-tabcdefghia-r[0-9a-f]{4}$/);
    const config = await api.kubectl('get', 'configmap', 'sonobuoy-plugins-cm', '-n', namespace, '-o', 'yaml');
    expect(config)
      .to.contain('Pods should be submitted and removed')
      .and.contain('--x=1')
      .and.contain('registry.example/k8s');
    await aggregator.says('running', e2eAt(1));
    await progress(1);
    await aggregator.says('running', e2eAt(2, ['[sig-network] DNS should resolve [Conformance]']));
    await progress(2);
    await aggregator.answers(tarball);
    await aggregator.says('complete', COMPLETE, tarInfoOf(tarball));
    const told = await telling;
    expect(told.ended).to.deep.equal({ how: 'completed', says: 'Sonobuoy: complete' });
    expect(states(told)).to.deep.equal(ALL);
    expect(told.report).to.include({ announced: 4, deselected: 2 });
    expect(await progress(2)).to.deep.equal(['sonobuoy: 1 of 4 tests, 0 failed', 'sonobuoy: 3 of 4 tests, 1 failed']);
    expect(told.files.map((file) => file.split('/').at(-1))).to.include.members(['sonobuoy.tar.gz', 'e2e.log']);
  });

  it('runs a failed test once more, alone, and the suite has passed where it passes then', async () => {
    const { api, aggregator, tarball, judge, pod } = stage();
    const again = await tarballOf(
      filesOf(FEW.map((one) => (one.is === 'failed' ? { ...one, is: 'passed' } : { ...one, is: 'left out' }))),
    );
    const judging = judge({ rerun: 1 });
    for (const [round, tar] of [tarball, again].entries()) {
      const namespace = await pod();
      const config = await api.kubectl('get', 'configmap', 'sonobuoy-plugins-cm', '-n', namespace, '-o', 'yaml');
      expect(config.includes('DNS should resolve'), `round ${round}`).to.equal(round === 1);
      await aggregator.answers(tar);
      await aggregator.says('complete', COMPLETE, tarInfoOf(tar));
    }
    const result = await judging;
    expect(result).to.include({ suite: 'sonobuoy', state: 'passed', deselected: 2 });
    const flaky = result.cases.filter((one) => one.flaky);
    expect(flaky.map(({ name }) => name)).to.deep.equal(['[sig-network] DNS should resolve [Conformance]']);
    expect(result.files).to.include('clusters/tabcdefghia/suites/e2e/rerun-1/e2e.log');
  });

  it('retrieves again after a stream with something behind its end', async () => {
    const { aggregator, tarball, start, pod } = stage();
    const telling = start();
    await pod();
    await aggregator.answers({ of: tarball, then: 'a word of the shell\n'.repeat(1000) }, tarball);
    await aggregator.says('complete', COMPLETE, tarInfoOf(tarball));
    expect(states(await telling)).to.deep.equal(ALL);
    expect(aggregator.asked()).to.equal(2);
  });

  it('retrieves again after a stream that was cut off, one that came too early, and another tarball', async () => {
    const { aggregator, tarball, start, pod } = stage();
    const other = await tarballOf(filesOf(FEW.slice(0, 1)));
    const telling = start();
    await pod();
    await aggregator.answers({ of: tarball, cutAfter: 900 }, other, tarball);
    await aggregator.says('complete', COMPLETE, tarInfoOf(tarball));
    expect(states(await telling)).to.deep.equal(ALL);
    expect(aggregator.asked()).to.equal(3);
  });

  it('is broken, and not without tests, when nothing comes of all retrievals', async () => {
    const { aggregator, tarball, start, pod } = stage();
    const telling = start();
    await pod();
    await aggregator.answers('not ready');
    await aggregator.says('complete', COMPLETE, tarInfoOf(tarball));
    const told = await telling;
    expect(states(told)).to.match(/^the tarball could not be retrieved in 3 attempts: .*/);
    expect(aggregator.asked()).to.equal(3);
  });

  it('goes on while systemd-logs has failed, and over an API that is away for a while', async () => {
    const { api, aggregator, start, progress, pod } = stage();
    const failed = { plugin: 'systemd-logs', status: 'failed' };
    const telling = start({ plugins: ['e2e', 'systemd-logs'] });
    await pod();
    await aggregator.says('running', [...e2eAt(1), failed]);
    await progress(1);
    await api.kill();
    await delay(3000);
    await api.start();
    const files = {
      ...filesOf(FEW),
      'plugins/systemd-logs/sonobuoy_results.yaml': yamlOf(errorTree('systemd-logs', 'no pod')),
    };
    const both = await tarballOf(files);
    await aggregator.answers(both);
    await aggregator.says('complete', [...COMPLETE, failed], tarInfoOf(both));
    const told = await telling;
    expect(told.ended).to.deep.equal({ how: 'completed', says: 'Sonobuoy: complete; plugin systemd-logs: no pod' });
    expect(states(told)).to.deep.equal(ALL);
  });

  it('does not take "timeout waiting for results" for a test', async () => {
    const { aggregator, start, progress, pod } = stage();
    const telling = start();
    await pod();
    await aggregator.says('running', e2eAt(2, [], 'PASSED [sig-apps] Deployment should roll [Conformance]'));
    await progress(1);
    const late = await tarballOf({
      'plugins/e2e/sonobuoy_results.yaml': yamlOf(errorTree('e2e', 'timeout waiting for results')),
    });
    await aggregator.answers(late);
    await aggregator.says('complete', [{ plugin: 'e2e', status: 'failed' }], tarInfoOf(late));
    const told = await telling;
    expect(told.ended).to.deep.equal({
      how: 'stopped',
      by: 'own limit',
      says: 'Sonobuoy: plugin e2e: timeout waiting for results',
    });
    expect(states(told)).to.deep.equal([
      '[sig-apps] Deployment: passed',
      'test 2: passed',
      'test 3: not run',
      'test 4: not run',
    ]);
  });

  it('keeps the tests of a run that was interrupted in its pod, and counts the rest', async () => {
    const { aggregator, judge, progress, pod } = stage();
    const specs = FEW.map((one, index): Spec => {
      return index === 0 ? one : { name: one.name, is: index === 1 ? 'interrupted' : 'left out' };
    });
    const part = await tarballOf(filesOf(specs));
    const judging = judge();
    await pod();
    await aggregator.says('running', e2eAt(1));
    await progress(1);
    await aggregator.answers(part);
    await aggregator.says('complete', COMPLETE, tarInfoOf(part));
    const { state, class: of, says, cases, evidence } = await judging;
    expect({ state, of }).to.deep.equal({ state: 'broken', of: 'suite-infrastructure' });
    expect(says).to.contain('1 of 4 tests passed, 0 failed, 3 did not come to their end');
    expect(evidence?.[0]).to.equal('the runner came to its end: Sonobuoy: complete; stopped; 1 of 4 tests had ended');
    expect(cases.map((one) => one.state)).to.deep.equal(['passed', 'not run', 'not run', 'not run']);
  });

  it('says what kept all tests from beginning, such as no node that takes pods', async () => {
    const { aggregator, judge, pod } = stage();
    const message = 'there are currently no ready, schedulable nodes in the cluster';
    const none = await tarballOf(
      filesOf(
        FEW.map((one) => ({ ...one, is: 'left out' })),
        { name: '[SynchronizedBeforeSuite]', status: 'failed', message },
      ),
    );
    const judging = judge();
    await pod();
    await aggregator.answers(none);
    await aggregator.says('complete', COMPLETE, tarInfoOf(none));
    const { state, class: of, says } = await judging;
    expect({ state, of }).to.deep.equal({ state: 'broken', of: 'suite-infrastructure' });
    expect(says).to.contain('it never came to its first test').and.contain(message);
  });

  it('keeps what a test says that needs a second node, and excuses it only where that is known', async () => {
    const { aggregator, scene, judge, pod } = stage();
    const name = '[sig-apps] Daemon set [Serial] should rollback without unnecessary restarts [Conformance]';
    const message = 'Conformance test suite needs a cluster with at least 2 nodes.';
    const one = await tarballOf(filesOf([...FEW.slice(0, 2), { name, is: 'failed', message }]));
    const list = join(scene.run, 'known.yaml');
    await writeFile(list, `known:\n  - regex: 'Daemon set .* should rollback'\n    reason: it has one worker\n`);
    for (const [known, state] of [
      [[], 'failed'],
      [[list], 'passed'],
    ] as const) {
      const judging = judge({ known });
      await pod();
      await aggregator.answers(one);
      await aggregator.says('complete', COMPLETE, tarInfoOf(one));
      const result = await judging;
      expect(result.state, result.says).to.equal(state);
      expect(result.cases.find((test) => test.name === name)?.message).to.contain(message);
      if (state === 'passed') expect(result.evidence?.join()).to.contain('it has one worker');
    }
  });
});
