import { z } from 'zod';
import type { Kind, Resource } from '../model/resource.ts';
import { CloudError } from './cloudError.ts';
import type { KindRow } from './kindRow.ts';
import { KIND_ROWS } from './kinds.ts';
import { nextPage, PAGE } from './paging.ts';
import type { Answer, Session } from './session.ts';

export interface ListOptions {
  readonly signal?: AbortSignal;
  /**
   * The cheap list for polling, where a kind has one (Nova's `/servers`: id and name, no project, no status): good for
   * seeing what is still there and for nothing else.
   */
  readonly brief?: boolean;
}

/** A page of any listing; a page of a kind must also have that kind's field. */
const Body = z.record(z.string(), z.unknown());

/**
 * Every resource of one kind in the session's project, paged to the end. Filters are never sent: what belongs to other projects is
 * left out here, by the project that each item names. (Keypairs name none; they are the user's.)
 * @throws CloudError when a page fails, is cut off, is malformed, or the pages go round in a circle
 */
export async function list(session: Session, kind: Kind, options: ListOptions = {}): Promise<readonly Resource[]> {
  const row = KIND_ROWS[kind];
  const brief = options.brief === true ? row.brief : undefined;
  const read = brief?.parse ?? row.parse;
  const found = new Map<string, Resource>();
  for await (const item of items(session, row, brief?.path ?? row.list(session), options.signal)) {
    const resource = checked(row, kind, () => read(item));
    found.set(resource.id, resource);
  }
  return [...found.values()].filter(({ projectId }) => projectId === undefined || projectId === session.projectId);
}

async function* items(
  session: Session,
  row: KindRow,
  path: string,
  signal: AbortSignal | undefined,
): AsyncGenerator<unknown> {
  const first: Record<string, string> = row.paging === 'none' ? {} : { limit: String(PAGE), ...row.query };
  const seen = new Set<string>();
  let count = 0;
  for (let query = first; ;) {
    const search = new URLSearchParams(query).toString();
    if (seen.has(search)) throw broken(row, path, 'its pages go round in a circle');
    seen.add(search);
    const answer = await session.request({
      service: row.service,
      method: 'GET',
      path: search === '' ? path : `${path}?${search}`,
      ...(signal === undefined ? {} : { signal }),
    });
    const { body, page } = pageOf(row, path, answer);
    yield* page;
    const next = nextPage(row.paging, body, row.many, count, page.length);
    if (next.is === 'end') return;
    if (next.is === 'wrong') throw broken(row, path, next.says, answer.requestId);
    count += page.length;
    query = { ...first, ...next.query };
  }
}

function pageOf(
  row: KindRow,
  path: string,
  answer: Answer,
): { body: Record<string, unknown>; page: readonly unknown[] } {
  const body = Body.safeParse(answer.body);
  const page = z.array(z.unknown()).safeParse(body.data?.[row.many]);
  if (!body.success || !page.success) throw broken(row, path, `its answer has no ${row.many}`, answer.requestId);
  return { body: body.data, page: page.data };
}

/** Reads an item; one that lacks what we use makes the whole list unusable, for it might be ours. */
function checked(row: KindRow, kind: Kind, read: () => Resource): Resource {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    const [issue] = error.issues;
    throw broken(row, `list of ${kind}`, `an item is not as expected: ${issue?.path.join('.')}: ${issue?.message}`);
  }
}

function broken(row: KindRow, path: string, says: string, requestId?: string): CloudError {
  const id = requestId === undefined ? '' : ` (${requestId})`;
  return new CloudError('broken', `${row.service} GET ${path}: ${says}${id}`, {
    fault: says,
    status: 200,
    ...(requestId === undefined ? {} : { requestId }),
  });
}
