import { expect } from 'chai';
import { readPod } from '../../../src/suites/e2e/pod.ts';
import { readStatus, unfitVersion } from '../../../src/suites/sonobuoy/status.ts';
import { lossOf, turnOf, type Look } from '../../../src/suites/sonobuoy/turn.ts';
import { podStatus, running } from '../../support/containers.ts';

const PATIENCE = { start: 900, silence: 600, loss: 30 };

function pod(status: object) {
  const metadata = { name: 'sonobuoy', uid: '1', resourceVersion: '1', creationTimestamp: '' };
  return readPod({ apiVersion: 'v1', kind: 'Pod', metadata, status });
}

/** What is done after so many seconds without a status: the word, or the sentence of an end. */
function turn(status: string, at: Look['pod'], seconds: number, seen: boolean): string {
  const done = turnOf(
    { status: readStatus(status), pod: at, loss: undefined, begun: false },
    { seconds, seen },
    PATIENCE,
  );
  return done.is === 'end' ? `${done.ended.how}: ${done.ended.says}` : done.is;
}

const NONE = "The Sonobuoy aggregator is in the 'Pending' state.\n";
const REFUSED =
  'time="2026-12-01T12:00:00Z" level=error msg="error checking sonobuoy status: failed to get namespace a: dial tcp 127.0.0.1:1: connect: connection refused"\n';
const WORKS = pod(running('kube-sonobuoy'));
const EVICTED = pod({ phase: 'Failed', reason: 'Evicted', message: 'The node was low on resource: memory.' });
const PULLING = pod(
  podStatus('Pending', {
    'kube-sonobuoy': { waiting: { reason: 'ImagePullBackOff', message: 'Back-off pulling image "x"' } },
  }),
);
const MISNAMED = pod(
  podStatus('Pending', { 'kube-sonobuoy': { waiting: { reason: 'InvalidImageName', message: 'bad' } } }),
);
const UNSCHEDULED = pod({
  phase: 'Pending',
  conditions: [{ type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message: '0/3 nodes are available' }],
});
const CRASHED = pod(podStatus('Running', { 'kube-sonobuoy': { terminated: { reason: 'OOMKilled', exitCode: 137 } } }));

describe('A look at a run of Sonobuoy', () => {
  for (const [what, status, at, seconds, seen, expected] of [
    ['retrieves what is complete', '{"plugins":[],"status":"complete"}', 'unseen', 0, true, 'retrieve'],
    [
      'reads the status between lines of a log',
      'time="2026" level=warning msg="no pods found"\n{"plugins":null,"status":"complete"}\n',
      'unseen',
      0,
      true,
      'retrieve',
    ],
    ['waits while it runs, however long', '{"plugins":[],"status":"running"}', 'unseen', 99_999, true, 'wait'],
    [
      'waits while a plugin has failed and others run',
      '{"plugins":[{"plugin":"systemd-logs","node":"a","status":"failed"}],"status":"running"}',
      'unseen',
      0,
      true,
      'wait',
    ],
    ['waits while it packs', '{"plugins":[],"status":"post-processing"}', 'unseen', 0, true, 'wait'],
    [
      'ends where the aggregator has failed',
      '{"plugins":[],"status":"failed"}',
      'unseen',
      0,
      true,
      'died: Sonobuoy: the aggregator says that it failed',
    ],
    ['waits for the first status', NONE, PULLING, 899, false, 'wait'],
    ['waits over a hiccup', REFUSED, 'unseen', 599, true, 'wait'],
    [
      'ends a silence that lasts, with the last words',
      REFUSED,
      'unseen',
      600,
      true,
      'died: Sonobuoy: no status of the aggregator for 600 s: error checking sonobuoy status: failed to get namespace a: dial tcp 127.0.0.1:1: connect: connection refused',
    ],
    [
      'says that an image did not come',
      NONE,
      PULLING,
      900,
      false,
      'never started: Sonobuoy: no status of the aggregator for 900 s: its pod is Pending: container kube-sonobuoy waits: ImagePullBackOff: Back-off pulling image "x"',
    ],
    [
      'says that no node took it',
      NONE,
      UNSCHEDULED,
      901,
      false,
      'never started: Sonobuoy: no status of the aggregator for 901 s: its pod is Pending: not scheduled: Unschedulable: 0/3 nodes are available',
    ],
    [
      'says that its container ended',
      NONE,
      CRASHED,
      600,
      true,
      'died: Sonobuoy: no status of the aggregator for 600 s: its pod is Running: container kube-sonobuoy ended: OOMKilled (exit code 137)',
    ],
    [
      'ends at once with an image that can never come',
      NONE,
      MISNAMED,
      1,
      false,
      "never started: Sonobuoy: the aggregator's pod is Pending: container kube-sonobuoy waits: InvalidImageName: bad",
    ],
    [
      'ends at once where the pod was evicted',
      NONE,
      EVICTED,
      1,
      true,
      "died: Sonobuoy: the aggregator's pod is Failed: Evicted: The node was low on resource: memory.",
    ],
    ['ends at once where the pod is gone', NONE, 'gone', 1, true, "died: Sonobuoy: the aggregator's pod is gone"],
    ['waits for a status of a pod that works', NONE, WORKS, 10, false, 'wait'],
  ] as const) {
    it(what, () => {
      expect(turn(status, at, seconds, seen)).to.equal(expected);
    });
  }
});

