import { expect } from 'chai';
import type { Inventory, Resource } from '../../src/model/resource.ts';
import { takenNames } from '../../src/runner/takenNames.ts';

const C = 'tabcdefghia';

function project(...resources: Partial<Resource>[]): Inventory {
  return {
    at: '2026-11-25T00:00:00Z',
    projectId: 'p',
    gaps: [],
    notLookedAt: [],
    resources: resources.map((part) => ({
      kind: 'network',
      id: 'i',
      name: '',
      projectId: 'p',
      status: '',
      tags: [],
      metadata: {},
      links: [],
      facts: {},
      ...part,
    })),
  };
}

describe('takenNames', () => {
  it('finds the text in a name, a description, a tag and a metadata value', () => {
    const before = project(
      { name: `x-${C}-y` },
      { kind: 'floatingIp', id: 'f', description: `from cluster ${C}` },
      { kind: 'loadBalancer', name: 'lb', tags: [`kube_service_${C}_a_b`] },
      { kind: 'volume', name: 'pvc-1', metadata: { 'cinder.csi.openstack.org/cluster': C } },
    );

    expect(takenNames(before, C, [])).to.deep.equal([
      `network x-${C}-y`,
      'floatingIp f',
      'loadBalancer lb',
      'volume pvc-1',
    ]);
  });

  it('finds a planned name that does not hold the text, of the same kind only', () => {
    const before = project({ name: 'shared' }, { kind: 'router', name: 'shared' });

    expect(takenNames(before, C, [{ kind: 'router', name: 'shared' }])).to.deep.equal(['router shared']);
  });

  it('finds nothing in a project of others', () => {
    expect(takenNames(project({ name: 'tabcdefghib' }, { name: 'prod' }), C, [])).to.deep.equal([]);
  });
});
