import { expect } from 'chai';
import { isMarkedRetain, markedClaim, retainMarks } from '../../src/creators/retainMarks.ts';
import { recognise } from '../../src/creators/recognise.ts';
import type { Kind, Resource } from '../../src/model/resource.ts';

const CLAIM = { namespace: 'shop', name: 'data-0' };
const NAMES = { cluster: 'tabcdefghia', namespaces: ['shop'], prefix: 'tabcdefghia' };

function bearing(metadata: Readonly<Record<string, string>>, kind: Kind = 'volume'): Resource {
  const common = { id: 'v', name: '', projectId: 'p', status: '', tags: [], links: [], facts: {} };
  return { ...common, kind, metadata };
}

describe('the marks of what is to be retained', () => {
  it('are two, and read as they were written', () => {
    expect(retainMarks(CLAIM)).to.deep.equal({ 'troika-reclaim': 'Retain', 'troika-claim': 'shop/data-0' });
    expect(isMarkedRetain(bearing(retainMarks(CLAIM)))).to.equal(true);
    expect(markedClaim(bearing(retainMarks(CLAIM)))).to.deep.equal(CLAIM);
  });

  it('fit Cinder: a claim whose name is too long is left out, and what is to become of it stands', () => {
    const long = { namespace: 'n'.repeat(63), name: 'c'.repeat(253) };
    expect(retainMarks(long)).to.deep.equal({ 'troika-reclaim': 'Retain' });
    const longest = { namespace: 'n'.repeat(63), name: 'c'.repeat(191) };
    expect(markedClaim(bearing(retainMarks(longest)))).to.deep.equal(longest);
  });

  it('count on volumes and copies of them, and on nothing else', () => {
    for (const kind of ['volume', 'snapshot', 'backup'] as const)
      expect(isMarkedRetain(bearing(retainMarks(CLAIM), kind)), kind).to.equal(true);
    for (const kind of ['server', 'volumeAttachment', 'container'] as const)
      expect(isMarkedRetain(bearing(retainMarks(CLAIM), kind)), kind).to.equal(false);
  });

  for (const value of ['Delete', 'retain', 'Retained', ' Retain', ''])
    it(`are not what “${value}” says`, () =>
      expect(isMarkedRetain(bearing({ 'troika-reclaim': value }))).to.equal(false));

  for (const value of ['data-0', '/data-0', 'shop/', 'a/b/c', ''])
    it(`name no claim as “${value}”`, () =>
      expect(markedClaim(bearing({ 'troika-claim': value }))).to.equal(undefined));

  it('are no creator’s text: nothing is known by them', () => {
    for (const kind of ['volume', 'snapshot', 'backup'] as const)
      expect(
        recognise(bearing(retainMarks({ namespace: 'tabcdefghia', name: 'tabcdefghia' }), kind), NAMES),
      ).to.deep.equal([]);
  });
});
