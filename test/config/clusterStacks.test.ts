import { expect } from 'chai';
import { loadConfig, type Problem } from '../../src/config/load.ts';

const SPEC = {
  management: { kubeconfig: 'management.kubeconfig' },
  stack: 'examples/stacks/openstack-minimal',
  kubernetes: 'v1.34.4',
  image: 'ubuntu-capi-image-v1.34.4',
};

/** What becomes of a run of one cluster of this provisioner. */
function read(clusterStacks: unknown, more: object = {}): ReturnType<typeof loadConfig> {
  const cluster = { provisioner: 'cluster-stacks', clusterStacks, ...more };
  return loadConfig('troika.yaml', JSON.stringify({ clusters: [cluster] }));
}

function problems(clusterStacks: unknown, more: object = {}): readonly Problem[] {
  const found = read(clusterStacks, more);
  return 'problems' in found ? found.problems : [];
}
const places = (all: readonly Problem[]): readonly string[] =>
  all.map((one) => one.path.replace('clusters[0].clusterStacks', '*'));

describe('A configuration of a cluster by cluster stacks', () => {
  it('may be as small as its management cluster, its stack, a version and an image', () => {
    const found = read(SPEC);
    if ('problems' in found) throw new Error(JSON.stringify(found.problems));
    expect(found.config.clusters).to.deep.equal([
      {
        provisioner: 'cluster-stacks',
        label: 'cluster-1',
        suites: [{ suite: 'infrastructure' }],
        clusterStacks: {
          ...SPEC,
          controlPlanes: 1,
          workers: 1,
          workerClass: 'default-worker',
          controlPlaneFlavor: 'SCS-2V-4',
          workerFlavor: 'SCS-2V-4',
          rootVolumeGiB: 20,
          nodeCidr: '10.8.0.0/20',
          variables: {},
          room: { loadBalancers: 1, ports: 2, volumes: 2, volumeGiB: 1, snapshots: 1 },
        },
      },
    ]);
  });

  it('takes variables of any shape, and room for more', () => {
    const variables = { dnsNameservers: ['9.9.9.9'], depth: { of: null } };
    const found = read({ ...SPEC, variables, room: { volumes: 9 } });
    if ('problems' in found) throw new Error(JSON.stringify(found.problems));
    expect(found.config.clusters[0]).to.have.nested.property('clusterStacks.variables').that.deep.equals(variables);
    expect(found.config.clusters[0]).to.have.nested.property('clusterStacks.room').that.includes({ volumes: 9 });
  });

  it('lists every key that is missing', () => {
    expect(places(problems({}))).to.have.members(['*.stack', '*.kubernetes', '*.image']);
    expect(places(problems(undefined))).to.deep.equal(['*']);
  });

  it('lists unknown keys wherever they stand, and says which are known', () => {
    const found = problems({
      ...SPEC,
      surprise: 1,
      management: { kubeconfig: 'a', ctx: 'b' },
      room: { servers: 1 },
    });
    expect(places(found)).to.have.members(['*.surprise', '*.management.ctx', '*.room.servers']);
    expect(found.find((one) => one.path.endsWith('ctx'))?.says).to.equal(
      'is not known here; known: kubeconfig, context',
    );
    expect(places(problems(SPEC, { footprint: {} }))).to.deep.equal(['clusters[0].footprint']);
  });

  for (const [what, change, place] of [
    ['a version that is no whole one', { kubernetes: '1.34' }, '*.kubernetes'],
    ['an empty context', { management: { kubeconfig: 'a', context: '' } }, '*.management.context'],
    ['no control plane', { controlPlanes: 0 }, '*.controlPlanes'],
    ['a worker class that is no name', { workerClass: 'Default Worker' }, '*.workerClass'],
    ['a subnet that is none', { nodeCidr: '10.8.0.0' }, '*.nodeCidr'],
    ['a subnet that begins in its middle', { nodeCidr: '10.8.0.1/20' }, '*.nodeCidr'],
    ['load balancers without a port', { room: { ports: 0 } }, '*.room.ports'],
    ['flavors without a disk to boot from', { rootVolumeGiB: 0, controlPlaneFlavor: 'SCS-2V-4-20s' }, '*.workerFlavor'],
  ] as const) {
    it(`refuses ${what}`, () => {
      expect(places(problems({ ...SPEC, ...change }))).to.deep.equal([place]);
    });
  }
});
