import { TICKET_DEMAND } from '../../admission/leaseDemand.ts';
import { waitingAddress } from '../../admission/places.ts';
import type { BookView, TicketText } from '../../admission/ticket.ts';
import { removable } from '../../admission/waiting.ts';
import { addDemands } from '../../model/demand.ts';
import { TroikaError } from '../../model/error.ts';
import { CloudError } from '../../openstack/cloudError.ts';
import { deadIn } from './dead.ts';
import type { GateTools } from './gateTools.ts';
import { hold, type Holding } from './holding.ts';
import { lookAt } from './look.ts';
import { makeTicket, removeTicket } from './ticketDeeds.ts';
import type { Wish } from './wish.ts';

/** The ticket cannot be used any more, and nobody may say what becomes of it. */
export class DeadTicket extends Error {}

/**
 * Takes a ticket in the waiting room.
 * @throws DeadTicket when nobody can say whether there is one; CloudError
 */
export async function takeTicket(wish: Wish, tools: GateTools, signal: AbortSignal): Promise<Holding> {
  const { session, book, steady, clock, times } = tools;
  const text = textOf(wish, tools.ttlSeconds);
  await tools.asks(wish.cluster, wish.queuedAt);
  let taken = 0;
  for (;;) {
    signal.throwIfAborted();
    const sentAt = steady();
    const made = await makeTicket(session, book, waitingAddress(Math.random()), text).catch((error: unknown) => {
      if (error instanceof CloudError && (error.class === 'quota' || error.status === 429)) return error;
      throw error;
    });
    // One address may be another's by chance; several in a row mean that the room is full.
    if (made === 'taken' && ++taken % 5 !== 0) continue;
    if (made === 'taken' || made instanceof CloudError) {
      const reason =
        made === 'taken'
          ? ({ for: 'turn', why: 'a place in the waiting room, which is full' } as const)
          : ({ for: 'quota', why: `a port for its ticket: ${made.message}` } as const);
      await tools.waits(wish.cluster, reason);
      await makeRoom(tools, signal);
      await clock.sleep(times.look, signal);
      continue;
    }
    if (made !== 'none') return hold({ id: made.id, text, sentAt, book }, tools);
    const id = await findLate(wish.cluster, sentAt, tools, signal);
    if (id === undefined) throw new DeadTicket('the request for its ticket was not answered');
    return hold({ id, text, sentAt, book }, tools);
  }
}

/**
 * Looks for a ticket whose request was not answered, for as long as it may still come: whoever asks for another at once
 * while a service is slow makes it slower, and stands in line twice.
 * @param sentAt when it was asked for, by the steady clock
 * @returns its id
 */
async function findLate(
  cluster: string,
  sentAt: number,
  tools: GateTools,
  signal: AbortSignal,
): Promise<string | undefined> {
  const { session, book, steady, clock, times } = tools;
  for (;;) {
    const last = steady() - sentAt >= times.longestRequest;
    const view = await lookAt(session, book, signal).catch(() => undefined);
    await removeAbandoned(view, tools);
    const seen = view?.tickets.find((ticket) => ticket.cluster === cluster);
    if (seen !== undefined || last) return seen?.id;
    await clock.sleep(Math.min(times.look, times.longestRequest / 4), signal);
  }
}

/** Deletes tickets of this process that it has given up: they were made after all. */
export async function removeAbandoned(view: BookView | undefined, tools: GateTools): Promise<void> {
  const late = (view?.tickets ?? []).filter((ticket) => tools.abandoned.has(ticket.cluster));
  await Promise.all(late.map((ticket) => removeTicket(tools.session, ticket.id, tools.clock)));
}

/** Deletes dead tickets with nothing behind them. Whoever waits does it, but nobody can wait where they take all the room. */
async function makeRoom({ session, book, clock }: GateTools, signal: AbortSignal): Promise<void> {
  const view = await lookAt(session, book, signal).catch(() => undefined);
  if (view === undefined) return;
  const dead = await deadIn(view);
  await Promise.all(removable(view, '', dead).map((ticket) => removeTicket(session, ticket.id, clock)));
}

function textOf(wish: Wish, ttlSeconds: number): TicketText {
  return {
    cluster: wish.cluster,
    demand: addDemands(wish.demand, TICKET_DEMAND),
    queuedAt: wish.queuedAt,
    ttlSeconds,
    beat: 0,
    controllers: wish.controllers,
    holder: wish.holder,
    ...(wish.process === undefined ? {} : { process: wish.process }),
    ...(wish.attempts === undefined ? {} : { attempts: wish.attempts }),
  };
}

/** The refusal of a demand above the limit itself, with its sums. */
export function neverFits(cluster: string, sums: string): TroikaError {
  return new TroikaError('refused', `${cluster} can never fit into this project: ${sums}`, {
    hint: 'Ask for a smaller cluster, or have the quota raised.',
  });
}
