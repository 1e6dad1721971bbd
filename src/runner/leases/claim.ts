import { hasCome } from '../../admission/mayClean.ts';
import { addressOf } from '../../admission/places.ts';
import type { BookView, Slot, Ticket, TicketText } from '../../admission/ticket.ts';
import { wardenAt, type Cause } from '../../admission/warden.ts';
import { NO_DEMAND } from '../../model/demand.ts';
import { TroikaError } from '../../model/error.ts';
import { CloudError } from '../../openstack/cloudError.ts';
import { deadIn } from './dead.ts';
import { hold, type Holding } from './holding.ts';
import { lookAt } from './look.ts';
import { makeTicket, removeTicket } from './ticketDeeds.ts';
import type { WardenTools } from './wardenTools.ts';

/**
 * Claims the warden's place. Without a port to be had a warden goes on without: the place only saves others the same work.
 * @throws TroikaError refused when another has come already; broken when nobody can say whether the claim was made
 */
export async function claim(
  victim: Ticket,
  slot: Slot,
  cause: Cause,
  tools: WardenTools,
  signal: AbortSignal,
): Promise<Holding | undefined> {
  const { session, book, steady, clock } = tools;
  const text: TicketText = {
    cluster: victim.cluster,
    demand: NO_DEMAND,
    queuedAt: session.now().getTime(),
    ttlSeconds: tools.ttlSeconds,
    beat: 0,
    controllers: 'none',
    holder: tools.holder,
    victim: victim.id,
    ...(tools.process === undefined ? {} : { process: tools.process }),
  };
  const sentAt = steady();
  let made;
  try {
    made = await makeTicket(session, book, addressOf({ is: 'warden', slot }), text);
  } catch (error) {
    if (cause !== 'demanded' && error instanceof CloudError && error.class === 'quota') return undefined;
    throw error;
  }
  if (typeof made === 'object') return hold({ id: made.id, text, sentAt, book }, tools);
  const view = made === 'taken' ? await lookAt(session, book) : await lookForLate(slot, sentAt, tools, signal);
  const there = wardenAt(view, slot);
  const isOwn = there?.queuedAt === text.queuedAt && there.holder === text.holder && there.victim === victim.id;
  if (isOwn) return hold({ id: there.id, text, sentAt, book }, tools);
  if (made === 'none' && there === undefined)
    throw new TroikaError('broken', "the request for a warden's place was not answered", { class: 'timeout' });
  // One that died at work has left no notice: only its ticket is in the way.
  const died = there !== undefined && there.blocked === undefined && (await deadIn(view))(there);
  if (died && (await removeTicket(session, there.id, clock))) return claim(victim, slot, cause, tools, signal);
  const { why, hint } = hasCome(there, victim.cluster, { cloud: session.named });
  throw new TroikaError('refused', why, { hint });
}

/**
 * Looks who stands at a warden's place, for as long as a claim that was not answered may still come: its ticket would keep
 * everybody away, and nobody would know it for his.
 * @param sentAt when it was sent, by the steady clock
 * @throws CloudError when the last look failed; the signal's reason
 */
async function lookForLate(slot: Slot, sentAt: number, tools: WardenTools, signal: AbortSignal): Promise<BookView> {
  const { session, book, steady, clock, times } = tools;
  for (;;) {
    const last = steady() - sentAt >= times.longestRequest;
    const view = await lookAt(session, book, signal).catch((error: unknown) => {
      if (last || signal.aborted) throw error;
      return undefined;
    });
    if (view !== undefined && (last || wardenAt(view, slot) !== undefined)) return view;
    await clock.sleep(Math.min(times.look, times.longestRequest / 4), signal);
  }
}
