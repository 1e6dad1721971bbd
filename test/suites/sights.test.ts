import { expect } from 'chai';
import type { KubeObject } from '../../src/kubernetes/kube.ts';
import { momentOf } from '../../src/suites/judgeMoment.ts';
import { isNamed } from '../../src/suites/observed.ts';
import { sightOfEvent, sightsOfNode, troublesIn, type Sight } from '../../src/suites/sights.ts';

const FROM = Date.UTC(2026, 11, 1, 12);
const second = (count: number): number => FROM + count * 1000;

const metadata = { name: 'worker-1', uid: 'u', resourceVersion: '1', creationTimestamp: '2026-12-01T12:00:05Z' };

function node(...conditions: readonly object[]): KubeObject {
  return { apiVersion: 'v1', kind: 'Node', metadata, status: { conditions } };
}

function event(reason: string, message: string, more: object = {}): KubeObject {
  const involvedObject = { kind: 'Pod', namespace: 'sonobuoy', name: 'sonobuoy' };
  return { apiVersion: 'v1', kind: 'Event', metadata, ...{ reason, message, involvedObject, ...more } };
}

describe('What is seen of a cluster', () => {
  it('joins looks at the API to a span from the first that failed to the next that did not', () => {
    const look = (at: number, wrong?: string): Sight => ({ is: 'api', at: second(at), about: 'https://api', wrong });
    const spans = troublesIn([look(0), look(2, 'refused'), look(4, 'timed out'), look(7), look(9), look(11, 'EOF')]);
    expect(spans).to.deep.equal([
      { trouble: 'api', about: 'https://api', from: second(2), until: second(7), says: 'refused' },
      { trouble: 'api', about: 'https://api', from: second(11), until: undefined, says: 'EOF' },
    ]);
  });

  it('tells a node that is not Ready, one that is short of memory, and one that says nothing', () => {
    const ready = { type: 'Ready', status: 'True', reason: 'KubeletReady', message: 'ok' };
    const lost = {
      type: 'Ready',
      status: 'Unknown',
      reason: 'NodeStatusUnknown',
      message: 'Kubelet stopped posting node status.',
    };
    const short = {
      type: 'MemoryPressure',
      status: 'True',
      reason: 'KubeletHasInsufficientMemory',
      message: 'little is left',
    };
    const wrongs = (one: KubeObject): readonly unknown[] =>
      sightsOfNode(one, FROM).map((sight) => ('wrong' in sight ? sight.wrong : sight));
    expect(wrongs(node(ready))).to.deep.equal([undefined, undefined]);
    expect(wrongs(node(lost))).to.deep.equal(['NodeStatusUnknown: Kubelet stopped posting node status.', undefined]);
    expect(wrongs(node(ready, short))).to.deep.equal([undefined, 'MemoryPressure: little is left']);
    expect(wrongs(node())).to.deep.equal(['it has not said anything', undefined]);
  });

  for (const [reason, message, trouble] of [
    ['Failed', 'Failed to pull image "x": not found', 'image'],
    ['BackOff', 'Back-off pulling image "x"', 'image'],
    ['BackOff', 'Back-off restarting failed container', undefined],
    ['FailedScheduling', '0/3 nodes are available: 3 Insufficient cpu.', 'scheduling'],
    ['Evicted', 'The node was low on resource: memory.', 'eviction'],
    ['TaintManagerEviction', 'Marking for deletion Pod a/b', 'eviction'],
    ['TaintManagerEviction', 'Cancelling deletion of Pod a/b', undefined],
    ['NodeNotReady', 'Node is not ready', 'node'],
    ['SyncLoadBalancerFailed', "Quota exceeded for resources: ['floatingip'].", 'quota'],
    [
      'FailedCreate',
      'pods "a" is forbidden: exceeded quota: test-quota, requested: pods=1, used: pods=1, limited: pods=1',
      undefined,
    ],
    ['Scheduled', 'Successfully assigned a/b to worker-1', undefined],
  ] as const) {
    it(`makes of the event ${reason}, «${message}»: ${trouble ?? 'nothing'}`, () => {
      const sight = sightOfEvent(event(reason, message), FROM, second(60));
      expect(sight?.is === 'event' ? sight.trouble : undefined).to.equal(trouble);
      if (sight !== undefined) expect(sight).to.include({ about: 'sonobuoy/sonobuoy', at: second(5) });
    });
  }

  it('takes an event’s own time, within the time of the watch', () => {
    const at = (more: object): number | undefined =>
      sightOfEvent(event('FailedScheduling', 'none', more), FROM, second(60))?.at;
    expect(at({ lastTimestamp: '2026-12-01T12:00:30Z' })).to.equal(second(30));
    expect(at({ lastTimestamp: null, eventTime: '2026-12-01T12:00:31.000000Z' })).to.equal(second(31));
    expect(at({ lastTimestamp: '2026-12-01T12:05:00Z' })).to.equal(second(60));
    expect(at({ lastTimestamp: '2026-12-01T11:00:00Z' })).to.equal(FROM);
  });

  it('keeps an event that comes again as one, to its last time', () => {
    const again = [10, 20, 30].map((at): Sight => ({
      is: 'event',
      at: second(at),
      about: 'a/b',
      trouble: 'image',
      says: 'Back-off',
    }));
    expect(troublesIn(again)).to.deep.equal([
      { trouble: 'image', about: 'a/b', from: second(10), until: second(30), says: 'Back-off' },
    ]);
  });
});

describe('When a test failed', () => {
  const run = { from: FROM, until: second(3600) };
  const said = (stamp: string): string =>
    `STEP: begin @ 12/01/26 12:01:00\n[FAILED] no\nIn [It] at: a.go:1 @ ${stamp}\n`;

  it('is what Ginkgo wrote last, in UTC or in this host’s zone, whichever lies within the run', () => {
    expect(momentOf(said('12/01/26 12:20:01.5'), run, 0)).to.equal(second(1201.5));
    expect(momentOf(said('12/01/26 13:20:01.05'), run, 60)).to.equal(second(1201.05));
    expect(momentOf(said('12/01/26 12:20:01'), run, 60)).to.equal(second(1201));
  });

  it('is not known without a time, at a time outside the run, or where two zones fit', () => {
    expect(momentOf('no time', run, 0)).to.equal(undefined);
    expect(momentOf(said('12/01/26 18:20:01'), run, 0)).to.equal(undefined);
    expect(momentOf(said('12/01/26 12:45:00'), run, 30)).to.equal(undefined);
  });
});

describe('Whom a message names', () => {
  for (const [about, message, named] of [
    ['worker-1', 'the pod on worker-1 is gone', true],
    ['worker-1', 'the pod on worker-10 is gone', false],
    ['pods-1234/a', 'in namespace pods-1234: time is up', true],
    ['pods-1234/a', 'in namespace pods-12345: time is up', false],
    ['kube-system/coredns-abc', 'in kube-system nothing works', false],
    ['kube-system/coredns-abc', 'the pod coredns-abc does not start', true],
    ['default/a', 'a pod in default', false],
  ] as const) {
    it(`is ${named ? '' : 'not '}${about} in «${message}»`, () => {
      expect(isNamed(about, message)).to.equal(named);
    });
  }
});
