import type { Clock } from '../io/clock.ts';
import type { Kind, Resource } from '../model/resource.ts';
import { KIND_ROWS } from './kinds.ts';
import { list } from './list.ts';
import type { Session } from './session.ts';

/** A whole list of one kind. */
export interface Listing {
  /** Monotonic milliseconds when it was begun: what it shows is not older. */
  readonly begunAt: number;
  /** By id. */
  readonly resources: ReadonlyMap<string, Resource>;
}

export interface Lister {
  /**
   * A listing begun at or after `notBefore` (monotonic milliseconds, not in the future). Shares one that is under way or
   * there already, so that everybody who waits for a kind costs one list.
   * @throws CloudError as `list` does; a failed listing is not kept
   */
  listing(kind: Kind, notBefore: number, options?: { readonly brief?: boolean }): Promise<Listing>;
}

interface Begun {
  readonly begunAt: number;
  readonly listing: Promise<Listing>;
}

/** @param signal ends its listings */
export function createLister(session: Session, clock: Clock, signal?: AbortSignal): Lister {
  const newest = new Map<string, Begun>();

  function begin(kind: Kind, brief: boolean, key: string): Begun {
    const begunAt = clock.monotonic();
    const listing = list(session, kind, { brief, ...(signal === undefined ? {} : { signal }) }).then((resources) => ({
      begunAt,
      resources: new Map(resources.map((resource) => [resource.id, resource])),
    }));
    const begun = { begunAt, listing };
    newest.set(key, begun);
    listing.catch(() => {
      if (newest.get(key) === begun) newest.delete(key);
    });
    return begun;
  }

  return {
    listing(kind, notBefore, options) {
      const brief = options?.brief === true && KIND_ROWS[kind].brief !== undefined;
      const keys = brief ? [`${kind} brief`, kind] : [kind];
      const fresh = keys.flatMap((key) => newest.get(key) ?? []).find((begun) => begun.begunAt >= notBefore);
      return (fresh ?? begin(kind, brief, keys[0] ?? kind)).listing;
    },
  };
}
