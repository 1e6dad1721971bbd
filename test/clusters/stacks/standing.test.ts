import { expect } from 'chai';
import { standing, whyNot, type Seen, type Standing } from '../../../src/clusters/stacks/standing.ts';
import { is, isNot, machine, NETWORK, NOTHING, object, QUOTA_REFUSAL, running } from './objects.ts';

const WANTED = { controlPlanes: 3, workers: 3 };
const QUOTA = 'Quota exceeded for cores: Requested 2, but already used 20 of 20 cores';

const cluster = (...conditions: ReturnType<typeof is>[]) => object('Cluster', 'c', { status: { conditions } });
const initialised = cluster(is('Ready'), is('ControlPlaneInitialized'), is('InfrastructureReady'));
const controlPlanes = ['c-a', 'c-b', 'c-d'].map((name) => running('controlPlane', name));
const workers = ['c-md-0-a', 'c-md-0-b', 'c-md-0-d'].map((name) => running('worker', name));
const waitingForBootstrap = machine(
  'controlPlane',
  'c-d',
  'Pending',
  isNot('Ready', 'WaitingForDataSecret'),
  isNot('BootstrapReady', 'WaitingForDataSecret'),
  isNot('InfrastructureReady', 'WaitingForInfrastructure'),
);
const provisioning = machine('controlPlane', 'c-d', 'Provisioning', is('BootstrapReady'));

const CASES: readonly {
  readonly what: string;
  readonly seen: Partial<Seen>;
  readonly is: Partial<Standing>;
}[] = [
  {
    what: 'has only begun',
    seen: {},
    is: { done: 0, total: 7, says: 'network and load balancer of the API: begun', initialised: false },
  },
  {
    what: 'has no network yet',
    seen: {
      cluster: cluster(
        isNot('Ready', 'WaitingForInfrastructure'),
        isNot('InfrastructureReady', 'WaitingForInfrastructure'),
      ),
      infrastructure: [object('OpenStackCluster', 'c', { status: { ready: false } })],
    },
    is: { done: 0, says: 'network and load balancer of the API: begun' },
  },
  {
    what: 'comes to nothing, because its ClusterClass cannot be used',
    seen: {
      cluster: cluster(isNot('TopologyReconciled', 'TopologyReconcileFailed', 'error computing the desired state')),
    },
    is: { says: 'network and load balancer of the API: error computing the desired state' },
  },
  {
    what: 'makes its workers later, which is as it should be',
    seen: { cluster: cluster(isNot('TopologyReconciled', 'MachineDeploymentsCreatePending', 'md-0 creation pending')) },
    is: { says: 'network and load balancer of the API: begun' },
  },
  {
    what: 'has a network and no machine',
    seen: { cluster: cluster(), infrastructure: [NETWORK] },
    is: { done: 1, says: '0 of 3 control planes, 0 of 3 workers', complete: false },
  },
  {
    what: 'waits to make the next control plane until the one that runs is healthy',
    seen: {
      cluster: initialised,
      infrastructure: [NETWORK],
      machines: [
        running('controlPlane', 'c-a'),
        running('controlPlane', 'c-b', isNot('APIServerPodHealthy', 'PodProvisioning', 'Waiting for its probes')),
        ...workers,
      ],
    },
    is: {
      done: 6,
      complete: false,
      says: '2 of 3 control planes, 3 of 3 workers; the next control plane waits for c-b: Waiting for its probes',
    },
  },
  {
    what: 'waits for the quota: why there is no server stands in its OpenStackServer',
    seen: {
      cluster: initialised,
      infrastructure: [NETWORK],
      machines: [...controlPlanes.slice(0, 2), provisioning],
      infraMachines: [object('OpenStackMachine', 'c-d', { status: { ready: false } })],
      servers: [
        object('OpenStackServer', 'c-a', { status: { ready: true, conditions: [is('Ready'), is('InstanceReady')] } }),
        object('OpenStackServer', 'c-d', {
          status: {
            ready: false,
            instanceState: 'ERROR',
            conditions: [
              isNot('Ready', 'InstanceCreateFailed', QUOTA_REFUSAL),
              isNot('InstanceReady', 'InstanceCreateFailed', QUOTA_REFUSAL),
            ],
          },
        }),
      ],
    },
    is: { done: 3, says: `2 of 3 control planes, 0 of 3 workers; c-d waits: ${QUOTA}`, initialised: true },
  },
  {
    what: 'waits for what its OpenStackMachine says, where there are no OpenStackServers (CAPO 0.10)',
    seen: {
      infrastructure: [NETWORK],
      machines: [provisioning],
      infraMachines: [
        object('OpenStackMachine', 'c-d', {
          status: { conditions: [isNot('InstanceReady', 'InstanceCreateFailed', 'No valid host was found')] },
        }),
      ],
    },
    is: { done: 1, says: '0 of 3 control planes, 0 of 3 workers; c-d waits: No valid host was found' },
  },
  {
    what: 'waits for what its Machine says',
    seen: { infrastructure: [NETWORK], machines: [...controlPlanes.slice(0, 1), waitingForBootstrap] },
    is: { done: 2, says: '1 of 3 control planes, 0 of 3 workers; c-d waits: WaitingForDataSecret' },
  },
  {
    what: 'waits for nothing that can be told',
    seen: { infrastructure: [NETWORK], machines: [provisioning] },
    is: { says: '0 of 3 control planes, 0 of 3 workers; c-d waits: Provisioning' },
  },
  {
    what: 'has a machine whose node has not joined',
    seen: { infrastructure: [NETWORK], machines: [machine('worker', 'c-md-0-a', 'Running')] },
    is: { done: 1, says: '0 of 3 control planes, 0 of 3 workers; c-md-0-a waits: Running' },
  },
  {
    what: 'has a machine that leaves, though its node is still there',
    seen: {
      infrastructure: [NETWORK],
      machines: [object('Machine', 'c-md-0-a', { status: { phase: 'Deleting', nodeRef: { name: 'c-md-0-a' } } })],
    },
    is: { done: 1, says: '0 of 3 control planes, 0 of 3 workers; c-md-0-a waits: Deleting' },
  },
  {
    what: 'is complete',
    seen: { cluster: initialised, infrastructure: [NETWORK], machines: [...controlPlanes, ...workers] },
    is: {
      done: 7,
      total: 7,
      says: '3 of 3 control planes, 3 of 3 workers',
      initialised: true,
      complete: true,
      failed: undefined,
    },
  },
  {
    what: 'has one machine too many, which is no use: it is not complete',
    seen: {
      cluster: initialised,
      infrastructure: [NETWORK],
      machines: [...controlPlanes, ...workers, machine('worker', 'c-md-0-e', 'Deleting')],
    },
    is: { complete: false, says: '3 of 3 control planes, 3 of 3 workers; c-md-0-e waits: Deleting' },
  },
  {
    what: 'has an OpenStackCluster that has given up',
    seen: {
      infrastructure: [
        object('OpenStackCluster', 'c', {
          status: { ready: false, failureReason: 'UpdateError', failureMessage: 'failed to reconcile load balancer' },
        }),
      ],
    },
    is: { failed: 'failed to reconcile load balancer' },
  },
  {
    what: 'has an OpenStackMachine that has given up',
    seen: {
      infrastructure: [NETWORK],
      infraMachines: [
        object('OpenStackMachine', 'c-a', { status: { ready: true } }),
        object('OpenStackMachine', 'c-d', { status: { failureMessage: 'instance state ERROR is unexpected' } }),
      ],
    },
    is: { failed: 'instance state ERROR is unexpected' },
  },
  {
    what: 'has a status that nobody can read',
    seen: { cluster: object('Cluster', 'c', { status: { conditions: 'many' } }), infrastructure: [NETWORK] },
    is: { done: 1, initialised: false, failed: undefined },
  },
];

