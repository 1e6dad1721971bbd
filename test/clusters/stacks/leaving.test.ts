import { expect } from 'chai';
import { saysLeaving } from '../../../src/clusters/stacks/leaving.ts';
import { isNot, machine, NETWORK, object } from './objects.ts';

const deleting = machine('worker', 'c-md-0-a', 'Deleting');
const draining = machine(
  'worker',
  'c-md-0-b',
  'Deleting',
  isNot('DrainingSucceeded', 'Draining', 'Drain not completed yet'),
);
const failing = object('OpenStackCluster', 'c', { status: { conditions: [isNot('Ready', 'A', 'in use')] } });

describe('What a cluster that leaves waits for', () => {
  for (const [says, machines, infrastructure] of [
    ['c: 2 machines are still there', [deleting, draining], [NETWORK]],
    ['c: 2 machines are still there; c-md-0-b: Drain not completed yet', [draining, deleting], [NETWORK]],
    ['c: 1 machine is still there', [deleting], []],
    ['c: network and load balancer of the API are being deleted', [], [NETWORK]],
    ['c: network and load balancer of the API: in use', [], [failing]],
    ['c: the Cluster waits for its last finalizers', [], []],
  ] as const) {
    it(`is told: ${says}`, () => {
      expect(saysLeaving({ cluster: 'c', machines, infrastructure })).to.equal(says);
    });
  }
});
