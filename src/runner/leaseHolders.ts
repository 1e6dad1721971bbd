import { whichBook } from '../admission/book.ts';
import type { BookView } from '../admission/ticket.ts';
import { leaseTimes } from '../admission/times.ts';
import { says } from '../model/error.ts';
import type { Read } from '../openstack/inventory.ts';
import type { Session } from '../openstack/session.ts';
import { findBooks } from './leases/books.ts';
import { lookAt } from './leases/look.ts';
import type { Heard } from './otherRuns.ts';

/**
 * Everything that stands in the project's lease book; undefined, with the reason, where that is not known whole: the book
 * cannot be listed, there are leases in two, or a ticket cannot be read. A project without a book has no leases.
 * @throws the signal's reason
 */
export async function readHolders(
  session: Session,
  signal: AbortSignal,
  read?: Read,
): Promise<Heard<BookView | undefined>> {
  try {
    const now = session.now().getTime();
    const which = whichBook(await findBooks(session, signal, read), now, { ...leaseTimes(), settle: -Infinity });
    if (which.is === 'split') return unknown('there are leases in more than one book');
    if (which.is !== 'book') return { found: { at: now, tickets: [], strangers: [] }, unheard: [] };
    const view = await lookAt(session, which.book, signal);
    const [stranger] = view.strangers;
    return stranger === undefined
      ? { found: view, unheard: [] }
      : unknown(`port ${stranger.id} in the lease book cannot be read: ${stranger.says}`);
  } catch (error) {
    signal.throwIfAborted();
    return unknown(says(error));
  }
}

function unknown(why: string): Heard<undefined> {
  return { found: undefined, unheard: [`Who else holds a lease is not known (${why}), so nobody is excluded.`] };
}
