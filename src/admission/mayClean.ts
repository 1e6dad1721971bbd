import type { Slot, Ticket } from './ticket.ts';
import type { Cause } from './warden.ts';

/** What a clean-up by an operator may do about a cluster that has a ticket in a slot. */
export type MayClean =
  | { readonly do: 'takeOver'; readonly slot: Slot; readonly cause: Cause }
  | { readonly do: 'refuse'; readonly why: string; readonly hint: string };

/**
 * Whether a clean-up may come for a ticket: only where nobody can trust it any more, unless its holder is demanded to go.
 * @param known.ended the journal, or a look at the process, says that the holder is no more
 * @param known.dead the others may take it for dead
 * @param known.demand `kept`: also a cluster that its owner keeps; `held`: also one whose holder may be alive
 * @param now the cloud's time
 */
export function mayClean(
  ticket: Ticket,
  known: { readonly ended: boolean; readonly dead: boolean; readonly demand: 'none' | 'kept' | 'held' },
  now: number,
): MayClean {
  const { place, keptUntil, cluster, holder } = ticket;
  if (place.is !== 'slot') return { do: 'refuse', why: `${cluster} holds no slot`, hint: 'See: troika status' };
  const { slot } = place;
  const kept = keptUntil !== undefined && now < keptUntil;
  if (kept && known.demand === 'none') {
    return {
      do: 'refuse',
      why: `${cluster} is kept by ${holder} until ${new Date(keptUntil).toISOString()}`,
      hint: `To remove it all the same: troika down ${cluster} --yes`,
    };
  }
  if (known.ended || (kept && known.demand === 'kept')) return { do: 'takeOver', slot, cause: 'ended' };
  if (known.dead) return { do: 'takeOver', slot, cause: 'silent' };
  if (known.demand === 'held') return { do: 'takeOver', slot, cause: 'demanded' };
  const seconds = Math.round((now - ticket.touchedAt) / 1000);
  return {
    do: 'refuse',
    why: `${cluster} is held by ${holder}, heard from ${seconds} s ago`,
    hint: `Stop that run, and it cleans up by itself. To take it over: troika lease release ${cluster}`,
  };
}
