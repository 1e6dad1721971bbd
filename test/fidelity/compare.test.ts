import { expect } from 'chai';
import { describe, it } from 'mocha';
import type { Item } from '../clusters/listing.ts';
import { compare } from './compare.ts';

const RULE = {
  ...{ direction: 'ingress', ethertype: 'IPv4', protocol: 'tcp', port_range_min: 80, port_range_max: 80 },
  ...{ description: '', remote_group_id: null, remote_ip_prefix: '10.0.0.0/8' },
};
const VOLUME = {
  name: 'pvc-{U}',
  description: 'd',
  metadata: { key: 'value' },
  encrypted: false,
  readers: { name: 'row' },
};

/** Lines in which the sides differ. */
function differing(collection: string, real: readonly Item[], footprint: readonly Item[]) {
  return compare({ [collection]: real }, { [collection]: footprint })
    .filter((line) => line.real !== line.footprint)
    .map(({ object, field, real: one, footprint: other }) => [object, field, one, other]);
}

describe('a comparison of two listings', () => {
  it('finds nothing between a listing and itself, and names who reads what', () => {
    const lines = compare({ volumes: [VOLUME] }, { volumes: [VOLUME] });
    expect(lines.filter((line) => line.real !== line.footprint)).to.deep.equal([]);
    expect(lines.map(({ field, reader }) => [field, reader])).to.deep.include.members([
      ['name', 'row'],
      ['metadata key', ''],
      ['1 more', ''],
    ]);
  });

  it('finds another description, another metadata value, and a field that services fill in', () => {
    const other = { ...VOLUME, description: 'e', metadata: { key: 'other', more: '1' }, encrypted: true };
    expect(differing('volumes', [VOLUME], [other])).to.deep.equal([
      ['pvc-{U}', 'description', 'd', 'e'],
      ['pvc-{U}', 'metadata key', 'value', 'other'],
      ['pvc-{U}', 'metadata more', undefined, '1'],
      ['pvc-{U}', 'encrypted', 'false', 'true'],
    ]);
  });

  it('tells null from empty', () => {
    expect(differing('servers', [{ name: 'a', description: null }], [{ name: 'a', description: '' }])).to.deep.equal([
      ['a', 'description', '(null)', '(empty)'],
    ]);
  });

  it('finds what one side lacks, also of two of one name', () => {
    const port = { name: 'p', device_owner: 'compute:nova' };
    expect(differing('ports', [port, port], [port])).to.deep.equal([
      ['p (2)', 'name', 'p', undefined],
      ['p (2)', 'device_owner', 'compute:nova', undefined],
    ]);
    expect(differing('routers', [], [{ name: 'r' }])).to.deep.equal([['r', 'name', undefined, 'r']]);
  });

  it('finds a rule too many, in whatever order they stand', () => {
    const group = (...rules: readonly Item[]): Item => ({ name: 'g', security_group_rules: rules });
    const other = { ...RULE, port_range_min: 443, port_range_max: 443 };
    expect(differing('security_groups', [group(RULE, other)], [group(other, RULE)])).to.deep.equal([]);
    expect(differing('security_groups', [group(RULE, RULE)], [group(RULE, other)])).to.deep.equal([
      ['g', 'rule', undefined, 'ingress IPv4 tcp 443, 10.0.0.0/8, (empty)'],
      ['g', 'rule', 'ingress IPv4 tcp 80, 10.0.0.0/8, (empty)', undefined],
    ]);
  });

  it('knows members by their pool, unnamed ports by their device, volumes by their claim', () => {
    const claimed = { ...VOLUME, metadata: { 'csi.storage.k8s.io/pvc/name': 'data' } };
    const listing = {
      members: [{ name: 'n', pool_id: 'pool a' }],
      ports: [{ name: '', device_owner: 'network:router_interface', device_id: 'router r' }],
      volumes: [claimed],
    };
    expect(new Set(compare(listing, listing).map((line) => line.object))).to.deep.equal(
      new Set(['n in pool a', 'network:router_interface of router r', 'pvc-{U} of claim data']),
    );
  });
});
