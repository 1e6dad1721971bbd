import type { Kind, Resource } from '../model/resource.ts';
import { KIND_ROWS } from './kinds.ts';
import { pages, type Pages } from './pages.ts';
import type { Session } from './session.ts';
import { understood } from './understood.ts';

export interface ListOptions {
  readonly signal?: AbortSignal;
  /**
   * The cheap list for polling, where a kind has one (Nova's `/servers`: id and name, no project, no status): good for
   * seeing what is still there and for nothing else.
   */
  readonly brief?: boolean;
}

/**
 * Every resource of one kind in the session's project, paged to the end. Filters are never sent: what belongs to other projects is
 * left out here, by the project that each item names. (Keypairs name none; they are the user's.)
 * @throws CloudError when a page fails, is cut off, is malformed, or the pages go round in a circle
 */
export async function list(session: Session, kind: Kind, options: ListOptions = {}): Promise<readonly Resource[]> {
  const row = KIND_ROWS[kind];
  const brief = options.brief === true ? row.brief : undefined;
  const read = brief?.parse ?? row.parse;
  const path = brief?.path ?? row.list(session);
  const found = new Map<string, Resource>();
  for await (const item of pages(session, { ...row, path }, options.signal)) {
    const resource = checked({ ...row, path }, () => read(item));
    found.set(resource.id, resource);
  }
  return [...found.values()].filter(({ projectId }) => projectId === undefined || projectId === session.projectId);
}

/** Reads an item; one that lacks what we use makes the whole list unusable, for it might be ours. */
export function checked<T>(listing: Pages, read: () => T): T {
  return understood({ ...listing, method: 'GET' }, { status: 200 }, read);
}
