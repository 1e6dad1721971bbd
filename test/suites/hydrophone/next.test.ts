import { expect } from 'chai';
import type { KubeObject } from '../../../src/kubernetes/kube.ts';
import type { Attempt } from '../../../src/suites/hydrophone/attempt.ts';
import { endingOf } from '../../../src/suites/hydrophone/ending.ts';
import { nextAfter, type Tried } from '../../../src/suites/hydrophone/next.ts';
import { seenAgain, type TestPod } from '../../../src/suites/hydrophone/pod.ts';

const container = (state: object): object => ({ containerStatuses: [{ name: 'conformance-container', state }] });

function podOf(status: object, gone = false, before?: TestPod): TestPod {
  const metadata = { name: 'e2e-conformance-test', uid: 'u', resourceVersion: '1', creationTimestamp: '' };
  const object: KubeObject = { apiVersion: 'v1', kind: 'Pod', metadata, status };
  return seenAgain(before, object, gone);
}

const RUNS = podOf({ phase: 'Running', ...container({ running: {} }) });
const ENDED = podOf({ phase: 'Running', ...container({ terminated: { exitCode: 1, reason: 'Error' } }) });
const EVICTED = podOf({ phase: 'Failed', reason: 'Evicted', message: 'low on memory' });
const PULLING = podOf({
  phase: 'Pending',
  ...container({ waiting: { reason: 'ErrImagePull', message: 'not found' } }),
});
const UNSCHEDULED = podOf({
  phase: 'Pending',
  conditions: [{ type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message: '0/3 nodes are available' }],
});
const MISNAMED = podOf({ phase: 'Pending', ...container({ waiting: { reason: 'InvalidImageName', message: 'bad' } }) });
const GONE = podOf({}, true, ENDED);

const CRASHED: Attempt = { fetched: false, notStarted: false, seconds: 1, last: 'connection refused' };
const NOTHING: Tried = { fetches: 0, short: 0 };

describe('After hydrophone has ended', () => {
  it('it is started again while its pod goes on, each time after a longer pause, and not for ever', () => {
    const pauses: number[] = [];
    let tried = NOTHING;
    for (;;) {
      const next = nextAfter(CRASHED, RUNS, tried);
      if (next.do !== 'again') break;
      pauses.push(next.pauseMs);
      ({ tried } = next);
    }
    expect(pauses.slice(0, 6)).to.deep.equal([1000, 2000, 4000, 8000, 16_000, 30_000]);
    expect(pauses).to.have.lengthOf(11);
    // One that held for long was not in vain.
    expect(nextAfter({ ...CRASHED, seconds: 600 }, RUNS, { fetches: 0, short: 11 })).to.include({ do: 'again' });
  });

  it('results are fetched again some times', () => {
    expect(nextAfter(CRASHED, ENDED, NOTHING)).to.include({ do: 'again' });
    expect(nextAfter(CRASHED, ENDED, { fetches: 3, short: 0 })).to.deep.equal({ do: 'end' });
  });

  it('a pod that does not run yet is waited for', () => {
    for (const pod of [PULLING, UNSCHEDULED])
      expect(nextAfter(CRASHED, pod, NOTHING)).to.deep.equal({ do: 'await start' });
  });

  it('no more is done when it has all, could not be started, or its pod is not there or over', () => {
    const ends: [Attempt, TestPod | undefined][] = [
      [{ ...CRASHED, fetched: true }, ENDED],
      [{ ...CRASHED, notStarted: true }, undefined],
      [CRASHED, undefined],
      [CRASHED, EVICTED],
      [CRASHED, MISNAMED],
      [CRASHED, GONE],
    ];
    for (const [attempt, pod] of ends) expect(nextAfter(attempt, pod, NOTHING)).to.deep.equal({ do: 'end' });
  });
});

describe('How hydrophone ended', () => {
  const known = {
    stopped: undefined,
    seconds: 60,
    begun: true,
    fetched: false,
    last: 'it said so',
    further: [],
  } as const;

  it('is told by the state of its container, not by its own exit code', () => {
    const says = 'its container ended with exit code 1 (Error)';
    expect(endingOf({ ...known, pod: ENDED, fetched: true })).to.deep.equal({ how: 'completed', says, passed: false });
    expect(endingOf({ ...known, pod: GONE, fetched: true })).to.deep.include({ how: 'completed', passed: false });
    expect(endingOf({ ...known, pod: ENDED })).to.deep.equal({
      how: 'died',
      says: `${says}; its report was not fetched; it said so`,
    });
  });

  it('says in words of Kubernetes why the tests never began, or are gone', () => {
    const cases: [TestPod | undefined, boolean, string, string][] = [
      [PULLING, false, 'never started', 'container conformance-container waits: ErrImagePull: not found; it said so'],
      [UNSCHEDULED, false, 'never started', 'not scheduled: Unschedulable: 0/3 nodes are available; it said so'],
      [
        MISNAMED,
        false,
        'never started',
        'the pod is Pending: container conformance-container waits: InvalidImageName: bad; it said so',
      ],
      [EVICTED, true, 'died', 'the pod is Failed: Evicted: low on memory; it said so'],
      [undefined, false, 'never started', 'it said so'],
    ];
    for (const [pod, begun, how, says] of cases)
      expect(endingOf({ ...known, pod, begun })).to.deep.equal({ how, says });
  });

  it('names who stopped it', () => {
    expect(endingOf({ ...known, pod: RUNS, stopped: 'deadline' })).to.deep.equal({
      how: 'stopped',
      by: 'deadline',
      says: 'stopped at the deadline of the run',
    });
  });
});
