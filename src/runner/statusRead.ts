import { BOOK } from '../admission/places.ts';
import { whichBook, type BookCandidate } from '../admission/book.ts';
import { leaseTimes } from '../admission/times.ts';
import { clustersHeld } from '../admission/strays.ts';
import { says } from '../model/error.ts';
import type { Inventory, Kind } from '../model/resource.ts';
import { linked } from '../model/resource.ts';
import { toType } from '../model/toType.ts';
import { inventory as listAll } from '../openstack/inventory.ts';
import { knownQuotas } from '../openstack/quota.ts';
import type { Session } from '../openstack/session.ts';
import type { LeaseFile } from '../report/statusSchema.ts';
import { booksIn, countTickets, findBooks } from './leases/books.ts';
import { deadIn } from './leases/dead.ts';
import { lookAt, viewOf } from './leases/look.ts';
import type { BookLook } from './statusSlots.ts';
import type { LeasesSeen, StatusSeen } from './statusView.ts';

/** Kinds without which nobody can say what stands in the lease book. */
const BOOK_KINDS: readonly Kind[] = ['network', 'subnet', 'port'];

/** One look at the lease book. A listing that fails makes it `unknown`. @throws the signal's reason */
export async function readLeases(session: Session, signal: AbortSignal): Promise<LeasesSeen> {
  const { cloud, projectId } = session;
  const seen = { at: session.now().toISOString(), cloud, projectId, where: { cloud: session.named } };
  try {
    const candidates = await findBooks(session, signal);
    return { ...seen, ...(await lookIn(candidates, session, signal)) };
  } catch (error) {
    signal.throwIfAborted();
    return { ...seen, book: unknownBook(says(error)), look: undefined };
  }
}

/**
 * One look at the whole project: everything that stands, then the quotas and the lease book, so that nothing counts as
 * made which the quotas do not show, and a cluster admitted meanwhile is not taken for a leftover.
 * @throws the signal's reason, and nothing else
 */
export async function readStatus(session: Session, signal: AbortSignal): Promise<StatusSeen> {
  const inventory = await listAll(session, signal);
  const [{ known, unread }, leases] = await Promise.all([
    knownQuotas(session, signal),
    leasesAfter(inventory, session, signal),
  ]);
  return {
    at: inventory.at,
    cloud: session.cloud,
    projectId: session.projectId,
    where: { cloud: session.named },
    ...leases,
    inventory,
    quotas: known,
    quotasUnread: unread.map(says),
    leasedBefore: booksIn(inventory.resources).flatMap(({ networkId }) =>
      clustersHeld(viewOf(portsIn(inventory, networkId), Date.parse(inventory.at)), () => true),
    ),
  };
}

type Leases = Pick<LeasesSeen, 'book' | 'look'>;

async function leasesAfter(inventory: Inventory, session: Session, signal: AbortSignal): Promise<Leases> {
  const gaps = inventory.gaps.filter(({ kind }) => BOOK_KINDS.includes(kind));
  if (gaps.length > 0) {
    const why = gaps.map((gap) => `${gap.kind}: ${gap.why}`).join('; ');
    return { book: unknownBook(why), look: undefined };
  }
  const candidates = booksIn(inventory.resources).map((found) => ({
    ...found,
    tickets: countTickets(portsIn(inventory, found.networkId)),
  }));
  try {
    return await lookIn(candidates, session, signal);
  } catch (error) {
    signal.throwIfAborted();
    return { book: unknownBook(says(error)), look: undefined };
  }
}

/** Which book counts, and what stands in it. One that is too young to be used is looked at all the same. */
async function lookIn(candidates: readonly BookCandidate[], session: Session, signal: AbortSignal): Promise<Leases> {
  const now = session.now().getTime();
  const young = whichBook(candidates, now, leaseTimes()).is === 'settling';
  const which = whichBook(candidates, now, { ...leaseTimes(), settle: -Infinity });
  if (which.is !== 'book' && which.is !== 'split') return { book: noBook(session), look: undefined };
  const { networkId } = which.book;
  const look = await deadAt(await lookAt(session, which.book, signal));
  const unused = young && look.view.tickets.length === 0;
  const state = which.is === 'split' ? 'split' : unused ? 'settling' : 'book';
  return { book: { state, networkId, says: saysBook(state, which) }, look };
}

async function deadAt(view: BookLook['view']): Promise<BookLook> {
  const isDead = await deadIn(view);
  return { view, dead: new Set(view.tickets.filter(isDead).map((ticket) => ticket.id)) };
}

function saysBook(state: LeaseFile['book']['state'], which: ReturnType<typeof whichBook>): string | null {
  if (state === 'settling') return 'It was made just now, and is used as soon as it has settled.';
  if (which.is !== 'split') return null;
  const others = which.others.map((other) => `${other.networkId} (tickets: ${other.tickets})`).join(', ');
  return `There are leases in more than one book, so no run begins: also in ${others}. When the runs there have ended: openstack network delete ${which.others[0]?.networkId ?? ''}`;
}

function noBook({ named }: Session): LeaseFile['book'] {
  const makes = `The first run makes it, or: ${toType('init', { cloud: named })}`;
  return {
    state: 'none',
    networkId: null,
    says: `There is no lease book (network ${BOOK.name}) in this project. ${makes}`,
  };
}

function unknownBook(why: string): LeaseFile['book'] {
  return { state: 'unknown', networkId: null, says: `The lease book could not be looked at: ${why}` };
}

function portsIn(inventory: Inventory, networkId: string) {
  return inventory.resources.filter((one) => one.kind === 'port' && linked(one, 'network').includes(networkId));
}
