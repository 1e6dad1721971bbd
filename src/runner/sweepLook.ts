import type { BookView } from '../admission/ticket.ts';
import { bookRemains } from '../admission/bookRemains.ts';
import { attribute } from '../forceclean/attribute.ts';
import type { Hold, Remains } from '../forceclean/sweep.ts';
import { unclaimed, type Unclaimed } from '../forceclean/unclaimed.ts';
import { says, TroikaError } from '../model/error.ts';
import { clusterName } from '../model/names.ts';
import type { Inventory, Resource } from '../model/resource.ts';
import { inventory as listAll } from '../openstack/inventory.ts';
import { deadIn } from './leases/dead.ts';
import type { BookTools } from './leases/parts.ts';
import { readBook } from './leases/relieve.ts';
import { namesOf } from './names.ts';
import { namesIn, remainsOf } from './statusLeftovers.ts';
import { holdOf } from './sweepHolds.ts';

/** One look of a sweep at the whole project. */
export interface SweepLook {
  /** The cloud's time when it began, milliseconds. */
  readonly at: number;
  /** The network of the lease book; undefined where there is none. */
  readonly book: string | undefined;
  /** What stands of each cluster whose name a creator's text bears. */
  readonly remains: ReadonlyMap<string, Remains>;
  /** Who may still want it. */
  readonly holds: ReadonlyMap<string, Hold>;
  readonly unclaimed: readonly Unclaimed[];
  readonly bookRemains: readonly Resource[];
  readonly notLookedAt: readonly string[];
}

/** A listing that fails may succeed a moment later. */
const LOOKS = 3;
const PAUSE_MS = 2000;

/** No run draws it. With it a creator's texts are read, and say whose they are, where no cluster is in question. */
const NOBODY = clusterName('aaaaaaaaa', 0);

/**
 * Looks at everything that stands, and then at the lease book: who holds what now has held it before.
 * @throws TroikaError unknown when anything could not be listed: a sweep judges by what it does not see, too; refused
 *   when leases stand in two books; the signal's reason
 */
export async function sweepLook(tools: BookTools, signal: AbortSignal): Promise<SweepLook> {
  const inventory = await wholeInventory(tools, signal);
  const there = await readBook(tools, signal).catch((error: unknown) => {
    signal.throwIfAborted();
    if (error instanceof TroikaError && error.verdict === 'refused') throw error;
    throw unknown(`the lease book: ${says(error)}`);
  });
  const at = Date.parse(inventory.at);
  const view: BookView = there?.view ?? { at, tickets: [], strangers: [] };
  const dead = await deadIn(view);
  const { resources } = inventory;
  const names = namesIn(resources);
  const inQuestion = [...new Set([...names, ...view.tickets.map((ticket) => ticket.cluster), NOBODY])];
  const attributions = attribute({ inventory, clusters: inQuestion.map(namesOf), ledger: [] });
  const book = there?.book.networkId;
  return {
    at,
    book,
    remains: withValues(names, (name) => remainsOf(attributions, name)),
    holds: withValues(names, (name) => holdOf(name, view, dead, resources)),
    unclaimed: unclaimed(attributions),
    bookRemains: bookRemains(resources, book, at),
    notLookedAt: inventory.notLookedAt,
  };
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

function withValues<T>(keys: readonly string[], valueOf: (key: string) => T | undefined): ReadonlyMap<string, T> {
  return new Map(
    keys.flatMap((key) => {
      const value = valueOf(key);
      return value === undefined ? [] : [[key, value] as const];
    }),
  );
}
