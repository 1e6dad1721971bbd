import { expect } from 'chai';
import { nodesLack, notReady } from '../../src/clusters/nodes.ts';
import { object } from './stacks/objects.ts';

const conditions = (ready: string, reason?: string) => [
  { type: 'MemoryPressure', status: 'False' },
  { type: 'Ready', status: ready, ...(reason === undefined ? {} : { reason }) },
];
const ready = object('Node', 'ready', { spec: {}, status: { conditions: conditions('True') } });
const unready = object('Node', 'unready', { spec: {}, status: { conditions: conditions('False', 'KubeletNotReady') } });
const unknown = object('Node', 'lost', { spec: {}, status: { conditions: conditions('Unknown') } });
const fresh = object('Node', 'fresh', { spec: {} });
const taint = { key: 'node.cloudprovider.kubernetes.io/uninitialized', value: 'true', effect: 'NoSchedule' };
const tainted = object('Node', 'tainted', { spec: { taints: [taint] }, status: { conditions: conditions('True') } });
const cordoned = object('Node', 'cordoned', {
  spec: { taints: [{ key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' }] },
  status: { conditions: conditions('True') },
});

describe('What nodes lack', () => {
  for (const [lack, nodes, wanted] of [
    [undefined, [ready, cordoned], 2],
    [undefined, [ready, cordoned], 1],
    ['1 of 3 nodes are there', [ready], 3],
    ['0 of 1 nodes are there', [], 1],
    ['not Ready: unready (KubeletNotReady)', [ready, unready], 2],
    ['not Ready: lost (Unknown), fresh (it has not said anything)', [unknown, fresh], 2],
    ['not Ready: tainted (waits for the cloud controller manager)', [tainted], 1],
    ['2 of 3 nodes are there; not Ready: unready (KubeletNotReady)', [ready, unready], 3],
  ] as const) {
    it(`is ${lack ?? `nothing, with ${nodes.length} of ${wanted}`}`, () => {
      expect(nodesLack(nodes, wanted)).to.equal(lack);
    });
  }

  it('are told one by one for a cluster that is to be in order', () => {
    expect(notReady([ready, unready, tainted])).to.deep.equal([
      'unready (KubeletNotReady)',
      'tainted (waits for the cloud controller manager)',
    ]);
  });
});
