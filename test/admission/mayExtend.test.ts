import { expect } from 'chai';
import { mayExtend, type MayExtend } from '../../src/admission/mayExtend.ts';
import type { Ticket } from '../../src/admission/ticket.ts';
import { leaseTimes } from '../../src/admission/times.ts';
import { NO_DEMAND } from '../../src/model/demand.ts';

const NOW = 1_800_000_000_000;
const HOUR = 3_600_000;
const times = leaseTimes();

const KEPT: Ticket = {
  id: 'p1',
  cluster: 'tabcdefghia',
  place: { is: 'slot', slot: 1 },
  demand: NO_DEMAND,
  queuedAt: NOW - HOUR,
  bornAt: NOW - HOUR,
  touchedAt: NOW - HOUR,
  ttlSeconds: 900,
  beat: 3,
  controllers: 'none',
  holder: 'alice',
  keptUntil: NOW + HOUR,
};

function asked(ticket: Ticket, milliseconds: number, others: readonly Ticket[] = []): MayExtend {
  return mayExtend(ticket, milliseconds, { at: NOW, tickets: [ticket, ...others], strangers: [] }, times);
}

function refusal(answer: MayExtend): string {
  return answer.do === 'refuse' ? answer.why : `extended to ${answer.until}`;
}

describe('the end of a kept lease', () => {
  it('may be moved to later, counted from now', () => {
    expect(asked(KEPT, 4 * HOUR)).to.deep.equal({ do: 'extend', until: NOW + 4 * HOUR });
  });

  it('may not be moved to earlier, or to where it is', () => {
    for (const ms of [HOUR, HOUR / 2]) expect(refusal(asked(KEPT, ms))).to.include('already, which is later');
  });

  it('may not be moved when a request could come too late for it', () => {
    const { longestRequest } = times;
    expect(asked({ ...KEPT, keptUntil: NOW + longestRequest }, HOUR).do).to.equal('extend');
    expect(refusal(asked({ ...KEPT, keptUntil: NOW + longestRequest - 1 }, HOUR))).to.include('too soon');
    expect(refusal(asked({ ...KEPT, keptUntil: NOW - 1 }, HOUR))).to.include('ended at');
  });

  it('may not be moved once a warden has come', () => {
    const warden: Ticket = { ...KEPT, id: 'p2', place: { is: 'warden', slot: 1 }, victim: 'p1', holder: 'bob' };
    expect(refusal(asked(KEPT, 4 * HOUR, [warden]))).to.include('bob has come');
    expect(asked(KEPT, 4 * HOUR, [{ ...warden, victim: 'p3' }]).do).to.equal('extend');
  });

  it('is there only where something is kept, in a slot', () => {
    const { keptUntil: _kept, ...held } = KEPT;
    expect(refusal(asked(held, HOUR))).to.include('is not kept');
    expect(refusal(asked({ ...KEPT, place: { is: 'waiting' } }, 4 * HOUR))).to.include('holds no slot');
  });
});