describe('Tests of Sonobuoy that have lost their pod', () => {
  const says = (status: string, plugin: string, tests: Parameters<typeof lossOf>[1]): string | undefined => {
    const read = readStatus(JSON.stringify({ plugins: [{ plugin, status }], status: 'running' }));
    if ('instead' in read) throw new Error(read.instead);
    return lossOf(read, tests);
  };

  it('cannot come to an end while their plugin says that it runs', () => {
    expect(says('running', 'e2e', 'gone')).to.equal('the pod of plugin e2e is gone');
    expect(says('running', 'e2e', EVICTED)).to.contain('the pod of plugin e2e is Failed: Evicted: The node was low');
    expect(says('running', 'e2e', MISNAMED)).to.contain('InvalidImageName');
  });

  it('are not lost where the aggregator sees to it, or their results have come', () => {
    for (const tests of [undefined, WORKS, PULLING, UNSCHEDULED, pod({ phase: 'Failed' })])
      expect(says('running', 'e2e', tests)).to.equal(undefined);
    expect(says('complete', 'e2e', 'gone')).to.equal(undefined);
    expect(says('running', 'systemd-logs', 'gone')).to.equal(undefined);
  });

  it('end the run when the status has had its time to tell of their results', () => {
    const status = readStatus('{"plugins":[],"status":"running"}');
    const after = (seconds: number, begun: boolean): unknown =>
      turnOf({ status, pod: WORKS, loss: { says: 'x', seconds }, begun }, { seconds: 0, seen: true }, PATIENCE);
    expect(after(29, true)).to.deep.equal({ is: 'wait' });
    expect(after(30, true)).to.deep.equal({ is: 'end', ended: { how: 'died', says: 'Sonobuoy: x' } });
    expect(after(30, false)).to.deep.equal({ is: 'end', ended: { how: 'never started', says: 'Sonobuoy: x' } });
  });
});

describe('The status of Sonobuoy', () => {
  it('counts those that failed among those that ended', () => {
    const progress = { msg: 'PASSED [sig-a] x', total: 10, completed: 3, failures: ['[sig-a] y'] };
    const read = readStatus(
      JSON.stringify({ plugins: [{ plugin: 'e2e', node: 'global', status: 'running', progress }], status: 'running' }),
    );
    expect(read)
      .to.have.property('plugins')
      .that.deep.includes({
        plugin: 'e2e',
        node: 'global',
        status: 'running',
        progress: { total: 10, done: 4, failures: ['[sig-a] y'], passed: '[sig-a] x' },
      });
  });

  it('has no tarball before there is one', () => {
    const none = { name: '', created: '0001-01-01T00:00:00Z', sha256: '', size: 0 };
    expect(readStatus(JSON.stringify({ plugins: [], status: 'running', 'tar-info': none }))).to.have.property(
      'tarball',
      undefined,
    );
  });

  it('is none in anything else', () => {
    for (const output of ['', '{}', '{"status":5}', '[]', 'null', '{"plugins":[', REFUSED, NONE])
      expect(readStatus(output), output).to.have.property('instead').that.is.a('string').and.not.empty;
  });
});

describe('The version of Sonobuoy', () => {
  it('must be one whose words are known', () => {
    expect(unfitVersion('v0.57.2\n')).to.equal(undefined);
    expect(unfitVersion('v0.56.17\n')).to.equal('the program is v0.56.17, and only v0.57 is known here');
    expect(unfitVersion('v1.57.0\n')).to.contain('v1.57.0');
    expect(unfitVersion('bash: no such command\n')).to.equal(
      'the program does not say its version: bash: no such command',
    );
  });
});
