import { expect } from 'chai';
import { describe, it } from 'mocha';
import { namesOf } from '../../src/creators/clusterNames.ts';
import { NOBODY, readersOf } from './readers.ts';

const NAMES = namesOf('tabcdefgh2a');
const NETWORK = { id: 'n', project_id: 'p', status: 'ACTIVE', description: '', tags: [], subnets: [] };

describe('the readers of a text', () => {
  it('are the rows of creators, for members too', () => {
    const member = { name: 'tabcdefgh2a-x7k2p-zzzzz', tags: ['troika-cluster=tabcdefgh2a'] };
    expect(readersOf('members', member, NAMES)).to.deep.equal({
      name: 'occm `{srv}`',
      tags: 'troika `troika-cluster={C}`',
    });
  });

  it('are nobody for words of a person’s own, and for another cluster’s', () => {
    expect(readersOf('networks', { ...NETWORK, name: 'backup', tags: ['mine'] }, NAMES)).to.deep.equal({
      name: NOBODY,
      tags: NOBODY,
    });
    expect(readersOf('members', { name: 'x', tags: ['troika-cluster=other'] }, NAMES)['tags']).to.equal(NOBODY);
  });

  it('are named with the other cluster where a row takes a text for its', () => {
    const readers = readersOf('networks', { ...NETWORK, name: 'k8s-clusterapi-cluster-other-other' }, NAMES);
    expect(readers['name']).to.equal('capo `k8s-clusterapi-cluster-{R}` as that of other-other');
  });

  it('are of several rows the one that leaves least to the name of a machine deployment', () => {
    const flavor = { original_name: 'SCS-2V-4', vcpus: 2, ram: 4096 };
    const about = { id: 's', tenant_id: 'p', status: 'ACTIVE', metadata: {}, tags: [], flavor };
    const dates = { created: '2026-01-01T00:00:00Z', updated: '2026-01-01T00:00:00Z' };
    const server = (name: string) => ({ ...about, ...dates, name, description: null });
    const read = (name: string) => readersOf('servers', server(name), NAMES)['name'];
    expect(read('tabcdefgh2a-x7k2p-zzzzz')).to.equal('capi `{C}-{S1}-{S2}`');
    expect(read('tabcdefgh2a-md-0-x7k2p-zzzzz-bbbbb')).to.equal('capi `{C}-{md}-{S1}-{S2}-{S3}`');
  });
});
