import { expect } from 'chai';
import type { Inventory, Resource } from '../../src/model/resource.ts';
import { lostNodes, saysServers } from '../../src/suites/judgeServers.ts';
import type { Observation } from '../../src/suites/observed.ts';

const server = (name: string, status: string): Resource => ({
  kind: 'server',
  id: `id-of-${name}`,
  name,
  projectId: 'p',
  status,
  tags: [],
  metadata: {},
  links: [],
  facts: {},
});

function inventory(resources: readonly Resource[], gaps: Inventory['gaps'] = []): Inventory {
  return { at: '2026-12-01T12:00:00Z', projectId: 'p', resources, gaps, notLookedAt: [] };
}

describe('The servers behind lost nodes', () => {
  it('are those of the nodes themselves, each once, not of pods that were on them', () => {
    const seen = (about: string): Observation => ({ trouble: 'node', about, from: 0, until: 1, says: 'lost' });
    const troubles = [
      seen('worker-1'),
      seen('pods-1/a'),
      seen('worker-1'),
      { ...seen('https://api'), trouble: 'api' as const },
    ];
    expect(lostNodes({ from: 0, until: 1, troubles, unwatched: [] })).to.deep.equal(['worker-1']);
  });

  it('are told with their status, or that there is none', () => {
    const there = inventory([server('worker-1', 'SHUTOFF'), server('other', 'ACTIVE')]);
    expect(saysServers(['worker-1', 'worker-2'], there)).to.deep.equal([
      'worker-1: its server is SHUTOFF (id-of-worker-1)',
      'worker-2: this project has no server of its name',
    ]);
  });

  it('are not said to be gone when they could not be listed', () => {
    expect(saysServers(['worker-1'], inventory([], [{ kind: 'server', why: '503' }]))).to.deep.equal([
      'the servers of the lost nodes could not be listed: 503',
    ]);
  });
});
