import { z } from 'zod';
import type { CloudError } from './cloudError.ts';
import { bodyFailure } from './failure.ts';
import type { Paging } from './kindRow.ts';
import { nextPage, PAGE } from './paging.ts';
import type { Answer, Service, Session } from './session.ts';

/** One listing: where it is and how it goes on. */
export interface Pages {
  readonly service: Service;
  readonly path: string;
  /** Field of the body that holds the items; undefined where the body is the list. */
  readonly many: string | undefined;
  readonly paging: Paging;
  /** Query besides paging. */
  readonly query?: Readonly<Record<string, string>>;
}

const Body = z.record(z.string(), z.unknown());

/**
 * The raw items of a listing, page after page to the end.
 * @throws CloudError when a page fails, is cut off or malformed, or the pages go round in a circle
 */
export async function* pages(
  session: Session,
  listing: Pages,
  signal: AbortSignal | undefined,
): AsyncGenerator<unknown> {
  const first: Record<string, string> = listing.paging === 'none' ? {} : { limit: String(PAGE), ...listing.query };
  const seen = new Set<string>();
  let last = '';
  let count = 0;
  for (let query = first; ;) {
    const search = new URLSearchParams(query).toString();
    if (seen.has(search)) throw unusable(listing, 'its pages go round in a circle');
    seen.add(search);
    const answer = await session.request({
      service: listing.service,
      method: 'GET',
      path: search === '' ? listing.path : `${listing.path}?${search}`,
      ...(signal === undefined ? {} : { signal }),
    });
    const { body, page } = pageOf(listing, answer);
    const same = listing.paging === 'offset' ? JSON.stringify(page) : '';
    if (same !== '' && same === last) throw unusable(listing, 'it gives the same page again');
    last = same;
    yield* page;
    const next = nextPage(listing.paging, body, listing.many ?? '', count, page);
    if (next.is === 'end') return;
    if (next.is === 'wrong') throw unusable(listing, next.says, answer.requestId);
    count += page.length;
    query = { ...first, ...next.query };
  }
}

function pageOf(listing: Pages, answer: Answer): { body: Record<string, unknown>; page: readonly unknown[] } {
  if (listing.many === undefined) {
    const list = z.array(z.unknown()).safeParse(answer.status === 204 ? [] : answer.body);
    if (!list.success) throw unusable(listing, 'its answer is no list', answer.requestId);
    return { body: {}, page: list.data };
  }
  const body = Body.safeParse(answer.body);
  const page = z.array(z.unknown()).safeParse(body.data?.[listing.many]);
  if (!body.success || !page.success) throw unusable(listing, `its answer has no ${listing.many}`, answer.requestId);
  return { body: body.data, page: page.data };
}

/** An error for a listing that was answered, but from which nothing may be concluded. */
function unusable(listing: Pages, fault: string, requestId?: string): CloudError {
  const asked = { service: listing.service, method: 'GET', path: listing.path };
  return bodyFailure(asked, { status: 200, ...(requestId === undefined ? {} : { requestId }) }, fault);
}
