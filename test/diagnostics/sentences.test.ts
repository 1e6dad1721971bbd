import { expect } from 'chai';
import { treeSentences } from '../../src/diagnostics/balancerTree.ts';
import { faultSentences, quotaSentences, resourceSentences } from '../../src/diagnostics/cloudSentences.ts';
import { objectSentences } from '../../src/diagnostics/kubeSentences.ts';
import { planLogs } from '../../src/diagnostics/logPlan.ts';
import { logSentences } from '../../src/diagnostics/logSentence.ts';
import type { KubeObject } from '../../src/kubernetes/kube.ts';
import type { Kind, Resource } from '../../src/model/resource.ts';

function resource(kind: Kind, status: string, facts: Resource['facts'] = {}): Resource {
  return { kind, id: 'id-1', name: 'x', projectId: 'p', status, tags: [], metadata: {}, links: [], facts };
}

function object(kind: string, rest: Partial<KubeObject>): KubeObject {
  const metadata = {
    name: 'x',
    namespace: 'c',
    uid: 'u',
    resourceVersion: '1',
    creationTimestamp: '2026-01-01T00:00:00Z',
  };
  return { apiVersion: 'v1', kind, metadata, ...rest };
}

const ended = (exitCode: number, reason: string) => ({ terminated: { exitCode, reason, message: '' } });

/** What stands, and what is said of it; nothing of what is in order. */
const CASES: readonly (readonly [
  says: string,
  got: readonly { readonly says: string }[],
  expected: readonly string[],
])[] = [
  ['an active server', resourceSentences(resource('server', 'ACTIVE')), []],
  [
    'a server that is built',
    resourceSentences(resource('server', 'BUILD', { taskState: 'scheduling' })),
    ['server x (id-1) is in BUILD (scheduling)'],
  ],
  [
    'a fault',
    faultSentences({ id: '1', name: 's', status: 'ERROR', fault: { code: 500, message: 'No valid host was found.' } }),
    ['server s (1) is in ERROR: No valid host was found. (500)'],
  ],
  ['a server without a fault', faultSentences({ id: '1', name: 's', status: 'ACTIVE' }), []],
  [
    'a port of a server that is down',
    resourceSentences(resource('port', 'DOWN', { deviceOwner: 'compute:nova', deviceId: 's1', address: '10.0.0.2' })),
    ['port x (id-1) of compute:nova s1, address 10.0.0.2, is DOWN'],
  ],
  ['a port on nothing', resourceSentences(resource('port', 'DOWN', { deviceOwner: '' })), []],
  ['the port of a load balancer', resourceSentences(resource('port', 'DOWN', { deviceOwner: 'Octavia' })), []],
  ['a volume in error', resourceSentences(resource('volume', 'error')), ['volume x (id-1) is in error']],
  ['a kind without a status', resourceSentences(resource('keypair', '')), []],
  [
    'a quota that is used up',
    quotaSentences({ floatingIps: { limit: 10, used: 10 }, ports: { limit: 10, used: 9 } }),
    ['the quota of floatingIps is used up: 10 of 10'],
  ],
  [
    'a tree',
    treeSentences({
      statuses: {
        loadbalancer: {
          id: 'l',
          name: 'api',
          provisioning_status: 'ACTIVE',
          operating_status: 'DEGRADED',
          listeners: [
            {
              id: 'li',
              name: 'https',
              provisioning_status: 'ACTIVE',
              operating_status: 'ONLINE',
              pools: [
                {
                  id: 'po',
                  name: 'cp',
                  provisioning_status: 'ACTIVE',
                  operating_status: 'ONLINE',
                  members: [
                    {
                      id: 'm',
                      name: '',
                      address: '10.0.0.3',
                      protocol_port: 6443,
                      provisioning_status: 'ACTIVE',
                      operating_status: 'ERROR',
                    },
                  ],
                },
              ],
            },
          ],
        },
      },
    }),
    ['load balancer api is DEGRADED', 'member 10.0.0.3:6443 of pool cp is ERROR'],
  ],
  ['what is no tree', treeSentences('nothing'), []],
  [
    'a node that has said nothing',
    objectSentences('nodes', object('Node', {})),
    ['node x is not Ready: it has not said anything'],
  ],
  [
    'a full node',
    objectSentences(
      'nodes',
      object('Node', {
        status: {
          conditions: [
            { type: 'Ready', status: 'True' },
            { type: 'DiskPressure', status: 'True', reason: 'Full' },
          ],
        },
      }),
    ),
    ['node x has DiskPressure (Full)'],
  ],
  [
    'a pod that runs',
    objectSentences(
      'pods',
      object('Pod', { status: { phase: 'Running', containerStatuses: [{ name: 'm', state: { running: {} } }] } }),
    ),
    [],
  ],
  [
    'an evicted pod',
    objectSentences(
      'pods',
      object('Pod', { status: { phase: 'Failed', reason: 'Evicted', message: 'low on memory' } }),
    ),
    ['pod c/x failed (Evicted): low on memory'],
  ],
  [
    'a pod that crashes',
    objectSentences(
      'pods',
      object('Pod', {
        status: {
          phase: 'Running',
          containerStatuses: [
            {
              name: 'm',
              restartCount: 5,
              state: { waiting: { reason: 'CrashLoopBackOff', message: 'back-off' } },
              lastState: ended(137, 'OOMKilled'),
            },
          ],
        },
      }),
    ),
    ['pod c/x, container m waits: CrashLoopBackOff: back-off; it ended last with 137 OOMKilled'],
  ],
  [
    'a pod that begins',
    objectSentences(
      'pods',
      object('Pod', {
        status: {
          phase: 'Pending',
          containerStatuses: [{ name: 'm', state: { waiting: { reason: 'ContainerCreating' } } }],
        },
      }),
    ),
    ['pod c/x is Pending since 2026-01-01T00:00:00Z'],
  ],
  [
    'a pod that has done its work',
    objectSentences(
      'pods',
      object('Pod', {
        status: { phase: 'Succeeded', containerStatuses: [{ name: 'm', state: ended(0, 'Completed') }] },
      }),
    ),
    [],
  ],
  [
    'a machine that is refused',
    objectSentences(
      'openstackmachines',
      object('OpenStackMachine', {
        status: {
          failureMessage: 'Quota exceeded',
          conditions: [
            {
              type: 'InstanceReady',
              status: 'False',
              severity: 'Error',
              reason: 'InstanceCreateFailed',
              message: '403',
            },
          ],
        },
      }),
    ),
    [
      'OpenStackMachine c/x: Quota exceeded',
      'OpenStackMachine c/x: InstanceReady is False (InstanceCreateFailed): 403',
    ],
  ],
  [
    'a condition that is meant to be false',
    objectSentences(
      'clusters',
      object('Cluster', {
        status: {
          conditions: [
            { type: 'Deleting', status: 'False' },
            { type: 'Paused', status: 'False' },
          ],
        },
      }),
    ),
    [],
  ],
  [
    'a job that failed',
    objectSentences(
      'jobs',
      object('Job', { status: { conditions: [{ type: 'Failed', status: 'True', reason: 'BackoffLimitExceeded' }] } }),
    ),
    ['Job c/x: Failed is True (BackoffLimitExceeded)'],
  ],
  [
    'a claim without a volume',
    objectSentences('persistentvolumeclaims', object('PersistentVolumeClaim', { status: { phase: 'Pending' } })),
    ['PersistentVolumeClaim c/x is Pending'],
  ],
  [
    'a volume that cannot be attached',
    objectSentences(
      'volumeattachments',
      object('VolumeAttachment', { status: { attached: false, attachError: { message: 'no' } } }),
    ),
    ['VolumeAttachment c/x: no'],
  ],
  [
    'a Service without a load balancer',
    objectSentences('services', object('Service', { spec: { type: 'LoadBalancer' }, status: { loadBalancer: {} } })),
    ['Service c/x has no load balancer yet'],
  ],
  [
    'an object that nobody understands',
    objectSentences('nodes', object('Node', { status: { conditions: 'many' } })),
    ['node x is not Ready: it has not said anything'],
  ],
  [
    'a log',
    logSentences('I0102 fine\nE0102 03:04:05.6 1 a.go:1] first\nE0102 03:04:06.6 1 a.go:1] last\nI0102 fine', 'c/x'),
    ['c/x: E0102 03:04:06.6 1 a.go:1] last'],
  ],
  ['a log without an error', logSentences('I0102 no errors', 'c/x'), []],
];

