import { says, TroikaError } from '../model/error.ts';
import type { Inventory } from '../model/resource.ts';
import type { Where } from '../model/toType.ts';
import { inventory as listAll } from '../openstack/inventory.ts';
import { deadIn } from './leases/dead.ts';
import type { BookTools } from './leases/parts.ts';
import { readBook } from './leases/relieve.ts';
import { sweepSeen, type BookSeen, type SweepLook } from './sweepSeen.ts';

/** A listing that fails may succeed a moment later. */
const LOOKS = 3;
const PAUSE_MS = 2000;

/**
 * Looks at everything that stands, and then at the lease book: who holds what now has held it before.
 * @throws TroikaError unknown when anything could not be listed: a sweep judges by what it does not see, too; refused
 *   when leases stand in two books; the signal's reason
 */
export async function sweepLook(tools: BookTools, where: Where, signal: AbortSignal): Promise<SweepLook> {
  const inventory = await wholeInventory(tools, signal);
  return sweepSeen(inventory, await bookSeen(tools, signal), where);
}

async function bookSeen(tools: BookTools, signal: AbortSignal): Promise<BookSeen | undefined> {
  const there = await readBook(tools, signal).catch((error: unknown) => {
    signal.throwIfAborted();
    if (error instanceof TroikaError && error.verdict === 'refused') throw error;
    throw unknown(`the lease book: ${says(error)}`);
  });
  if (there === undefined) return undefined;
  return { networkId: there.book.networkId, view: there.view, dead: await deadIn(there.view) };
}

async function wholeInventory({ session, clock }: BookTools, signal: AbortSignal): Promise<Inventory> {
  for (let look = 1; ; look += 1) {
    const inventory = await listAll(session, signal);
    if (inventory.gaps.length === 0) return inventory;
    if (look === LOOKS) throw unknown(inventory.gaps.map(({ kind, why }) => `${kind}: ${why}`).join('; '));
    await clock.sleep(PAUSE_MS, signal);
  }
}

function unknown(what: string): TroikaError {
  return new TroikaError('unknown', `could not list ${what}`, {
    hint: 'Nothing was deleted. Sweep again when the service answers.',
  });
}
