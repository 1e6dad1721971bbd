import { whichBook } from '../admission/book.ts';
import { holders } from '../admission/ticket.ts';
import { leaseTimes } from '../admission/times.ts';
import type { Quotas } from '../model/demand.ts';
import { freeAddresses } from '../openstack/freeAddresses.ts';
import type { Session } from '../openstack/session.ts';
import type { Check } from '../report/doctorSchema.ts';
import { findExternalNetwork } from './connectCloud.ts';
import { attempt } from './doctorChecks.ts';
import { bad, judgeAddresses, judgeRoomForBook, judgeTtl, ok } from './doctorJudge.ts';
import { findBooks } from './leases/books.ts';
import { lookAt } from './leases/look.ts';

/** The lease book: usable, or room for one. Makes none. @param ttlSeconds the configuration's lease.ttl, if there is one */
export async function checkBook(
  session: Session,
  quotas: Partial<Quotas>,
  ttlSeconds: number | undefined,
  signal: AbortSignal,
): Promise<readonly Check[]> {
  return attempt('lease book', signal, async () => {
    const times = { ...leaseTimes(ttlSeconds), settle: -Infinity };
    const which = whichBook(await findBooks(session, signal), session.now().getTime(), times);
    if (which.is === 'none' || which.is === 'settling') return [judgeRoomForBook(quotas)];
    const { networkId } = which.book;
    if (which.is === 'split') {
      const other = which.others[0]?.networkId ?? '';
      const remedy = `When the runs there have ended: openstack network delete ${other}`;
      return [bad('lease book', 'refused', `leases stand in two: ${networkId} and ${other}`, remedy)];
    }
    const view = await lookAt(session, which.book, signal);
    const found = ok('lease book', `network ${networkId}, ${holders(view).length} of 3 slots are taken`);
    const lifetimes = view.tickets.map((ticket) => ticket.ttlSeconds);
    const ttl = ttlSeconds === undefined ? undefined : judgeTtl(ttlSeconds, lifetimes);
    return ttl === undefined ? [found] : [found, ttl];
  });
}

/** The external network, and its addresses where the API shows them. @param need of the largest cluster */
export async function checkExternalNetwork(
  session: Session,
  wanted: string | undefined,
  need: number,
  signal: AbortSignal,
): Promise<readonly Check[]> {
  return attempt('external network', signal, async () => {
    const id = await findExternalNetwork(session, wanted);
    return [ok('external network', id), judgeAddresses(await addressesLeft(session, id, signal), need)];
  });
}

/** A check goes on whatever hinders this look. @throws the signal's reason */
async function addressesLeft(session: Session, id: string, signal: AbortSignal): Promise<number | undefined> {
  return freeAddresses(session, id, signal).catch(() => {
    signal.throwIfAborted();
    return undefined;
  });
}
