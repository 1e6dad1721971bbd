import { z } from 'zod';
import type { Kind, Resource } from '../model/resource.ts';
import { CloudError } from './cloudError.ts';
import { KIND_ROWS } from './kinds.ts';
import type { Session } from './session.ts';

/**
 * Creates one resource and answers with what the service said of it, which may still be going on (`BUILD`, `creating`,
 * `PENDING_CREATE`). Of a server only id and name are known then. Sent once: without an answer it may have been made.
 * @param body the inner object, as the service's API has it: `{name: …}`
 * @throws CloudError; class quota for a quota refusal
 */
export async function create(
  session: Session,
  kind: Kind,
  body: Readonly<Record<string, unknown>>,
  signal?: AbortSignal,
): Promise<Resource> {
  const row = KIND_ROWS[kind];
  const path = row.list(session).replace(/\/detail$/, '');
  const answer = await session.request({
    service: row.service,
    method: 'POST',
    path,
    body: row.one === undefined ? body : { [row.one]: body },
    ...(signal === undefined ? {} : { signal }),
  });
  try {
    const item = row.one === undefined ? answer.body : z.looseObject({}).parse(answer.body)[row.one];
    return row.created?.(item, { projectId: session.projectId, body }) ?? row.parse(item);
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    const id = answer.requestId === undefined ? '' : ` (${answer.requestId})`;
    const fault = 'its answer cannot be read';
    throw new CloudError('broken', `${row.service} POST ${path}: ${answer.status}, but ${fault}${id}`, { fault });
  }
}
