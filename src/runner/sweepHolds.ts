import { wardenAt } from '../admission/warden.ts';
import { isKept, type BookView, type Ticket } from '../admission/ticket.ts';
import { TICKET_OWNER } from '../admission/ticketText.ts';
import type { Hold } from '../forceclean/sweep.ts';
import { runOf } from '../model/names.ts';
import type { Resource } from '../model/resource.ts';
import { toType, type Where } from '../model/toType.ts';

/**
 * Why a cluster may not be taken for a dead run's: a ticket of its run lives, is kept or cannot be read, or a warden has
 * come for it. Undefined where nobody holds it: there is no ticket of its run, or dead ones only. Pure.
 * @param dead whether the others may take a ticket for dead
 * @param resources the project's, tickets in other books among them
 */
export function holdOf(
  cluster: string,
  view: BookView,
  dead: (ticket: Ticket) => boolean,
  resources: readonly Resource[],
  where: Where = {},
): Hold | undefined {
  const own = view.tickets.filter((one) => one.place.is !== 'warden' && isOfRun(one.cluster, cluster));
  const living = own.find((ticket) => !dead(ticket));
  if (living !== undefined) return { why: saysLiving(living, cluster, view.at) };
  for (const { id, place } of own) {
    const warden = place.is === 'slot' ? wardenAt(view, place.slot) : undefined;
    if (warden?.victim !== id) continue;
    if (warden.blocked !== undefined) {
      const hint = `Mend that, then: ${toType(`lease release ${cluster} --yes`, where)}`;
      return { why: `${warden.holder} came to clean it and could not: ${warden.blocked}`, hint };
    }
    if (!dead(warden)) return { why: `${warden.holder} is removing it` };
  }
  const known = new Set(view.tickets.map((ticket) => ticket.id));
  const unread = resources.find(
    (one) => one.facts['deviceOwner'] === TICKET_OWNER && isOfRun(one.name, cluster) && !known.has(one.id),
  );
  return unread === undefined ? undefined : { why: `port ${unread.id} is a ticket of its run that cannot be judged` };
}

function isOfRun(text: string, cluster: string): boolean {
  return runOf(text) !== undefined && runOf(text) === runOf(cluster);
}

function saysLiving(ticket: Ticket, cluster: string, now: number): string {
  const { holder, touchedAt, place } = ticket;
  const who = ticket.cluster === cluster ? '' : `its run still has ${ticket.cluster}: `;
  if (isKept(ticket, now)) return `${who}kept by ${holder} until ${new Date(ticket.keptUntil).toISOString()}`;
  const heard = `heard of ${Math.max(0, Math.round((now - touchedAt) / 1000))} s ago`;
  return `${who}${place.is === 'slot' ? 'held' : 'waited for'} by ${holder}, ${heard}`;
}