describe('the sentences of diagnostics', () => {
  for (const [says, got, expected] of CASES)
    it(`${expected.length === 0 ? 'are none' : 'are there'} for ${says}`, () =>
      expect(got.map((one) => one.says)).to.deep.equal(expected));

  it('decide which logs are fetched first: of pods that fail, on nodes that answer', () => {
    const pod = (name: string, nodeName: string, restarts: number): KubeObject => ({
      ...object('Pod', {
        spec: { nodeName },
        status: { phase: 'Running', containerStatuses: [{ name: 'm', restartCount: restarts }] },
      }),
      metadata: { ...object('Pod', {}).metadata, name },
    });
    const lost = {
      ...object('Node', { status: { conditions: [{ type: 'Ready', status: 'Unknown' }] } }),
      metadata: { ...object('Node', {}).metadata, name: 'lost' },
    };
    const pods = [pod('gone', 'lost', 0), pod('fine', 'well', 0), pod('bad', 'well', 3), pod('nowhere', '', 0)];
    const { wishes, left } = planLogs(pods, [lost]);
    expect(wishes.map((wish) => `${wish.pod}${wish.previous ? ' before' : ''}`)).to.deep.equal([
      'bad before',
      'bad',
      'fine',
      'gone',
    ]);
    expect(left).to.equal(0);
    expect(
      planLogs(
        Array.from({ length: 100 }, (_, n) => pod(`p${n}`, 'well', 0)),
        [],
      ).left,
    ).to.equal(20);
  });
});
