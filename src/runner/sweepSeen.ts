import { bookRemains } from '../admission/bookRemains.ts';
import type { BookView, Ticket } from '../admission/ticket.ts';
import { namesOf } from '../creators/clusterNames.ts';
import { attribute } from '../forceclean/attribute.ts';
import { itemsAbout } from '../forceclean/beforehand.ts';
import type { Hold, Remains } from '../forceclean/sweep.ts';
import { unclaimed, type Unclaimed } from '../forceclean/unclaimed.ts';
import { clusterName } from '../model/names.ts';
import type { Inventory, Resource } from '../model/resource.ts';
import type { Where } from '../model/toType.ts';
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
  /** What may be done at most: about what came after this look, nothing. See Limits. */
  readonly items: ReadonlySet<string>;
}

/** No run draws it. With it a creator's texts are read, and say whose they are, where no cluster is in question. */
const NOBODY = clusterName('aaaaaaaaa', 0);

/** The lease book as it was seen after everything else. */
export interface BookSeen {
  /** Its network. */
  readonly networkId: string;
  readonly view: BookView;
  /** Whether the others may take a ticket for dead. */
  readonly dead: (ticket: Ticket) => boolean;
}

/** What a whole inventory and the lease book show. Pure. @param book undefined where the project has none */
export function sweepSeen(inventory: Inventory, book: BookSeen | undefined, where: Where = {}): SweepLook {
  const { resources } = inventory;
  const at = Date.parse(inventory.at);
  const { view, dead, networkId } = book ?? { view: { at, tickets: [], strangers: [] }, dead: () => false };
  const names = namesIn(resources);
  const inQuestion = [...new Set([...names, ...view.tickets.map((ticket) => ticket.cluster), NOBODY])];
  const attributions = attribute({ inventory, clusters: inQuestion.map(namesOf), ledger: [] });
  return {
    at,
    book: networkId,
    remains: withValues(names, (name) => remainsOf(attributions, name)),
    holds: withValues(names, (name) => holdOf(name, view, dead, resources, where)),
    unclaimed: unclaimed(attributions),
    bookRemains: bookRemains(resources, networkId, at),
    notLookedAt: inventory.notLookedAt,
    items: itemsAbout(resources),
  };
}

function withValues<T>(keys: readonly string[], valueOf: (key: string) => T | undefined): ReadonlyMap<string, T> {
  return new Map(
    keys.flatMap((key) => {
      const value = valueOf(key);
      return value === undefined ? [] : [[key, value] as const];
    }),
  );
}
