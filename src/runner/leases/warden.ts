import { hasCome } from '../../admission/mayClean.ts';
import { addressOf } from '../../admission/places.ts';
import type { Slot, Ticket, TicketText } from '../../admission/ticket.ts';
import { wardenAt, wardenStep, type Cause, type WardenState } from '../../admission/warden.ts';
import { NO_DEMAND } from '../../model/demand.ts';
import { TroikaError } from '../../model/error.ts';
import { hasEnded } from '../../io/processes.ts';
import { toType } from '../../model/toType.ts';
import type { ProcessMark } from '../../model/processMark.ts';
import type { Finding } from '../../model/verdict.ts';
import { CloudError } from '../../openstack/cloudError.ts';
import { deadIn } from './dead.ts';
import { hold, type Holding } from './holding.ts';
import { lookAt } from './look.ts';
import type { Book, BookTools } from './parts.ts';
import { makeTicket, removeTicket } from './ticketDeeds.ts';

export interface WardenTools extends BookTools {
  readonly book: Book;
  readonly holder: string;
  readonly process: ProcessMark | undefined;
  /**
   * Ends whatever goes on reconciling the victim's cluster.
   * @returns undefined, or why it cannot be done, and what to do first: then the slot stays blocked
   */
  silence(victim: Ticket): Promise<string | undefined>;
  /** Removes what is the victim's cluster's; what hinders the proof that nothing is left, or nothing. */
  clean(victim: Ticket, warden: Holding | undefined, signal: AbortSignal): Promise<readonly Finding[]>;
  says(what: string): Promise<void>;
}

/**
 * Takes a slot over from a run that is dead or must go: removes what its cluster left, proves it gone, frees the slot.
 * @returns why it left the slot to somebody else; undefined when it freed it
 * @throws TroikaError when the slot stays: another warden is at work, the controllers live on, something would not go
 */
export async function takeOver(
  victim: Ticket,
  slot: Slot,
  cause: Cause,
  tools: WardenTools,
  signal: AbortSignal,
): Promise<string | undefined> {
  let state: WardenState = { slot, victim: victim.id, cause };
  let own: Holding | undefined;
  let stays = false;
  let told = '';
  const { session, book, steady, clock, times } = tools;
  const release = toType(`lease release ${victim.cluster} --yes`, { cloud: session.named });
  try {
    for (;;) {
      signal.throwIfAborted();
      const view = await lookAt(session, book, signal);
      const dead = state.cause === 'silent' ? await deadIn(view) : () => true;
      const step = wardenStep(state, view, own?.id, dead, steady(), times);
      switch (step.do) {
        case 'leave':
          return step.why;
        case 'claim':
          own = await claim(victim, slot, cause, tools);
          state = { ...state, claimedAt: steady() };
          break;
        case 'wait': {
          const what = step.why === 'trust' ? 'its holder may still trust it' : 'late requests of it may still land';
          if (told !== what) await tools.says(`${Math.ceil(step.ms / 1000)} s more, in which ${what}`);
          told = what;
          await clock.sleep(step.why === 'trust' ? Math.min(step.ms, times.look) : step.ms, signal);
          // A holder that hears of its warden stops; where its end can be proved, nobody trusts the ticket any more.
          if (step.why === 'trust' && victim.process !== undefined && (await hasEnded(victim.process)))
            state = { ...state, cause: 'ended' };
          break;
        }
        case 'silence': {
          const hindrance = await tools.silence(victim);
          if (hindrance !== undefined) {
            stays = true;
            throw await blocked(`its controllers are alive: ${hindrance}`, own, `Then: ${release}`);
          }
          state = { ...state, silenced: true };
          break;
        }
        case 'clean':
        case 'lookAgain': {
          if (step.do === 'clean') await tools.says('what it left is being removed');
          const begunAt = steady();
          const findings = await tools.clean(victim, own, signal);
          if (findings.length > 0) {
            stays = !signal.aborted;
            throw await blocked(findings.map((finding) => finding.why).join('; '), own);
          }
          state = step.do === 'clean' ? { ...state, goneAt: begunAt } : { ...state, goneAgainAt: begunAt };
          break;
        }
        case 'freeSlot':
          own?.check();
          if (!(await removeTicket(session, victim.id, clock)))
            throw new TroikaError('broken', `the ticket of ${victim.cluster} would not go`, { class: 'provision' });
          return undefined;
      }
    }
  } finally {
    own?.end();
    // A warden that could not do it leaves its ticket as a notice, until its own silence lets the next one try.
    if (own !== undefined && !stays) await removeTicket(session, own.id, clock);
  }
}

/** Claims the warden's place. Without a port to be had it goes on without: the place only saves others the same work. */
async function claim(victim: Ticket, slot: Slot, cause: Cause, tools: WardenTools): Promise<Holding | undefined> {
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
  if (made === 'taken' || made === 'none') {
    const view = await lookAt(session, book);
    const there = wardenAt(view, slot);
    const isOwn = there?.queuedAt === text.queuedAt && there.holder === text.holder && there.victim === victim.id;
    if (isOwn) return hold({ id: there.id, text, sentAt, book }, tools);
    // One that died at work has left no notice: only its ticket is in the way.
    const died = there !== undefined && there.blocked === undefined && (await deadIn(view))(there);
    if (died && (await removeTicket(session, there.id, clock))) return claim(victim, slot, cause, tools);
    const { why, hint } = hasCome(there, victim.cluster, { cloud: session.named });
    throw new TroikaError('refused', why, { hint });
  }
  return hold({ id: made.id, text, sentAt, book }, tools);
}

/** @param hint for whoever reads it here: on the ticket it would name a cloud as others may not call it */
async function blocked(why: string, own: Holding | undefined, hint?: string): Promise<TroikaError> {
  await own?.write({ blocked: why }).catch(() => undefined);
  return new TroikaError('broken', why, { class: 'provision', ...(hint === undefined ? {} : { hint }) });
}
