import { toType, type Where } from '../model/toType.ts';
import type { BookView, Ticket } from './ticket.ts';
import type { LeaseTimes } from './times.ts';

/** Whether the time for which a cluster is kept may be written anew. Times are the cloud's, in milliseconds. */
export type MayExtend =
  | { readonly do: 'extend'; readonly until: number }
  | { readonly do: 'refuse'; readonly why: string; readonly hint: string };

/**
 * Only a kept ticket's end may be moved, and only while nobody can have begun to take it for dead: it must have longer to
 * go than a request may live, so that the new end is known before the old one comes.
 * @param milliseconds from now
 */
export function mayExtend(
  ticket: Ticket,
  milliseconds: number,
  view: BookView,
  times: LeaseTimes,
  where: Where = {},
): MayExtend {
  const { cluster, holder, keptUntil } = ticket;
  if (ticket.place.is !== 'slot')
    return {
      do: 'refuse',
      why: `${cluster} holds no slot`,
      hint: `See: ${toType('lease list', { cloud: where.cloud })}`,
    };
  if (keptUntil === undefined) {
    const hint = 'Only a cluster that was kept (troika run --keep) has an end that can be moved.';
    return { do: 'refuse', why: `${cluster} is not kept: its run (${holder}) holds it itself`, hint };
  }
  const warden = view.tickets.find((one) => one.place.is === 'warden' && one.victim === ticket.id);
  if (warden !== undefined)
    return {
      do: 'refuse',
      why: `${warden.holder} has come to remove ${cluster}`,
      hint: 'Start anew: troika run --keep',
    };
  const rest = keptUntil - view.at;
  const end = new Date(keptUntil).toISOString();
  if (rest < times.longestRequest) {
    const why = rest > 0 ? `ends at ${end}, which is too soon to be sure` : `ended at ${end}`;
    const hint = `Whoever needs its slot removes it; or now: ${toType(`down ${cluster} --yes`, where)}`;
    return { do: 'refuse', why: `the time for which ${cluster} is kept ${why}`, hint };
  }
  const until = view.at + milliseconds;
  if (until > keptUntil) return { do: 'extend', until };
  const hint = `Ask for a longer time; or remove it: ${toType(`down ${cluster} --yes`, where)}`;
  return { do: 'refuse', why: `${cluster} is kept until ${end} already, which is later`, hint };
}
