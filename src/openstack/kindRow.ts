import type { Resource } from '../model/resource.ts';
import type { Service } from './session.ts';

/** What one listing needs to know of the session it runs in. */
export interface Scope {
  readonly projectId: string;
  readonly userId: string;
}

/** One kind of resource: where its service keeps it and how it reads. Paths are below the service's versioned root. */
export interface KindRow {
  readonly service: Service;
  /**
   * Statuses of the list which say that this cloud or this credential has no such thing, each with what is then not
   * looked at, in words. Any other failure makes a gap.
   */
  readonly lacking?: Readonly<Record<number, string>>;
  /** Not shown to an application credential, and so not asked for with one: the words that say so. */
  readonly passwordOnly?: string;
  /** Path of the full list. */
  readonly list: (scope: Scope) => string;
  /** A cheaper list for polling, which shows id and name only. */
  readonly brief?: { readonly path: string; readonly parse: (item: unknown) => Resource };
  /** Field of a listing's body that holds the items; undefined where the body is the list (Swift). */
  readonly many: string | undefined;
  /** Field that wraps one item, in a request to create and in its answer; undefined where nothing wraps it (Glance). */
  readonly one: string | undefined;
  readonly paging: Paging;
  /** Query of the full list besides paging. */
  readonly query?: Readonly<Record<string, string>>;
  /** Path of one resource; its last part is the id. */
  readonly item: (scope: Scope, id: string) => string;
  /** Query of a deletion. */
  readonly removal?: string;
  /**
   * Reads one item of a listing.
   * @throws an Error (zod) when a field that we use is missing or of another type
   */
  readonly parse: (item: unknown) => Resource;
  /** Reads the answer to a create, where that says less than a listing does. */
  readonly created?: (item: unknown, asked: Asked) => Resource;
}

/** What a create asked for, to fill in what its answer leaves out. */
export interface Asked {
  readonly projectId: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/**
 * How a listing goes on. `links`: `<many>_links` with rel `next`; `next`: a field `next`; `offset`: only by counting,
 * `marker`: after the last item's name, since the service says nothing; `none`: all at once.
 */
export type Paging = 'links' | 'next' | 'offset' | 'marker' | 'none';
