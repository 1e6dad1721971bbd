import { toType } from '../model/toType.ts';
import type { KnownOfHolder, Refusal } from './refusal.ts';
import { isKept, type BookView, type Ticket } from './ticket.ts';

/**
 * Why a cluster may not be cleaned whose ticket this version cannot read: whether it is held or kept, and until when, nobody
 * can say. Undefined where there is none.
 */
export function refusalOfUnread(view: BookView, cluster: string): Refusal | undefined {
  const unread = view.strangers.find((one) => one.cluster === cluster);
  if (unread === undefined) return undefined;
  return {
    do: 'refuse',
    why: `${cluster} may be held: port ${unread.id} is its ticket, which this version cannot read: ${unread.says}`,
    hint: `Use the version that wrote it; or, when its run is over for certain: openstack port delete ${unread.id}`,
  };
}

/**
 * Why a cluster may not be cleaned whose ticket somebody moved by hand: its holder notices at its next beat, and may work until
 * then, or its owner keeps it. Undefined where there is none, nobody can trust it any more, or what is kept is demanded to go.
 * @param dead whether the others may take a ticket for dead
 */
export function refusalOfMoved(
  view: BookView,
  cluster: string,
  known: Omit<KnownOfHolder, 'dead'>,
  dead: (ticket: Ticket) => boolean,
): Refusal | undefined {
  const moved = view.tickets.find((one) => one.cluster === cluster && one.place.is === 'nowhere');
  if (moved === undefined) return undefined;
  const astray = `although its ticket (port ${moved.id}) stands at no place of the lease book`;
  if (isKept(moved, view.at)) {
    // Whoever keeps a cluster trusts its ticket no more.
    if (known.demand !== 'none') return undefined;
    const until = new Date(moved.keptUntil).toISOString();
    return {
      do: 'refuse',
      why: `${cluster} is kept by ${moved.holder} until ${until}, ${astray}`,
      hint: `To remove it all the same: ${toType(`down ${cluster} --yes`, known)}`,
    };
  }
  if (known.ended || dead(moved)) return undefined;
  return {
    do: 'refuse',
    why: `${cluster} of ${moved.holder} may be alive, ${astray}`,
    hint:
      'A run that lives notices that within a minute, and stops. Come again when nothing is heard of it any more; ' +
      `or, when it is over for certain: openstack port delete ${moved.id}`,
  };
}

/**
 * Clusters that nobody may take for left behind: with a ticket in a slot, one that lives wherever it stands, or one that
 * cannot be read.
 * @param dead whether the others may take a ticket for dead
 */
export function clustersHeld({ tickets, strangers }: BookView, dead: (ticket: Ticket) => boolean): readonly string[] {
  const held = tickets.filter((one) => one.place.is === 'slot' || (one.place.is !== 'warden' && !dead(one)));
  return [...held, ...strangers].flatMap(({ cluster }) => cluster ?? []);
}
