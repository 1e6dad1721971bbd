import type { BookView, Stranger, Ticket } from '../../admission/ticket.ts';
import { nextOf, placeInLine, removable } from '../../admission/waiting.ts';
import { orphans } from '../../admission/warden.ts';
import { says } from '../../model/error.ts';
import type { Inventory } from '../../model/resource.ts';
import { CloudError } from '../../openstack/cloudError.ts';
import { deadIn } from './dead.ts';
import type { Holding } from './holding.ts';
import type { GateTools } from './gateTools.ts';
import { DeadTicket, removeAbandoned, takeTicket } from './take.ts';
import type { Waits, Wish } from './wish.ts';
import { removeTicket } from './ticketDeeds.ts';

export interface Admitted {
  readonly cluster: string;
  readonly slot: number;
  readonly holding: Holding;
  /** The project as it stood just before the admission: the cluster's baseline. */
  readonly inventory: Inventory;
}

/**
 * Waits in line for a slot and for quota (docs/design.md §7).
 * @throws TroikaError refused when the demand can never fit; the signal's reason; CloudError when the book cannot be used
 */
export async function enter(wish: Wish, tools: GateTools, signal: AbortSignal): Promise<Admitted> {
  for (let current = wish; ;) {
    try {
      return await wait(current, tools, signal);
    } catch (error) {
      if (!(error instanceof DeadTicket)) throw error;
      signal.throwIfAborted();
      await tools.waits(current.cluster, { for: 'turn', why: `${error.message}; it takes a new one` });
      tools.abandoned.add(current.cluster);
      current = { ...current, cluster: await tools.rename(current.cluster) };
    }
  }
}

async function wait(wish: Wish, tools: GateTools, signal: AbortSignal): Promise<Admitted> {
  const holding = await takeTicket(wish, tools, signal);
  let admitted: Admitted | undefined;
  try {
    admitted = await standInLine(wish, holding, tools, signal);
    return admitted;
  } finally {
    if (admitted === undefined) {
      await tools.relief.stop(holding);
      holding.end();
      await removeTicket(tools.session, holding.id, tools.clock);
    } else tools.relief.leave(holding);
  }
}

async function standInLine(wish: Wish, holding: Holding, tools: GateTools, signal: AbortSignal): Promise<Admitted> {
  const { clock, times, nudge } = tools;
  const tell = (waits: Waits): Promise<void> => tools.waits(wish.cluster, waits);
  for (;;) {
    signal.throwIfAborted();
    const done = await step(wish, holding, tools, tell, signal).catch(async (error: unknown) => {
      if (holding.lost.aborted) {
        signal.throwIfAborted();
        throw new DeadTicket(says(holding.lost.reason));
      }
      // The book's trust decides how long the cloud may be away; a refusal is final.
      if (!(error instanceof CloudError) || !isPassing(error)) throw error;
      await tell({ for: 'listing', why: `the cloud to answer: ${error.message}` });
      return 'later' as const;
    });
    if (done === 'later') await nudge.wait(times.look, clock, signal);
    else nudge.give();
    if (typeof done === 'object') return done;
  }
}

function isPassing(error: CloudError): boolean {
  return error.status === undefined || error.status === 429 || error.status >= 500 || error.status < 400;
}

/** One look and what follows from it. `now`: look again at once. */
async function step(
  wish: Wish,
  holding: Holding,
  tools: GateTools,
  tell: (waits: Waits) => Promise<void>,
  signal: AbortSignal,
): Promise<Admitted | 'now' | 'later'> {
  const view = await holding.look(signal);
  const dead = await deadIn(view);
  await removeAbandoned(view, tools);
  const others = removable(view, holding.id, dead);
  await Promise.all(others.map((ticket) => removeTicket(tools.session, ticket.id, tools.clock)));
  const next = nextOf(view, holding.id, dead);
  switch (next.do) {
    case 'lost':
      throw new DeadTicket('its ticket stands where it never went');
    case 'wait': {
      const place = placeInLine(view, holding.id, dead);
      await tell({
        for: 'turn',
        why: `its turn: ${place} before it, next is ${next.behind.cluster} of ${next.behind.holder}`,
      });
      return 'later';
    }
    case 'approach': {
      const moved = await holding.move({ is: 'turnstile' }, signal);
      if (moved === 'stayed')
        await tell({ for: 'turn', why: `its turn: ${strangersAt(view, 'turnstile') ?? 'another came first'}` });
      return after(moved);
    }
    case 'waitForSlot': {
      if (await relieves(view, dead, holding, tools, tell, signal)) return 'later';
      const who = next.holders.map((one) => `${one.cluster} of ${one.holder}`);
      const taken = [...who, strangersAt(view, 'slot') ?? []].flat().join(', ');
      await tell({ for: 'slot', why: `a slot: taken by ${taken}` });
      return 'later';
    }
    case 'waitForUnread': {
      // It may not go in, whatever the answer; but what is above the limit itself is refused here too.
      await tools.judge(view, wish, signal);
      if (await relieves(view, dead, holding, tools, tell, signal)) return 'later';
      await tell({
        for: 'slot',
        why: `the end of ${saysStranger(next.unread)}; so what was promised to it is not known`,
      });
      return 'later';
    }
    case 'judge': {
      const answer = await tools.judge(view, wish, signal);
      if ('inventory' in answer) {
        const moved = await holding.move({ is: 'slot', slot: next.slot }, signal);
        if (moved !== 'moved') return after(moved);
        return { cluster: wish.cluster, slot: next.slot, holding, inventory: answer.inventory };
      }
      if (await relieves(view, dead, holding, tools, tell, signal)) return 'later';
      await tell(answer);
      return 'later';
    }
  }
}

/** Ports at a place of the book that are not read as tickets, in words: only people can tell whose they are. */
function strangersAt(view: BookView, place: 'turnstile' | 'slot'): string | undefined {
  const there = view.strangers.filter((one) => one.place.is === place);
  return there.length === 0 ? undefined : there.map(saysStranger).join(', ');
}

function saysStranger({ id, says: why, cluster }: Stranger): string {
  return cluster === undefined
    ? `port ${id}, which is no ticket: ${why}`
    : `${cluster}, whose ticket (port ${id}) this version cannot read: ${why}`;
}

function after(moved: 'moved' | 'stayed' | 'dead'): 'now' | 'later' {
  if (moved === 'dead') throw new DeadTicket('a move of its ticket was not answered');
  return moved === 'moved' ? 'now' : 'later';
}

/**
 * The head needs what a dead run holds, so what that run left is removed, beside its looks: another slot, or the quota, may
 * be free long before.
 * @returns whether that is under way; then it is told
 */
async function relieves(
  view: BookView,
  dead: (ticket: Ticket) => boolean,
  by: Holding,
  tools: GateTools,
  tell: (waits: Waits) => Promise<void>,
  signal: AbortSignal,
): Promise<boolean> {
  const { relief, takeOver } = tools;
  const [victim] = relief.says() === undefined ? orphans(view, dead) : [];
  if (victim !== undefined)
    relief.begin({ victim, by, tell, signal, deed: (says, ending) => takeOver(victim, view, says, ending) });
  const why = relief.says();
  if (why !== undefined) await tell({ for: 'slot', why });
  return why !== undefined;
}
