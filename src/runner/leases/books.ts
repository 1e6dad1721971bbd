import { whichBook, type BookCandidate } from '../../admission/book.ts';
import { BOOK } from '../../admission/places.ts';
import { TICKET_OWNER } from '../../admission/ticketText.ts';
import { TroikaError } from '../../model/error.ts';
import { linked, type Resource } from '../../model/resource.ts';
import { create } from '../../openstack/create.ts';
import type { Read } from '../../openstack/inventory.ts';
import { list } from '../../openstack/list.ts';
import { portsOn } from '../../openstack/portsOn.ts';
import { remove } from '../../openstack/remove.ts';
import type { Session } from '../../openstack/session.ts';
import type { Book, BookTools } from './parts.ts';

const NETWORK = { name: BOOK.name, description: BOOK.description, admin_state_up: true } as const;

/**
 * Every network of the project that may be its lease book, with the number of tickets in it.
 * @param read how networks and subnets are listed; a book is older than what is shared when somebody trusts it
 * @throws CloudError
 */
export async function findBooks(
  session: Session,
  signal?: AbortSignal,
  read: Read = (kind) => list(session, kind, signal === undefined ? {} : { signal }),
): Promise<readonly BookCandidate[]> {
  const [networks, subnets] = await Promise.all([read('network'), read('subnet')]);
  return Promise.all(
    booksIn([...networks, ...subnets]).map(async (found) => ({
      ...found,
      tickets: countTickets(await portsOn(session, found.networkId, signal)),
    })),
  );
}

/** How many of the ports in a book are tickets, readable or not: Neutron puts ports of its own on a network too. Pure. */
export function countTickets(ports: readonly Resource[]): number {
  return ports.filter((port) => port.facts['deviceOwner'] === TICKET_OWNER).length;
}

/** The lease books among the project's networks and subnets. Pure. */
export function booksIn(resources: readonly Resource[]): readonly Omit<BookCandidate, 'tickets'>[] {
  const named = new Set(
    resources.filter((one) => one.kind === 'network' && one.name === BOOK.name).map((network) => network.id),
  );
  return resources.flatMap((one) => {
    const networkId = one.kind === 'subnet' ? linked(one, 'network').find((id) => named.has(id)) : undefined;
    if (networkId === undefined || one.facts['cidr'] !== BOOK.cidr) return [];
    return [{ networkId, subnetId: one.id, bornAt: Date.parse(one.createdAt ?? '') || 0 }];
  });
}

/**
 * The project's lease book, made if there is none, as soon as it is old enough to be used.
 * @param says told what is waited for
 * @throws TroikaError refused when leases stand in two books; CloudError
 */
export async function openBook(
  tools: BookTools,
  signal: AbortSignal,
  says: (why: string) => Promise<void>,
): Promise<Book> {
  const { session, clock, times } = tools;
  let made: Book | undefined;
  for (;;) {
    const now = session.now().getTime();
    const which = whichBook(await findBooks(session, signal), now, times);
    if (which.is === 'none') {
      made = await makeBook(session);
    } else if (which.is === 'settling') {
      await says(`the lease book to be ${Math.round(times.settle / 1000)} s old, so that all agree on one`);
      // The cloud tells whole seconds.
      await clock.sleep(which.forMs + 1000, signal);
    } else {
      if (made !== undefined && made.networkId !== which.book.networkId) await removeBook(session, made);
      if (which.is === 'split') throw split(which.book, which.others);
      return which.book;
    }
  }
}

/**
 * The book if there is one, young or old; makes none. For those who look and for those who clean: neither promises anything.
 * @throws TroikaError refused when there are leases in two
 */
export async function existingBook(tools: BookTools, signal?: AbortSignal): Promise<Book | undefined> {
  const found = await findBooks(tools.session, signal, tools.read);
  const which = whichBook(found, tools.session.now().getTime(), { ...tools.times, settle: -Infinity });
  if (which.is === 'split') throw split(which.book, which.others);
  return which.is === 'book' ? which.book : undefined;
}

async function makeBook(session: Session): Promise<Book | undefined> {
  const network = await create(session, 'network', NETWORK);
  try {
    const subnet = await create(session, 'subnet', {
      name: BOOK.name,
      network_id: network.id,
      cidr: BOOK.cidr,
      ip_version: 4,
      enable_dhcp: false,
      gateway_ip: null,
    });
    return { networkId: network.id, subnetId: subnet.id };
  } catch (error) {
    // Without a subnet it is no book, and nobody else would ever remove it.
    await remove(session, { kind: 'network', id: network.id });
    throw error;
  }
}

/** Removes a book that did not become the one. Neutron refuses when tickets stand in it, which is right. */
async function removeBook(session: Session, book: Book): Promise<void> {
  await remove(session, { kind: 'network', id: book.networkId });
}

function split(book: BookCandidate, others: readonly BookCandidate[]): TroikaError {
  const networks = others.map((other) => `${other.networkId} (tickets: ${other.tickets})`).join(', ');
  return new TroikaError(
    'refused',
    `there are leases in more than one lease book: ${book.networkId} counts, but there are also ${networks}`,
    { hint: `Wait until the runs there have ended, then: openstack network delete ${others[0]?.networkId ?? ''}` },
  );
}
