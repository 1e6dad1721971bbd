import { expect } from 'chai';
import { nodesLack } from '../../../src/clusters/stacks/nodes.ts';
import { object } from './objects.ts';

const conditions = (ready: string) => [
  { type: 'MemoryPressure', status: 'False' },
  { type: 'Ready', status: ready },
];
const ready = object('Node', 'ready', { spec: {}, status: { conditions: conditions('True') } });
const unready = object('Node', 'unready', { spec: {}, status: { conditions: conditions('False') } });
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
    ['unready is not Ready', [ready, unready], 2],
    ['lost is not Ready, fresh is not Ready', [unknown, fresh], 2],
    ['tainted waits for the cloud controller manager to initialise it', [tainted], 1],
    ['2 of 3 nodes are there, unready is not Ready', [ready, unready], 3],
  ] as const) {
    it(`is ${lack ?? `nothing, with ${nodes.length} of ${wanted}`}`, () => {
      expect(nodesLack(nodes, wanted)).to.equal(lack);
    });
  }
});
