import { expect } from 'chai';
import { describe, it } from 'mocha';
import type { Line } from './compare.ts';
import { reasonFor } from './reasons.ts';

const TAGS: Line = {
  ...{ kind: 'server', object: '{C}-{S}-{S}', field: 'tags', reader: '' },
  ...{ real: 'troika-cluster={C}', footprint: '(none)' },
};
const CLAIM: Line = {
  ...{ kind: 'volume', object: 'pvc-{U}', field: 'metadata csi.storage.k8s.io/pvc/name' },
  ...{ real: 'data', footprint: 'data', reader: 'nobody' },
};
const MARK: Line = { ...CLAIM, field: 'metadata troika-reclaim', real: undefined, footprint: 'Retain', reader: '' };
const RULE: Line = { ...TAGS, kind: 'securityGroup', object: 'k8s-cluster-{C}-{C}-secgroup-worker', field: 'rule' };

describe('the reasons for a difference', () => {
  it('hold for what they are about', () => {
    expect(reasonFor('v2-minimal', TAGS)).to.include('spec.tags');
    expect(reasonFor('v1-r5', CLAIM)).to.include('user’s own words');
    expect(reasonFor('v1-r6', MARK)).to.include('no controller writes them');
    expect(reasonFor('v2-minimal', RULE)).to.include('allowAllInClusterTraffic');
  });

  it('hold for nothing that stands beside it', () => {
    const others: readonly (readonly [Parameters<typeof reasonFor>[0], Line])[] = [
      ['v2-scs2', TAGS],
      ['v2-minimal', { ...TAGS, real: 'troika-cluster={C}; other' }],
      ['v2-minimal', { ...TAGS, real: '(none)', footprint: 'troika-cluster={C}' }],
      ['v1-r5', { ...CLAIM, footprint: 'other' }],
      ['v1-r5', { ...CLAIM, field: 'metadata cinder.csi.openstack.org/cluster' }],
      ['v1-r6', { ...MARK, real: 'Retain', footprint: undefined }],
      ['v2-scs2', RULE],
      ['v2-minimal', { ...RULE, object: 'lb-sg-{U}-default-web' }],
    ];
    expect(others.map(([name, line]) => reasonFor(name, line))).to.deep.equal(others.map(() => undefined));
  });
});
