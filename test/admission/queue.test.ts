import { expect } from 'chai';
import fc from 'fast-check';
import { emptyQueue, grant, grantedWith, head, join, leave } from '../../src/admission/queue.ts';
import { NO_DEMAND } from '../../src/model/demand.ts';

function line(slots: number, ...clusters: string[]) {
  return clusters.reduce((queue, cluster) => join(queue, cluster, NO_DEMAND), emptyQueue(slots));
}

describe('queue', () => {
  it('judges only the first who came, so that nobody overtakes', () => {
    expect(head(line(3, 'a', 'b'))?.cluster).to.equal('a');
    expect(head(grant(line(3, 'a', 'b')))?.cluster).to.equal('b');
  });

  it('has no head while all slots are taken', () => {
    expect(head(grant(grant(line(2, 'a', 'b', 'c'))))).to.equal(undefined);
  });

  it('gives a freed slot to the next', () => {
    const full = grant(grant(line(2, 'a', 'b', 'c')));

    const next = grant(leave(full, 'a'));

    expect(next.granted.map((entry) => [entry.cluster, entry.slot])).to.deep.equal([
      ['b', 2],
      ['c', 1],
    ]);
  });

  it('lets a waiting cluster go without a trace', () => {
    expect(head(leave(line(3, 'a', 'b'), 'a'))?.cluster).to.equal('b');
  });

  it('tells what each admitted cluster has made', () => {
    const [first] = grantedWith(grant(line(3, 'a')), () => ({ ...NO_DEMAND, ports: 4 }));

    expect(first?.made.ports).to.equal(4);
  });

  it('never has more clusters admitted than slots, nor two in one slot', () => {
    const move = fc.oneof(
      fc.constant('grant'),
      fc.constantFrom('a', 'b', 'c', 'd').map((name) => `leave ${name}`),
    );
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3 }), fc.array(move), (slots, moves) => {
        let queue = line(slots, 'a', 'b', 'c', 'd');
        for (const one of moves) queue = one === 'grant' ? grant(queue) : leave(queue, one.slice(6));
        const taken = queue.granted.map((entry) => entry.slot);
        expect(taken.length).to.be.at.most(slots);
        expect(new Set(taken).size).to.equal(taken.length);
        expect(taken.every((slot) => slot >= 1 && slot <= slots)).to.equal(true);
      }),
    );
  });
});
