import { expect } from 'chai';
import type { Remains } from '../../src/forceclean/sweep.ts';
import { sweepFile, type SweepView } from '../../src/report/sweepSchema.ts';
import { sweepText } from '../../src/report/sweepText.ts';
import type { SweepLook } from '../../src/runner/sweepSeen.ts';
import { sweepView } from '../../src/runner/sweepView.ts';
import { createWorld, type Fields } from '../forceclean/world.ts';

const [A, B, C] = ['tdeadrun22a', 'tdeadrun33a', 'tdeadrun44a'] as const;
const AT = Date.parse('2026-11-25T12:00:00Z');
const TASK = { cloud: 'test', projectId: 'p1', olderThanSeconds: 3600, limit: 2 };

describe('What a sweep makes of two looks', () => {
  const network = (id: string, more: Fields = {}) => createWorld().put('network', { id, ...more });
  const remains = (id: string, createdAt: string): Remains => ({
    ours: [network(id, { createdAt })],
    doubtful: [],
    because: 'a text',
  });
  const OLD = new Map([
    [A, remains('a', '2026-11-25T09:00:00Z')],
    [B, remains('b', '2026-11-25T07:00:00Z')],
    [C, remains('c', '2026-11-25T08:00:00Z')],
  ]);

  const look = (more: Partial<SweepLook> = {}): SweepLook => ({
    at: AT,
    book: undefined,
    remains: OLD,
    holds: new Map(),
    unclaimed: [],
    bookRemains: [],
    notLookedAt: [],
    items: new Set(),
    ...more,
  });

  const seen = (first: SweepLook, second: SweepLook): SweepView => sweepView(first, second, TASK);

  it('is the dead, the longest dead first, as many of them next as the limit says', () => {
    const { dead } = seen(look(), look());
    expect(dead.map((one) => [one.cluster, one.next])).to.deep.equal([
      [B, true],
      [C, true],
      [A, false],
    ]);
    expect(dead[0]).to.include({ resources: 1, undecided: 0, newestAt: '2026-11-25T07:00:00.000Z' });
  });

  it('spares whom anybody held at either look', () => {
    const held = look({ holds: new Map([[A, { why: 'held by alice' }]]) });
    for (const view of [seen(held, look()), seen(look(), held)]) {
      expect(view.spared).to.deep.equal([{ cluster: A, why: 'held by alice', hint: null }]);
      expect(view.dead.map((one) => one.cluster)).to.deep.equal([B, C]);
    }
  });

  it('says nothing of what went between the looks', () => {
    const view = seen(look(), look({ remains: new Map() }));
    expect([view.dead, view.spared]).to.deep.equal([[], []]);
  });

  it('takes for the remains of a lease book only what both looks showed, as it was', () => {
    const [same, before, after, late] = [
      network('same', { revision: 1 }),
      network('changed', { revision: 1 }),
      network('changed', { revision: 2 }),
      network('late', { revision: 1 }),
    ];
    const view = seen(look({ bookRemains: [same, before] }), look({ bookRemains: [same, after, late] }));
    expect(view.bookRemains.map((one) => one.id)).to.deep.equal(['same']);
  });

  it('is told to people on lines of their own, whatever texts stand in the cloud', () => {
    const loose = createWorld().put('volume', { name: 'a\n\u001b[2Jb', facts: { sizeGiB: 7 } });
    const text = sweepText(
      seen(
        look(),
        look({ unclaimed: [{ resource: loose, says: 'x' }], holds: new Map([[A, { why: 'h', hint: 'do' }]]) }),
      ),
    );
    expect(text).to.include(`volume a [2Jb (${loose.id}), 7 GiB, made 2026-11-23T11:00:00Z: x`);
    expect(text).to.match(new RegExp(`^LEFT ALONE\n${A}  h\n  do$`, 'm'));
    expect(text).to.match(new RegExp(`^${B}  1 resource: 1 network$`, 'm'));
    expect(text).to.not.include('\u001b');
  });

  it('fits the shape that programs are told', () => {
    const rest = { plans: [], clusters: [], findings: [], verdict: 'passed' };
    expect(sweepFile.parse({ ...seen(look(), look()), ...rest }).version).to.equal(1);
    expect(() => sweepFile.parse({ ...seen(look(), look()), ...rest, more: 1 })).to.throw();
  });
});
