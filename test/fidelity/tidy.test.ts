import { expect } from 'chai';
import { describe, it } from 'mocha';
import { namesOf } from '../../src/creators/clusterNames.ts';
import { recorded } from '../clusters/recorded.ts';
import type { Listing } from '../clusters/listing.ts';
import { NOBODY } from './readers.ts';
import { tidy, tokenised } from './tidy.ts';

const NAMES = namesOf('pr1-ab12cd');
const KNOWN = {
  externalNetwork: 'e80f8ffb-22e3-4b61-af09-9d0e646c414d',
  image: '831a90f9-0947-4221-a783-7ce5cba6abb8',
};

function tidied(file: string, ground: readonly string[] = []): Listing {
  return tidy(recorded(file), NAMES, KNOWN, new Set(ground));
}

describe('a listing made tidy', () => {
  const listing = tidied('cinder-csi-v1.31.2-two-pvcs');

  it('has tokens in place of the cluster’s name and of all that is random', () => {
    const text = JSON.stringify(listing);
    expect(text).to.include('"{C}-md-0-{S}-root"').and.include('"pvc-{U}"').and.include('"{nodePort}"');
    expect(text).to.not.match(/pr1-ab12cd|[0-9a-f]{8}-[0-9a-f]{4}-/);
  });

  it('is the same whatever was drawn', () => {
    let text = JSON.stringify(recorded('cinder-csi-v1.31.2-two-pvcs'));
    for (const [drawn, other] of [
      ['fd2lc', 'zzxk4'],
      ['x4d4n', '2b2b2'],
      ['hkgrz', 'q9q9q'],
      ['c335ca48-a767', '11112222-3333'],
      ['30500', '31999'],
    ] as const)
      text = text.replaceAll(drawn, other);
    const again = tidy(JSON.parse(text) as Listing, NAMES, KNOWN, new Set());
    expect(again['members']).to.deep.equal(listing['members']);
    expect(again).to.deep.equal(listing);
  });

  it('says which row reads each text, and that nobody reads a user’s', () => {
    const [volume] = listing['volumes']?.filter((one) => one['name'] === 'pvc-{U}') ?? [];
    expect(volume?.['readers']).to.include({
      name: 'cinderCsi `pvc-{U}`',
      'metadata cinder.csi.openstack.org/cluster': 'cinderCsi `{C}`',
      'metadata csi.storage.k8s.io/pvc/name': NOBODY,
    });
    const readers = (listing['servers'] ?? []).map((one) => (one['readers'] as { name: string }).name);
    expect(new Set(readers)).to.deep.equal(new Set(['capi `{C}-control-plane-{S1}`', 'capi `{C}-{md}-{S1}`']));
    const members = (listing['members'] ?? []).map((one) => (one['readers'] as { name: string }).name);
    expect(new Set(members)).to.deep.equal(
      new Set(['capo `k8s-clusterapi-cluster-{R}-kubeapi-{port}-{srv}`', 'occm `{srv}`']),
    );
  });

  it('leaves out what was there beforehand, by name', () => {
    const without = tidied('cinder-csi-v1.31.2-two-pvcs', ['k8s-clusterapi-cluster-pr1-ab12cd-pr1-ab12cd']);
    expect([without['networks'], without['routers']]).to.deep.equal([[], []]);
    expect(without['ports']).to.have.length((listing['ports']?.length ?? 0) - 1);
  });
});

describe('tokens', () => {
  it('replace suffixes of servers’ names only, the longest name first', () => {
    const text = tokenised('web-ttttt tab-md-bbbbb-ccccc-0 tab-md-bbbbb', 'tab', [
      'tab-md-bbbbb',
      'tab-md-bbbbb-ccccc',
    ]);
    expect(text).to.equal('web-ttttt {C}-md-{S}-{S}-0 {C}-md-{S}');
  });
});
