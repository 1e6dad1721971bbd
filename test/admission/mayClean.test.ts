import { expect } from 'chai';
import { mayClean } from '../../src/admission/mayClean.ts';
import type { Ticket } from '../../src/admission/ticket.ts';
import { NO_DEMAND } from '../../src/model/demand.ts';

const NOW = 1_800_000_000_000;

const HELD: Ticket = {
  id: 'p1',
  cluster: 'tabcdefghia',
  place: { is: 'slot', slot: 2 },
  demand: NO_DEMAND,
  queuedAt: NOW,
  bornAt: NOW,
  touchedAt: NOW - 12_000,
  ttlSeconds: 900,
  beat: 3,
  controllers: 'none',
  holder: 'alice',
};
const KEPT: Ticket = { ...HELD, keptUntil: NOW + 1000 };

function answer(ticket: Ticket, demand: 'none' | 'kept' | 'held', known: { ended?: true; dead?: true } = {}): string {
  const may = mayClean(ticket, { ended: known.ended === true, dead: known.dead === true, demand }, NOW);
  return may.do === 'takeOver' ? `${may.cause} in slot ${may.slot}` : `${may.why}. ${may.hint}`;
}

describe('a clean-up that comes upon a lease', () => {
  it('of a living holder refuses, unless its going is demanded: then it waits until nobody trusts it', () => {
    for (const demand of ['none', 'kept'] as const)
      expect(answer(HELD, demand)).to.match(/held by alice, heard from 12 s ago\. .*troika lease release tabcdefghia/);
    expect(answer(HELD, 'held')).to.equal('demanded in slot 2');
  });

  it('of a dead or ended one takes it over', () => {
    for (const demand of ['none', 'kept', 'held'] as const) {
      expect(answer(HELD, demand, { dead: true })).to.equal('silent in slot 2');
      expect(answer(HELD, demand, { ended: true })).to.equal('ended in slot 2');
    }
  });

  it('of a kept one refuses unless that is meant, and then waits for no trust: whoever keeps a cluster has none', () => {
    expect(answer(KEPT, 'none', { ended: true })).to.match(/kept by alice until .*troika down tabcdefghia --yes/);
    expect(answer(KEPT, 'kept')).to.equal('ended in slot 2');
  });

  it('of one whose time is over is like one of any dead', () => {
    expect(answer({ ...HELD, keptUntil: NOW }, 'none', { dead: true })).to.equal('silent in slot 2');
  });

  it('of a ticket without a slot has nothing to take', () => {
    expect(answer({ ...HELD, place: { is: 'turnstile' } }, 'held')).to.include('holds no slot');
  });
});
