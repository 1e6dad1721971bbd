import { expect } from 'chai';
import { endpointOf, idsOf } from '../../../src/clusters/stacks/access.ts';
import { sightingsOfCluster, sightingsOfMachine } from '../../../src/clusters/stacks/sightings.ts';
import { NOTHING, object } from './objects.ts';

const STATUS = {
  ready: true,
  network: {
    id: 'n1',
    name: 'k8s-clusterapi-cluster-c-c',
    subnets: [{ id: 's1', name: 'k8s-clusterapi-cluster-c-c', cidr: '10.8.0.0/20' }],
  },
  externalNetwork: { id: 'x1', name: 'external' },
  router: { id: 'r1', name: 'k8s-clusterapi-cluster-c-c', ips: ['203.0.113.9'] },
  apiServerLoadBalancer: {
    id: 'l1',
    name: 'k8s-clusterapi-cluster-c-c-kubeapi',
    ip: '203.0.113.7',
    internalIP: '10.8.0.9',
    loadBalancerNetwork: { id: '', name: '' },
  },
  controlPlaneSecurityGroup: { id: 'g1', name: 'k8s-cluster-c-c-secgroup-controlplane' },
  workerSecurityGroup: { id: 'g2', name: 'k8s-cluster-c-c-secgroup-worker' },
};
const MANAGED = { managedSubnets: [{ cidr: '10.8.0.0/20' }] };
const openStackCluster = (spec: unknown, status: unknown) => object('OpenStackCluster', 'c', { spec, status });
const told = (spec: unknown, status: unknown): readonly string[] =>
  sightingsOfCluster(openStackCluster(spec, status)).map(({ kind, id }) => `${kind} ${id}`);

const GROUPS = ['securityGroup g1', 'securityGroup g2'];

describe('What an OpenStackCluster tells of its cloud side', () => {
  for (const { what, spec, status, tells } of [
    {
      what: 'all that was made, and not the external network',
      spec: MANAGED,
      status: STATUS,
      tells: ['network n1', 'subnet s1', 'router r1', 'loadBalancer l1', ...GROUPS],
    },
    {
      what: 'the same as CAPO 0.9 writes it',
      spec: { nodeCidr: '10.8.0.0/20' },
      status: STATUS,
      tells: ['network n1', 'subnet s1', 'router r1', 'loadBalancer l1', ...GROUPS],
    },
    {
      what: 'no network and no router that were there before',
      spec: { network: { id: 'n1' }, subnets: [{ id: 's1' }] },
      status: STATUS,
      tells: ['loadBalancer l1', ...GROUPS],
    },
    {
      what: 'no router that was there before',
      spec: { ...MANAGED, router: { id: 'r1' } },
      status: STATUS,
      tells: ['network n1', 'subnet s1', 'loadBalancer l1', ...GROUPS],
    },
    {
      what: 'the network also while the load balancer is only begun, and has no id',
      spec: MANAGED,
      status: {
        ready: false,
        network: STATUS.network,
        apiServerLoadBalancer: { name: '', id: '', ip: '', internalIP: '' },
        controlPlaneSecurityGroup: null,
      },
      tells: ['network n1', 'subnet s1'],
    },
    { what: 'nothing before it begins', spec: MANAGED, status: undefined, tells: [] },
    {
      what: 'nothing while its network is only begun',
      spec: MANAGED,
      status: { network: { id: '', name: '' } },
      tells: [],
    },
    { what: 'nothing that cannot be read', spec: MANAGED, status: { ...STATUS, network: 'n1' }, tells: [] },
  ]) {
    it(`is ${what}`, () => {
      expect(told(spec, status)).to.deep.equal(tells);
    });
  }

  it('gives the suites ids by role', () => {
    expect(idsOf({ ...NOTHING, infrastructure: [openStackCluster(MANAGED, STATUS)] })).to.deep.equal({
      network: 'n1',
      subnet: 's1',
      router: 'r1',
      apiLoadBalancer: 'l1',
    });
    expect(idsOf(NOTHING)).to.deep.equal({});
  });
});

describe('Where the API of a cluster listens', () => {
  it('is what its Cluster says', () => {
    const cluster = object('Cluster', 'c', { spec: { controlPlaneEndpoint: { host: '203.0.113.7', port: 6443 } } });
    expect(endpointOf({ ...NOTHING, cluster })).to.equal('https://203.0.113.7:6443');
  });

  it('is nowhere before that', () => {
    expect(() => endpointOf(NOTHING)).to.throw();
    expect(() => endpointOf({ ...NOTHING, cluster: object('Cluster', 'c', { spec: {} }) })).to.throw();
  });
});

describe('What a machine tells of its cloud side', () => {
  for (const { what, kind, spec, status, tells } of [
    {
      what: 'an OpenStackServer: its server and ports',
      kind: 'OpenStackServer',
      spec: {},
      status: { ready: true, instanceID: 'v1', resources: { ports: [{ id: 'p1' }, { id: 'p2' }] } },
      tells: ['server v1', 'port p1', 'port p2'],
    },
    {
      what: 'an OpenStackServer that has ports and no server yet',
      kind: 'OpenStackServer',
      spec: {},
      status: { ready: false, instanceState: 'ERROR', resources: { ports: [{ id: 'p1' }] } },
      tells: ['port p1'],
    },
    {
      what: 'an OpenStackMachine: its server',
      kind: 'OpenStackMachine',
      spec: {},
      status: { ready: true, instanceID: 'v1' },
      tells: ['server v1'],
    },
    {
      what: 'an OpenStackMachine of CAPO 0.9, whose server stands in its spec',
      kind: 'OpenStackMachine',
      spec: { instanceID: 'v1' },
      status: { ready: true },
      tells: ['server v1'],
    },
    { what: 'one that has only begun', kind: 'OpenStackMachine', spec: {}, status: undefined, tells: [] },
    { what: 'one that cannot be read', kind: 'OpenStackMachine', spec: {}, status: { instanceID: 1 }, tells: [] },
  ] as const) {
    it(`is told by ${what}`, () => {
      const all = sightingsOfMachine(object(kind, 'c-a', { spec, status })).map((one) => `${one.kind} ${one.id}`);
      expect(all).to.deep.equal(tells);
    });
  }
});
