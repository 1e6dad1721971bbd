import { expect } from 'chai';
import { PROGRAM_NAMES } from '../../src/model/programName.ts';
import { PINS, pinsOf, unfit } from '../../src/programs/pins.ts';

describe('The pinned programs', () => {
  it('have each a version, a module and a checksum of Go, and no two are kept under one name', () => {
    for (const name of PROGRAM_NAMES) expect(pinsOf(name), name).to.not.deep.equal([]);
    for (const { name, version, moduleVersion, sum } of PINS) {
      expect(version, name).to.match(/^v\d+\.\d+\.\d+$/);
      expect(moduleVersion, name).to.match(/^v\d+\.\d+\.\d+$/);
      // 32 bytes in base64.
      expect(sum, name).to.match(/^h1:[A-Za-z0-9+/]{43}=$/);
    }
    const kept = PINS.map(({ name, version }) => `${name}-${version}`);
    expect(kept).to.deep.equal([...new Set(kept)]);
  });

  it('are chosen by the minor version of Kubernetes where they belong to one', () => {
    expect(pinsOf('e2e.test', 'v1.34.1').map(({ version }) => version)).to.deep.equal(['v1.34.4']);
    expect(pinsOf('ginkgo', '1.34').map(({ version }) => version)).to.deep.equal(['v2.21.0']);
    expect(pinsOf('e2e.test', 'v1.3.4')).to.deep.equal([]);
    expect(pinsOf('sonobuoy', 'v1.3.4')).to.have.length(1);
  });

  it('fit a cluster of the same minor version, and say which two do not', () => {
    expect(unfit('e2e.test', 'v1.34.4', 'v1.34.1+rke2r1')).to.equal(undefined);
    expect(unfit('e2e.test', 'v1.34.4', 'v1.33.9')).to.equal(
      'e2e.test is of Kubernetes v1.34.4, and the cluster of v1.33.9: their minor versions must be the same',
    );
    // A version that says nothing fits nothing.
    expect(unfit('e2e.test', 'unknown', 'unknown')).to.include('unknown');
  });
});
