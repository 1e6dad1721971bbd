import { expect } from 'chai';
import fc from 'fast-check';
import { leaseTimes } from '../../src/admission/times.ts';
import { confirmed, held, isSilent, seenIn, takerIn, trustAt, type Trust } from '../../src/admission/trust.ts';
import { slot, ticket, TURNSTILE, view, WAITING, wardenOf } from './tickets.ts';

const TIMES = leaseTimes();
const moment = fc.nat(2_000_000);
const trust: fc.Arbitrary<Trust> = fc.oneof(moment.map(held), fc.constant<Trust>({ is: 'lost', why: 'a reason' }));

describe('trustAt', () => {
  it('holds until the time of trust is over, and not one millisecond longer', () => {
    expect(trustAt(held(500), 500 + TIMES.trust - 1, TIMES)).to.deep.equal(held(500));
    expect(trustAt(held(500), 500 + TIMES.trust, TIMES)).to.deep.equal({
      is: 'lost',
      why: 'nothing was heard from the lease book for 360 s',
    });
  });

  it('keeps the first reason of a loss', () => {
    expect(trustAt({ is: 'lost', why: 'its ticket is gone' }, 9_999_999, TIMES)).to.deep.equal({
      is: 'lost',
      why: 'its ticket is gone',
    });
  });

  it('never comes back', () => {
    fc.assert(
      fc.property(trust, moment, moment, (known, one, another) => {
        const [earlier, later] = [Math.min(one, another), Math.max(one, another)];
        if (trustAt(known, earlier, TIMES).is === 'lost')
          expect(trustAt(known, later, TIMES).is, 'later').to.equal('lost');
      }),
    );
  });
});

describe('confirmed', () => {
  it('counts from the sending, however late the answer comes', () => {
    expect(confirmed(held(0), 1000, TIMES.trust - 1, TIMES)).to.deep.equal(held(1000));
  });

  it('comes too late when the trust is over', () => {
    expect(confirmed(held(0), 1000, TIMES.trust, TIMES).is).to.equal('lost');
  });

  it('does not go back when two answers come out of turn', () => {
    expect(confirmed(held(2000), 1000, 3000, TIMES)).to.deep.equal(held(2000));
  });

  it('revives nothing, and never trusts longer than from its sending', () => {
    fc.assert(
      fc.property(trust, moment, moment, (known, sentAt, now) => {
        const next = confirmed(known, sentAt, now, TIMES);
        if (known.is === 'lost') expect(next).to.deep.equal(known);
        if (known.is === 'held' && next.is === 'held') expect(next.since).to.equal(Math.max(known.since, sentAt));
      }),
    );
  });
});

describe('seenIn', () => {
  it('is content with a ticket that stands, wherever', () => {
    expect(seenIn(held(0), view(ticket('a', slot(1)), ticket('b', slot(2))), 'a')).to.deep.equal(held(0));
  });

  it('is lost when the ticket is gone', () => {
    expect(seenIn(held(0), view(ticket('b', slot(1))), 'a')).to.deep.equal({ is: 'lost', why: 'its ticket is gone' });
  });

  it('is lost when a warden has come for it, and says whose', () => {
    const warden = ticket('w', wardenOf(1), { victim: 'a', holder: 'an operator' });

    expect(seenIn(held(0), view(ticket('a', slot(1)), warden), 'a')).to.deep.equal({
      is: 'lost',
      why: 'it was taken over by an operator',
    });
  });

  it('is lost when it stands no longer in the slot it was granted: nobody counts what was promised to it', () => {
    const lost = { is: 'lost', why: 'its ticket was moved out of slot 1' };
    for (const place of [slot(2), TURNSTILE, WAITING, { is: 'nowhere' } as const])
      expect(seenIn(held(0), view(ticket('a', place), ticket('b', slot(1))), 'a', 1), place.is).to.deep.equal(lost);
    expect(seenIn(held(0), view(ticket('a', slot(1))), 'a', 1)).to.deep.equal(held(0));
  });

  it('does not mind a warden that came for somebody else', () => {
    const warden = ticket('w', wardenOf(1), { victim: 'earlier' });

    expect(seenIn(held(0), view(ticket('a', slot(1)), warden), 'a')).to.deep.equal(held(0));
  });

  it('keeps the first reason of a loss', () => {
    expect(seenIn({ is: 'lost', why: 'first' }, view(), 'a')).to.deep.equal({ is: 'lost', why: 'first' });
  });
});

describe('takerIn', () => {
  const warden = ticket('w', wardenOf(1), { victim: 'a', holder: 'an operator' });
  const next = ticket('b', slot(1), { holder: 'bob', cluster: 'tnextnextna' });

  it('names the warden, whether the ticket is still there or not', () => {
    for (const seen of [view(ticket('a', slot(1)), warden), view(warden), view(warden, next)])
      expect(takerIn(seen, 'a', 1)).to.equal('it was taken over by an operator');
  });

  it('names who holds the slot when the warden is gone', () => {
    expect(takerIn(view(next), 'a', 1)).to.equal('its slot is held by bob now, for tnextnextna');
  });

  it('names nobody where the book does not tell', () => {
    for (const seen of [view(), view(ticket('a', slot(1))), view(ticket('b', slot(2)))])
      expect(takerIn(seen, 'a', 1)).to.equal(undefined);
    expect(takerIn(view(next), 'a', undefined)).to.equal(undefined);
  });
});

describe('isSilent', () => {
  const touched = (at: number, keptUntil?: number) =>
    ticket('a', slot(1), { touchedAt: at, ttlSeconds: 90, ...(keptUntil === undefined ? {} : { keptUntil }) });
  const { silent } = leaseTimes(90);

  it('goes by the time to live on the ticket, not by that of who looks', () => {
    expect(isSilent(touched(0), silent - 1, leaseTimes)).to.equal(false);
    expect(isSilent(touched(0), silent, leaseTimes)).to.equal(true);
  });

  it('does not take a kept cluster for dead before its time', () => {
    expect(isSilent(touched(0, silent + 500), silent + 499, leaseTimes)).to.equal(false);
    expect(isSilent(touched(0, silent + 500), silent + 500, leaseTimes)).to.equal(true);
  });

  it('lets nobody take for dead what its holder may trust, whatever the time to live', () => {
    const ttl = fc.integer({ min: 15, max: 7200 });
    fc.assert(
      fc.property(ttl, moment, moment, fc.nat(1999), (ttlSeconds, sentAt, later, rounded) => {
        const own = leaseTimes(ttlSeconds);
        const now = sentAt + later;
        // The write was executed at its sending or after it; the cloud's whole seconds may hide most of two.
        const seen = ticket('a', slot(1), { ttlSeconds, touchedAt: sentAt - rounded });
        if (trustAt(held(sentAt), now, own).is === 'held') expect(isSilent(seen, now, leaseTimes)).to.equal(false);
      }),
    );
  });
});
