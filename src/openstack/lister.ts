import type { Clock } from '../io/clock.ts';
import type { Kind, Resource } from '../model/resource.ts';
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
   * A listing begun at or after `notBefore` (monotonic milliseconds, not in the future). Shares one that is under way or there already, so that
   * everybody who waits for a kind costs one list.
   * @throws CloudError as `list` does; a failed listing is not kept
   */
  listing(kind: Kind, notBefore: number, options?: { readonly brief?: boolean }): Promise<Listing>;
}

export function createLister(session: Session, clock: Clock): Lister {
  throw new Error(`${session.cloud} ${clock.monotonic()}`);
}
