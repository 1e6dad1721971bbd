import type { Slot, Ticket } from '../../admission/ticket.ts';
import { wardenStep, type Cause, type WardenState } from '../../admission/warden.ts';
import { TroikaError } from '../../model/error.ts';
import { hasEnded } from '../../io/processes.ts';
import { toType } from '../../model/toType.ts';
import type { Verdict } from '../../model/verdict.ts';
import { claim } from './claim.ts';
import { deadIn } from './dead.ts';
import type { Holding } from './holding.ts';
import { lookAt } from './look.ts';
import { removeTicket } from './ticketDeeds.ts';
import type { WardenTools } from './wardenTools.ts';

/** What a warden waits for, after `so many seconds more, in which`. */
const WAITS = {
  trust: 'its holder may still trust it',
  echo: 'services may still accept what its controllers ask for, and then the project is looked at again',
  'late requests': 'late requests of it may still land',
} as const;

/** Endings that may be others a moment later: a service that did not answer, a time that was over. */
const PASSING: ReadonlySet<Verdict> = new Set(['unknown', 'broken', 'interrupted']);

/**
 * Takes a slot over from a run that is dead or must go: removes what its cluster left, proves it gone, frees the slot.
 * @returns why it left the slot to somebody else; undefined when it freed it
 * @throws TroikaError when the slot stays: another warden is at work, the controllers live on, something would not go. What
 * somebody must mend is left as a notice; what may pass is not, so that the next look tries again
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
          own = await claim(victim, slot, cause, tools, signal);
          state = { ...state, claimedAt: steady() };
          break;
        case 'wait': {
          const what = WAITS[step.why];
          if (told !== what) await tools.says(`${Math.ceil(step.ms / 1000)} s more, in which ${what}`);
          told = what;
          await clock.sleep(step.why === 'trust' ? Math.min(step.ms, times.look) : step.ms, signal);
          // A holder that hears of its warden stops; where its end can be proved, nobody trusts the ticket any more.
          if (step.why === 'trust' && victim.process !== undefined && (await hasEnded(victim.process)))
            state = { ...state, cause: 'ended' };
          break;
        }
        case 'silence': {
          const warden = own;
          const silenced = await tools.silence(victim, signal, () => tools.clean(victim, warden, signal, true));
          if ('hindrance' in silenced) {
            const why = `its controllers are alive: ${silenced.hindrance}`;
            stays = await leaveNotice(why, own);
            // On the ticket the hint would name a cloud as others may not call it.
            throw new TroikaError('broken', why, { class: 'provision', hint: `Then: ${release}` });
          }
          state = { ...state, silenced: true, echoUntil: steady() + silenced.echoMs };
          break;
        }
        case 'clean':
        case 'lookAgain': {
          if (step.do === 'clean') await tools.says('what it left is being removed');
          const begunAt = steady();
          const findings = await tools.clean(victim, own, signal, false);
          const why = findings.map((finding) => finding.why).join('; ');
          // What they still make or hold now is judged when they can do that no more.
          if (findings.length > 0 && step.do === 'clean' && begunAt < (state.echoUntil ?? begunAt)) {
            await tools.says(`not all of it would go yet: ${why}`);
          } else if (findings.length > 0) {
            const isStuck = findings.some((finding) => !PASSING.has(finding.verdict));
            stays = isStuck && !signal.aborted && (await leaveNotice(why, own));
            throw new TroikaError('broken', why, { class: 'provision' });
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

/** @returns whether it stands: one without its reason would be taken for a warden at work */
async function leaveNotice(blocked: string, own: Holding | undefined): Promise<boolean> {
  return (
    own !== undefined &&
    own.write({ blocked }).then(
      () => true,
      () => false,
    )
  );
}