describe('How far a cluster has come', () => {
  for (const { what, seen, is: wanted } of CASES) {
    it(`is told when it ${what}`, () => {
      expect(standing({ ...NOTHING, ...seen }, WANTED)).to.include(wanted);
    });
  }

  it('counts a cluster without workers', () => {
    const seen = { ...NOTHING, cluster: initialised, infrastructure: [NETWORK], machines: controlPlanes };
    expect(standing(seen, { controlPlanes: 3, workers: 0 })).to.include({ done: 4, total: 4, complete: true });
  });
});

describe('Why something is not ready', () => {
  for (const [what, conditions, why] of [
    ['nothing where all is well', [is('Ready'), is('InstanceReady')], undefined],
    ['nothing where nothing is known', [], undefined],
    ['the part, not the whole', [isNot('Ready', 'A', 'whole'), isNot('InstanceReady', 'B', 'part')], 'part'],
    ['the whole, where no part says it', [isNot('Ready', 'A', 'whole')], 'whole'],
    [
      'the reason, where there is no message',
      [isNot('InstanceReady', 'WaitingForBootstrapData', '')],
      'WaitingForBootstrapData',
    ],
    ['one line', [isNot('InstanceReady', 'A', 'one\n  two\t three ')], 'one two three'],
    ['what OpenStack said, without the request', [isNot('InstanceReady', 'A', QUOTA_REFUSAL)], QUOTA],
    [
      'what Neutron said',
      [
        isNot(
          'Ready',
          'A',
          '409 instead: {"NeutronError": {"type": "OverQuota", "message": "Quota exceeded for resources: [\'port\'].", "detail": ""}}',
        ),
      ],
      "Quota exceeded for resources: ['port'].",
    ],
  ] as const) {
    it(`is ${what}`, () => {
      expect(whyNot(object('OpenStackServer', 'a', { status: { conditions } }))).to.equal(why);
    });
  }

  it('is cut where it is long', () => {
    const why = whyNot(object('OpenStackServer', 'a', { status: { conditions: [isNot('A', 'B', 'x'.repeat(999))] } }));
    expect(why).to.equal(`${'x'.repeat(160)} …`);
  });

  it('is nothing of nobody', () => {
    expect(whyNot(undefined)).to.equal(undefined);
    expect(whyNot(object('OpenStackServer', 'a'))).to.equal(undefined);
  });
});
