import { toType, type Where } from '../model/toType.ts';
import type { KnownOfHolder, Refusal } from './refusal.ts';
import { refusalOfMoved, refusalOfUnread } from './strays.ts';
import { holders, isKept, type BookView, type Slot, type Ticket } from './ticket.ts';
import { wardenAt, type Cause } from './warden.ts';

/** What a clean-up by an operator may do about a cluster that has a ticket in a slot. */
export type MayClean = TakeOver | Refusal;

interface TakeOver {
  readonly do: 'takeOver';
  readonly slot: Slot;
  readonly cause: Cause;
}

/** What it may do about a cluster by name. `clean`: no ticket of it is in a slot, and nothing is in the way. */
export type MayCleanCluster = (TakeOver & { readonly ticket: Ticket }) | { readonly do: 'clean' } | Refusal;

/**
 * Whether a clean-up may come for a ticket: only where nobody can trust it any more, unless its holder is demanded to go.
 * @param now the cloud's time
 */
export function mayClean(ticket: Ticket, known: KnownOfHolder, now: number): MayClean {
  const { place, cluster, holder } = ticket;
  if (place.is !== 'slot')
    return { do: 'refuse', why: `${cluster} holds no slot`, hint: `See: ${toType('status', { cloud: known.cloud })}` };
  const { slot } = place;
  const kept = isKept(ticket, now);
  if (kept && known.demand === 'none') {
    return {
      do: 'refuse',
      why: `${cluster} is kept by ${holder} until ${new Date(ticket.keptUntil).toISOString()}`,
      hint: `To remove it all the same: ${toType(`down ${cluster} --yes`, known)}`,
    };
  }
  if (known.ended || (kept && known.demand === 'kept')) return { do: 'takeOver', slot, cause: 'ended' };
  if (known.dead) return { do: 'takeOver', slot, cause: 'silent' };
  if (known.demand === 'held') return { do: 'takeOver', slot, cause: 'demanded' };
  const seconds = Math.round((now - ticket.touchedAt) / 1000);
  return {
    do: 'refuse',
    why: `${cluster} is held by ${holder}, heard from ${seconds} s ago`,
    hint: `Stop that run, and it cleans up by itself. To take it over: ${toType(`lease release ${cluster} --yes`, known)}`,
  };
}

/**
 * What a clean-up may do about a cluster, by all that stands in the lease book. Who waits may be admitted this moment, and
 * what it makes then is its own.
 * @param dead whether the others may take a ticket for dead
 */
export function mayCleanCluster(
  view: BookView,
  cluster: string,
  known: Omit<KnownOfHolder, 'dead'>,
  dead: (ticket: Ticket) => boolean,
): MayCleanCluster {
  const unread = refusalOfUnread(view, cluster);
  if (unread !== undefined) return unread;
  const ticket = holders(view).find((one) => one.cluster === cluster);
  if (ticket !== undefined) {
    const may = mayClean(ticket, { ...known, dead: dead(ticket) }, view.at);
    if (may.do === 'refuse') return may;
    return refusalOfWarden(view, may.slot, cluster, known, dead) ?? { ...may, ticket };
  }
  const moved = refusalOfMoved(view, cluster, known, dead);
  if (moved !== undefined) return moved;
  const waits = view.tickets.find(
    (one) => one.cluster === cluster && (one.place.is === 'waiting' || one.place.is === 'turnstile') && !dead(one),
  );
  if (known.ended || waits === undefined) return { do: 'clean' };
  return {
    do: 'refuse',
    why: `${cluster} of ${waits.holder} waits for a slot, and may get it any moment`,
    hint: 'Stop that run: before it is admitted it makes nothing.',
  };
}

/** Only `lease release` puts the notice of a warden that could not do it aside; one that works is left to its work. */
function refusalOfWarden(
  view: BookView,
  slot: Slot,
  cluster: string,
  known: Omit<KnownOfHolder, 'dead'>,
  dead: (ticket: Ticket) => boolean,
): Refusal | undefined {
  const warden = wardenAt(view, slot);
  if (warden === undefined) return undefined;
  const gone = warden.blocked === undefined ? dead(warden) : known.demand === 'held';
  return gone ? undefined : hasCome(warden, cluster, known);
}

/** What somebody is told who comes for a cluster after its warden. @param warden what is known of it */
export function hasCome(
  warden: Pick<Ticket, 'holder' | 'blocked'> | undefined,
  cluster: string,
  where: Where,
): Refusal {
  const why = `${warden?.holder ?? 'somebody'} has come for ${cluster} already`;
  if (warden?.blocked === undefined)
    return {
      do: 'refuse',
      why,
      hint: `It removes what is left. To see whether it is done: ${toType('lease list', { cloud: where.cloud })}`,
    };
  const hint = `Mend that, then: ${toType(`lease release ${cluster} --yes`, where)}`;
  return { do: 'refuse', why: `${why}: ${warden.blocked}`, hint };
}
