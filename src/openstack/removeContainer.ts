import pLimit from 'p-limit';
import { z } from 'zod';
import { bulkBody, objectPath, readBulkAnswer } from './bulkDelete.ts';
import { call } from './calls.ts';
import { CloudError } from './cloudError.ts';
import { removalOf, type Removal } from './removal.ts';
import { removing } from './remove.ts';
import type { Session } from './session.ts';
import { understood } from './understood.ts';

/**
 * Objects in one bulk deletion: well below what Swift takes by default (10,000; max_deletes_per_request) and what Ceph
 * does (1000), so that each is answered before its time is up.
 */
const PAGE = 500;
/** Objects deleted at once, one by one, where the cloud has no bulk deletion. */
const AT_ONCE = 4;

/** So often the end of a container's list may be seen, and objects in it again. */
const MOST_ENDS = 3;

/** A person's wish, as container metadata; the words are those of the rule `keep-mark`. */
const KEEP = 'x-container-meta-e2e-keep';

const Page = z.array(z.object({ name: z.string().min(1) }));

/** Nothing is in it any more, or what hinders. */
type Emptied = { readonly is: 'empty'; readonly objects: number } | { readonly is: 'not'; readonly removal: Removal };

/**
 * Deletes a container with its objects: these first, in bulk, until a list of the container shows none; then the container,
 * which the service refuses while it holds anything. A list that shows nothing but what is gone already lags behind
 * (Swift's are consistent in the end only): then the whole is to be tried later. What one deletion says of each object is
 * read, and told. Large objects' segments stand in containers of their own and are no part of it; old versions of objects
 * are not seen in its list, and make the service refuse.
 */
export async function removeContainer(session: Session, container: string): Promise<Removal> {
  const emptied = await empty(session, container).catch((error: unknown): Emptied => {
    if (error instanceof CloudError) return { is: 'not', removal: removalOf(error) };
    throw error;
  });
  if (emptied.is === 'not') return emptied.removal;
  const path = `/${encodeURIComponent(container)}`;
  const removal = await removing(session, { ...call('objectStore', 'DELETE', path, undefined, undefined), once: true });
  return emptied.objects === 0 ? removal : { ...removal, says: `${removal.says}, after ${emptied.objects} objects` };
}

async function empty(session: Session, container: string): Promise<Emptied> {
  let objects = 0;
  let size = PAGE;
  let bulk = true;
  let ends = 0;
  for (;;) {
    const { names, keep } = await look(session, container, size);
    if (keep) return not('marked to be kept', 'forbidden');
    if (names.length === 0) return { is: 'empty', objects };
    const answer = bulk ? await deleteInBulk(session, container, names) : await deleteEach(session, container, names);
    if (answer.is === 'absent') bulk = false;
    else if (answer.is === 'too-many') {
      if (names.length === 1) return not('it takes not even one object in a bulk deletion');
      size = Math.max(1, Math.floor(names.length / 2));
    } else {
      objects += answer.done;
      if (answer.failed.length > 0) return not(`${answer.failed.length} of its objects stay: ${some(answer.failed)}`);
      if (answer.done > 0) {
        // Whoever sees the end of the list again and again, and always something in it, empties it for somebody who fills it.
        if (names.length < size) ends += 1;
        if (ends > MOST_ENDS) return not('objects come as fast as they go: somebody writes into it');
        continue;
      }
      if (answer.before === 0) return not('its objects were accepted for deletion, and none went');
      return not(`its list still shows ${names.length} objects that are gone: the object store lags behind`);
    }
  }
}

/** The first objects in it, and whether somebody wants it kept. */
async function look(
  session: Session,
  container: string,
  limit: number,
): Promise<{ readonly names: readonly string[]; readonly keep: boolean }> {
  const get = call(
    'objectStore',
    'GET',
    `/${encodeURIComponent(container)}?limit=${limit}&format=json`,
    undefined,
    undefined,
  );
  const answer = await session.request(get);
  const page = understood(get, answer, () => Page.parse(answer.status === 204 ? [] : answer.body));
  return { names: page.map(({ name }) => name), keep: answer.headers[KEEP] === 'true' };
}

async function deleteInBulk(
  session: Session,
  container: string,
  names: readonly string[],
): Promise<ReturnType<typeof readBulkAnswer>> {
  // Swift overlooks the container in this path (bulk.py, split_path); our request log is to name it.
  const path = `/${encodeURIComponent(container)}?bulk-delete`;
  const post = call('objectStore', 'POST', path, bulkBody(container, names), undefined);
  const answer = await session.request({ ...post, headers: { 'content-type': 'text/plain' } });
  return readBulkAnswer(answer.body);
}

async function deleteEach(
  session: Session,
  container: string,
  names: readonly string[],
): Promise<ReturnType<typeof readBulkAnswer>> {
  const limit = pLimit(AT_ONCE);
  const ends = await Promise.all(
    names.map((name) =>
      limit(async () => {
        const path = objectPath(container, name);
        const removal = await removing(session, call('objectStore', 'DELETE', path, undefined, undefined));
        return { result: removal.result, says: `${name}: ${removal.says}` };
      }),
    ),
  );
  const count = (result: Removal['result']): number => ends.filter((one) => one.result === result).length;
  const failed = ends.filter((one) => one.result !== 'accepted' && one.result !== 'gone').map((one) => one.says);
  return { is: 'answered', done: count('accepted'), before: count('gone'), failed };
}

function some(failed: readonly string[]): string {
  const more = failed.length > 3 ? ` and ${failed.length - 3} more` : '';
  return `${failed.slice(0, 3).join('; ')}${more}`;
}

function not(says: string, result: Removal['result'] = 'busy'): Emptied {
  return { is: 'not', removal: { result, says } };
}
