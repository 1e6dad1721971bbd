import { z } from 'zod';
import type { Paging } from './kindRow.ts';

/** Items asked for at once: below the most that Nova, Cinder, Glance and Octavia give by default (1000). */
export const PAGE = 500;

/**
 * Nova's server groups tell nothing of a next page and are cut at `[api] max_limit`, which may be lower than what we
 * ask for (nova/api/openstack/common.py, limited); so are Cinder's attachments, and Swift's lists at a limit of its own.
 * A page of fewer than this is believed to be the last.
 */
const SMALLEST_CUT = 20;

/** Where the next page begins, as a query to add; `end` after the last; or what is wrong with the page. */
export type Next =
  | { readonly is: 'end' }
  | { readonly is: 'more'; readonly query: Readonly<Record<string, string>> }
  | { readonly is: 'wrong'; readonly says: string };

const NextLinks = z.array(z.object({ rel: z.string(), href: z.string() })).nullish();
const NextText = z.string().nullish();
const NamedItem = z.object({ name: z.string().min(1) });

/**
 * How a listing goes on after a page. A short or empty page is not the end as long as there is a link. Of a link only its marker
 * is used, so that no answer leads to another host. Pure.
 * @param many the field that holds the items @param before how many items came on earlier pages @param page the items of this one
 */
export function nextPage(
  paging: Paging,
  body: Readonly<Record<string, unknown>>,
  many: string,
  before: number,
  page: readonly unknown[],
): Next {
  const count = page.length;
  // Keystone cuts a list at its list_limit and says so (keystone/server/flask/common.py, limit).
  if (body['truncated'] === true) return { is: 'wrong', says: 'the service cut it off (truncated)' };
  switch (paging) {
    case 'none':
      return { is: 'end' };
    case 'offset':
      return count < SMALLEST_CUT ? { is: 'end' } : { is: 'more', query: { offset: String(before + count) } };
    case 'marker':
      return count < SMALLEST_CUT ? { is: 'end' } : afterName(page.at(-1));
    case 'links': {
      const links = NextLinks.safeParse(body[`${many}_links`]);
      if (!links.success) return { is: 'wrong', says: `its ${many}_links cannot be read` };
      return afterLink((links.data ?? []).find((link) => link.rel === 'next')?.href);
    }
    case 'next': {
      const next = NextText.safeParse(body['next']);
      return next.success ? afterLink(next.data ?? undefined) : { is: 'wrong', says: 'its next cannot be read' };
    }
  }
}

/** Swift lists what comes after a name (swift/container/backend.py, list_objects_iter). */
function afterName(last: unknown): Next {
  const name = NamedItem.safeParse(last).data?.name;
  return name === undefined
    ? { is: 'wrong', says: 'its last item has no name to go on from' }
    : { is: 'more', query: { marker: name } };
}

function afterLink(href: string | undefined): Next {
  if (href === undefined) return { is: 'end' };
  const marker = URL.canParse(href, 'http://host') ? new URL(href, 'http://host').searchParams.get('marker') : null;
  if (marker === null || marker === '') return { is: 'wrong', says: 'its link to the next page has no marker' };
  return { is: 'more', query: { marker } };
}
