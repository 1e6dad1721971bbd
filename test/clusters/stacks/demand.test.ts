import { expect } from 'chai';
import { demandOf, namesOf } from '../../../src/clusters/stacks/demand.ts';
import { expectedOf } from '../../../src/clusters/stacks/expected.ts';
import { machine, NOTHING, object, running } from './objects.ts';
import { specOf } from './stack.ts';

const SIZES = new Map([
  ['SCS-2V-4', { vcpus: 2, ramMiB: 4096 }],
  ['SCS-4V-8', { vcpus: 4, ramMiB: 8192 }],
]);
const C = 'tabcdefghij';
const NO_ROOM = { loadBalancers: 0, volumes: 0, snapshots: 0 };

describe('What a cluster by cluster stacks needs', () => {
  for (const { what, given, needs } of [
    {
      what: 'of machines and root volumes, with no room for suites',
      given: { controlPlanes: 3, workers: 3, workerFlavor: 'SCS-4V-8', rootVolumeGiB: 30, room: NO_ROOM },
      needs: {
        servers: 6,
        cores: 3 * 2 + 3 * 4,
        ramMiB: 3 * 4096 + 3 * 8192,
        volumes: 6,
        gigabytes: 6 * 30,
        snapshots: 0,
        networks: 1,
        subnets: 1,
        routers: 1,
        floatingIps: 1,
        loadBalancers: 1,
        listeners: 1,
        pools: 1,
        members: 3,
        healthMonitors: 1,
        securityGroups: 2,
        serverGroups: 0,
        keypairs: 0,
      },
    },
    {
      what: 'of what its suites may make at most',
      given: { room: { loadBalancers: 2, ports: 3, volumes: 4, volumeGiB: 5, snapshots: 2 }, workers: 2 },
      needs: {
        floatingIps: 3,
        loadBalancers: 3,
        listeners: 1 + 6,
        pools: 1 + 6,
        members: 1 + 6 * 2,
        healthMonitors: 1 + 6,
        securityGroups: 2 + 2,
        volumes: 3 + 4,
        gigabytes: 3 * 20 + 4 * 5 + 2 * 5,
        snapshots: 2,
      },
    },
    {
      what: 'of no volume where machines boot from their image',
      given: { rootVolumeGiB: 0, room: NO_ROOM },
      needs: { servers: 2, volumes: 0, gigabytes: 0 },
    },
  ] as const) {
    it(what, () => {
      expect(demandOf(specOf(given), SIZES)).to.include(needs);
    });
  }

  it('of a rule for each port of a Service, and three more for its group', () => {
    const rules = (room: object) => demandOf(specOf({ room }), SIZES).securityGroupRules;
    expect(rules({ loadBalancers: 2, ports: 3 }) - rules(NO_ROOM)).to.equal(2 * (3 + 3));
  });

  it('is not known without the size of a flavor', () => {
    expect(() => demandOf(specOf({ workerFlavor: 'other' }), SIZES)).to.throw(RangeError, 'other');
  });
});

describe('The names that a cluster by cluster stacks will write', () => {
  it('are those of its own controllers, and none that chance or a suite has a part in', () => {
    const names = namesOf(specOf({ controlPlanes: 3, room: { loadBalancers: 3 } }), C);
    expect(names.map(({ kind, name }) => `${kind} ${name}`)).to.have.members([
      `network k8s-clusterapi-cluster-${C}-${C}`,
      `subnet k8s-clusterapi-cluster-${C}-${C}`,
      `router k8s-clusterapi-cluster-${C}-${C}`,
      `securityGroup k8s-cluster-${C}-${C}-secgroup-controlplane`,
      `securityGroup k8s-cluster-${C}-${C}-secgroup-worker`,
      `loadBalancer k8s-clusterapi-cluster-${C}-${C}-kubeapi`,
      `listener k8s-clusterapi-cluster-${C}-${C}-kubeapi-6443`,
      `pool k8s-clusterapi-cluster-${C}-${C}-kubeapi-6443`,
      `healthMonitor k8s-clusterapi-cluster-${C}-${C}-kubeapi-6443`,
    ]);
  });
});

describe('What should stand in the cloud for a cluster', () => {
  const seen = {
    ...NOTHING,
    machines: [
      running('controlPlane', 'c-a'),
      running('controlPlane', 'c-b'),
      machine('worker', 'c-md-0-a', 'Running'),
    ],
    infraMachines: ['c-a', 'c-b', 'c-md-0-a'].map((name) => object('OpenStackMachine', name)),
  };

  for (const [what, rootVolumes, volumes] of [
    ['with root volumes', true, ['c-a-root']],
    ['that boots from images', false, []],
  ] as const) {
    it(`is a server for each machine and the API’s load balancer, ${what}`, () => {
      const expected = expectedOf(C, seen, rootVolumes);
      expect(expected.servers.map((one) => one.name)).to.deep.equal(['c-a', 'c-b', 'c-md-0-a']);
      expect(expected.servers[0]).to.deep.equal({
        name: 'c-a',
        network: `k8s-clusterapi-cluster-${C}-${C}`,
        volumes,
      });
      expect(expected.loadBalancers).to.deep.equal([
        {
          name: `k8s-clusterapi-cluster-${C}-${C}-kubeapi`,
          listeners: [`k8s-clusterapi-cluster-${C}-${C}-kubeapi-6443`],
          members: 2,
          floatingIp: `Created by cluster-api-provider-openstack cluster ${C}-${C}`,
        },
      ]);
    });
  }
});
