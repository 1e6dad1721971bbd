import { expect } from 'chai';
import { APART_MS, judgeDead, type Judged, type Remains } from '../../src/forceclean/sweep.ts';
import type { Resource } from '../../src/model/resource.ts';
import { createWorld, type Fields } from './world.ts';

const DEAD = 'tdeadrun22a';
const HOUR = 3_600_000;
const AT = Date.parse('2026-11-23T18:00:00Z');

describe('Whether a sweep takes a cluster for dead', () => {
  /** A network and a keypair, which tells no time, made seven hours before the second look. */
  function resources(change: Fields = {}): readonly [Resource, Resource] {
    const world = createWorld();
    return [
      world.put('network', { createdAt: '2026-11-23T11:00:00Z', tags: ['a', 'b'], ...change }),
      world.put('keypair', { name: 'key', ...{ createdAt: '' } }),
    ];
  }

  const seen = (ours: readonly Resource[], doubtful: readonly Resource[] = []): Remains => ({
    ours,
    doubtful,
    because: 'a text',
  });

  /** The judgement of what looks the same twice, with what is changed here. */
  function judged(
    more: {
      cluster?: string;
      hold?: { why: string; hint?: string };
      first?: Remains | undefined;
      second?: Remains;
      olderThan?: number;
    } = {},
  ): Judged {
    const same = seen(resources());
    const looks = { first: 'first' in more ? more.first : same, second: more.second ?? same };
    return judgeDead(more.cluster ?? DEAD, more.hold, looks, AT, more.olderThan ?? 6 * HOUR);
  }

  const why = (one: Judged): string => (one.is === 'spared' ? one.why : 'it is dead');

  it('is so when nobody holds it, all of it is old, and two looks show the same', () => {
    expect(judged()).to.deep.equal({ is: 'dead', newest: Date.parse('2026-11-23T11:00:00Z') });
  });

  it('asks for two looks three minutes apart', () => expect(APART_MS).to.equal(180_000));

  it('spares what somebody holds, and says who and what to do', () => {
    expect(judged({ hold: { why: 'held by alice', hint: 'ask her' } })).to.deep.equal({
      is: 'spared',
      why: 'held by alice',
      hint: 'ask her',
    });
  });

  for (const word of ['translation', 'treasurehat', 'testcluster']) {
    it(`spares ${word}, which a person may have chosen, and says how to clean it by name`, () => {
      const one = judged({ cluster: word });
      expect(why(one)).to.include('may be a word');
      expect(one).to.have.property('hint').that.includes(`troika forceclean --cluster ${word}`);
    });
  }

  it('spares what is not of the form of a run’s name', () => {
    for (const name of ['prod-1', 'team22', 'Tdeadrun22a', 'tdeadrun22ab', '']) {
      expect(judged({ cluster: name }).is, name).to.equal('spared');
    }
  });

  it('spares all of it while any of it is young, what is doubtful too', () => {
    const [old] = resources();
    const young = createWorld().put('volume', { name: 'data', createdAt: '2026-11-23T12:00:01Z' });
    expect(why(judged({ first: seen([old, young]), second: seen([old, young]) }))).to.match(
      /too young: volume .* was made 2026-11-23T12:00:01Z$/,
    );
    expect(why(judged({ first: seen([old], [young]), second: seen([old], [young]) }))).to.include('too young');
    expect(judged({ first: seen([old, young]), second: seen([old, young]), olderThan: 5 * HOUR }).is).to.equal('dead');
  });

  it('spares what tells no time at all', () => {
    const timeless = createWorld().put('keypair', { name: 'key', createdAt: '' });
    expect(why(judged({ first: seen([timeless]), second: seen([timeless]) }))).to.include('nobody knows how old');
  });

  it('spares what the first look did not show', () => {
    const [network, keypair] = resources();
    expect(why(judged({ first: undefined }))).to.include('was not there at the first look');
    expect(why(judged({ first: seen([network]), second: seen([network, keypair]) }))).to.include('keypair key was not');
  });

  it('spares what of it went between the looks', () => {
    const [network, keypair] = resources();
    expect(why(judged({ first: seen([network, keypair]), second: seen([network]) }))).to.include('keypair key is gone');
  });

  it('spares what a run hands over, with the copies and attachments that hang on it', () => {
    const world = createWorld();
    const createdAt = '2026-11-23T11:00:00Z';
    const volume = world.put('volume', { name: 'pvc-0a4b1352-9dc6-4ebd-8e6a-54d94d656bc1', createdAt });
    const hanging = [
      world.put('snapshot', { createdAt, rel: { volume } }),
      world.put('volumeAttachment', { createdAt, rel: { volume } }),
    ];
    const left = seen([volume, ...hanging]);
    expect(why(judged({ first: left, second: left }))).to.include('how a run leaves what it hands over');
    const more = seen([volume, ...hanging, ...resources()]);
    expect(judged({ first: more, second: more }).is).to.equal('dead');
  });

  for (const [what, change] of [
    ['a status', { status: 'DOWN' }],
    ['a time of change', { updatedAt: '2026-11-23T17:59:00Z' }],
    ['a revision', { revision: 9 }],
    ['a tag', { tags: ['a'] }],
    ['a fact', { facts: { external: true } }],
    ['metadata', { metadata: { a: 'b' } }],
    ['a link', { plain: [{ rel: 'route', kind: 'port', id: '10.0.0.1' }] }],
  ] as const) {
    it(`spares what changed ${what} between the looks`, () => {
      const one = judged({ first: seen([resources()[0]]), second: seen([resources(change)[0]]) });
      expect(why(one)).to.include('has changed since the first look');
    });
  }

  it('does not take another order of tags, links or resources for a change', () => {
    const [network, keypair] = resources();
    const links = [
      { rel: 'route', kind: 'port', id: 'a' },
      { rel: 'route', kind: 'port', id: 'b' },
    ] as const;
    const before = { ...network, links };
    const now = { ...network, tags: ['b', 'a'], links: [...links].reverse() };
    expect(judged({ first: seen([before, keypair]), second: seen([keypair, now]) }).is).to.equal('dead');
  });

  it('spares a name that nothing proved bears', () => {
    expect(why(judged({ first: seen([], resources()), second: seen([], resources()) }))).to.include(
      'nothing of it is proved',
    );
  });

  it('spares volumes behind claims of which nothing else is left: a run may have handed them over', () => {
    const claimed = { description: 'Created by OpenStack Cinder CSI driver', createdAt: '2026-11-23T11:00:00Z' };
    const world = createWorld();
    const volume = world.put('volume', claimed);
    const snapshot = world.put('snapshot', { ...claimed, rel: { volume } });
    const root = world.put('volume', { ...claimed, description: 'Root volume for it' });
    const left = seen([volume, snapshot]);
    const one = judged({ first: left, second: left });
    expect(why(one)).to.include('hands over');
    expect(one).to.have.property('hint').that.includes(`troika forceclean --cluster ${DEAD}`);
    const more = seen([volume, snapshot, root]);
    expect(judged({ first: more, second: more }).is).to.equal('dead');
  });
});
