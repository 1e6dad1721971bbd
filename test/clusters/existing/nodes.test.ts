import { expect } from 'chai';
import { beforeOf } from '../../../src/clusters/existing/before.ts';
import { notReady } from '../../../src/clusters/existing/nodes.ts';
import type { KubeObject } from '../../../src/kubernetes/kube.ts';
import { claimed, standing } from '../drain/objects.ts';

function node(name: string, status?: unknown): KubeObject {
  const metadata = { name, uid: name, resourceVersion: '1', creationTimestamp: '2026-11-23T04:56:45Z' };
  return { apiVersion: 'v1', kind: 'Node', metadata, ...(status === undefined ? {} : { status }) };
}

function ready(status: string, reason?: string): unknown {
  return {
    conditions: [
      { type: 'DiskPressure', status: 'False' },
      { type: 'Ready', status, ...(reason ? { reason } : {}) },
    ],
  };
}

describe('nodes', () => {
  for (const [what, one, expected] of [
    ['is ready', node('a', ready('True')), []],
    ['is not, with its reason', node('a', ready('False', 'KubeletNotReady')), ['a (KubeletNotReady)']],
    ['is not, without a reason', node('a', ready('Unknown')), ['a (Unknown)']],
    ['has not said anything', node('a'), ['a (it has not said anything)']],
  ] as const) {
    it(`one that ${what}`, () => {
      expect(notReady([node('other', ready('True')), one])).to.deep.equal(expected);
    });
  }
});

describe('what stood before', () => {
  it('is every object, by its uid', () => {
    expect(beforeOf(standing(claimed('data')))).to.deep.equal([
      'persistentVolume:pv-data',
      'persistentVolumeClaim:shop/data',
    ]);
  });

  it('is refused where a kind could not be read, for it might be deleted later', () => {
    const half = {
      ...standing(claimed('data')),
      gaps: [{ kind: 'service', why: 'could not be listed: 403' } as const],
    };
    expect(() => beforeOf(half)).to.throw('what stands in the cluster is not known: service could not be listed: 403');
  });
});
