import { expect } from 'chai';
import { rootOf, splitEndpoint, wholeEndpoint } from '../../src/openstack/endpoint.ts';
import { SERVICES } from '../../src/openstack/services.ts';
import type { Service } from '../../src/openstack/session.ts';
import { chooseVersion, readVersions } from '../../src/openstack/versions.ts';

/** Endpoints as real catalogues write them, and the root that paths hang under. */
const ENDPOINTS: readonly (readonly [Service, string, string])[] = [
  ['network', 'http://127.0.0.1:9696', 'http://127.0.0.1:9696/v2.0'],
  ['network', 'https://network.example.org/', 'https://network.example.org/v2.0'],
  ['network', 'https://api.example.org:9696/v2.0/', 'https://api.example.org:9696/v2.0'],
  ['network', 'https://api.example.org/networking', 'https://api.example.org/networking/v2.0'],
  ['compute', 'http://127.0.0.1:8774/v2.1', 'http://127.0.0.1:8774/v2.1'],
  ['compute', 'https://api.example.org/compute/v2.1/p1', 'https://api.example.org/compute/v2.1'],
  ['compute', 'https://api.example.org:8774/v2/p1', 'https://api.example.org:8774/v2.1'],
  ['volume', 'http://127.0.0.1:8776/v3/p1', 'http://127.0.0.1:8776/v3/p1'],
  ['volume', 'https://api.example.org/volume', 'https://api.example.org/volume/v3/p1'],
  ['loadBalancer', 'http://127.0.0.1:9876', 'http://127.0.0.1:9876/v2'],
  ['loadBalancer', 'https://api.example.org/load-balancer/v2.0/lbaas', 'https://api.example.org/load-balancer/v2'],
  ['image', 'https://image.example.org/v2/', 'https://image.example.org/v2'],
  ['identity', 'https://api.example.org:5000/v2.0', 'https://api.example.org:5000/v3'],
  ['identity', 'https://user:pass@api.example.org/identity/v3', 'https://api.example.org/identity/v3'],
];

describe('the root of a service', () => {
  for (const [service, endpoint, root] of ENDPOINTS) {
    it(`of ${service} at ${endpoint} is ${root}`, () => {
      expect(rootOf(service, splitEndpoint(endpoint).base, 'p1')).to.equal(root);
    });
  }
});

describe('the address of the object store', () => {
  it('is the root as it stands, with its account, under whatever prefix', () => {
    expect(wholeEndpoint('https://store.example.org/v1/AUTH_p1/')).to.equal('https://store.example.org/v1/AUTH_p1');
    expect(wholeEndpoint('https://u:p@rgw.example.org/swift/v1')).to.equal('https://rgw.example.org/swift/v1');
  });
});

describe('a version document', () => {
  it('is read in each of its three forms', () => {
    const one = { id: 'v3.14' };
    for (const body of [{ versions: [one] }, { versions: { values: [one] } }, { version: one }]) {
      expect(readVersions(body)?.map((offer) => offer.id)).to.deep.equal(['v3.14']);
    }
  });

  it('is told from anything else', () => {
    for (const body of [undefined, [], {}, { versions: 'v3' }, { error: {} }])
      expect(readVersions(body)).to.equal(undefined);
  });

  it('fits when it offers what we speak', () => {
    expect(chooseVersion(SERVICES.network, [{ id: 'v2.0' }])).to.deep.equal({ answer: 'fits' });
    expect(chooseVersion(SERVICES.image, [{ id: 'v2.15' }, { id: 'v2.0' }])).to.deep.equal({ answer: 'fits' });
  });

  it('does not fit when it offers something else, and says what', () => {
    expect(chooseVersion(SERVICES.network, [{ id: 'v3.0' }])).to.deep.equal({
      answer: 'misfit',
      says: 'offers v3.0; Troika speaks v2.0',
    });
  });

  it('gives the wanted microversion, or the newest there is, and never less than the evidence needs', () => {
    const nova = (version: string) =>
      chooseVersion(SERVICES.compute, [
        { id: 'v2.0', version: '' },
        { id: 'v2.1', version },
      ]);
    expect(nova('2.93')).to.deep.equal({ answer: 'fits', microversion: 'compute 2.72' });
    expect(nova('2.64')).to.deep.equal({ answer: 'fits', microversion: 'compute 2.64' });
    expect(nova('2.100')).to.deep.equal({ answer: 'fits', microversion: 'compute 2.72' });
    expect(nova('2.9')).to.include({ answer: 'misfit' });
    expect(nova('')).to.include({ answer: 'misfit' });
  });
});
