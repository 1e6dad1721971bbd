import { placeOf } from '../../admission/places.ts';
import type { BookView, Stranger, Ticket } from '../../admission/ticket.ts';
import { readTicket, TICKET_OWNER } from '../../admission/ticketText.ts';
import { isNetworksOwn } from '../../creators/neutron.ts';
import type { Resource } from '../../model/resource.ts';
import { portsOn } from '../../openstack/portsOn.ts';
import type { Session } from '../../openstack/session.ts';
import type { Book } from './parts.ts';

/**
 * Looks at the lease book. The view's time is the cloud's when the look began: a ticket seems younger by it, never older.
 * @throws CloudError
 */
export async function lookAt(session: Session, book: Book, signal?: AbortSignal): Promise<BookView> {
  const at = session.now().getTime();
  return viewOf(await portsOn(session, book.networkId, signal), at);
}

/**
 * The ports of a lease book as tickets. A port of Neutron's own is nothing in a book, unless it stands where a ticket would.
 * Pure. @param at the cloud's time, milliseconds
 */
export function viewOf(ports: readonly Resource[], at: number): BookView {
  const tickets: Ticket[] = [];
  const strangers: Stranger[] = [];
  for (const port of ports) {
    const place = placeOf(text(port, 'address'));
    if (place.is === 'nowhere' && isNetworksOwn(port)) continue;
    if (text(port, 'deviceOwner') !== TICKET_OWNER) {
      strangers.push({ id: port.id, place, says: 'it is a port of somebody else' });
      continue;
    }
    const fields = { name: port.name, description: port.description ?? '', device_id: text(port, 'deviceId') };
    const read = readTicket(fields);
    if ('wrong' in read) strangers.push({ id: port.id, place, says: read.wrong, cluster: port.name });
    else {
      const bornAt = Date.parse(port.createdAt ?? '');
      const touchedAt = Date.parse(port.updatedAt ?? port.createdAt ?? '');
      // Without times nobody could say that it is dead: it counts as touched just now.
      tickets.push({ ...read, id: port.id, place, bornAt: bornAt || at, touchedAt: touchedAt || at });
    }
  }
  return { at, tickets, strangers };
}

function text(port: Resource, fact: string): string {
  const value = port.facts[fact];
  return typeof value === 'string' ? value : '';
}
