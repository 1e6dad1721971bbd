import { z } from 'zod';
import type { Kind, Resource } from '../model/resource.ts';
import { alone } from './alone.ts';
import { call } from './calls.ts';
import { KIND_ROWS } from './kinds.ts';
import type { Answer, Session } from './session.ts';
import { understood } from './understood.ts';

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
  const { one } = row;
  const path = row.list(session).replace(/\/detail$/, '');
  const wrapped = one === undefined ? body : { [one]: body };
  const post = call(row.service, 'POST', path, wrapped, signal);
  const send = (): Promise<Answer> => session.request(post);
  const answer = await (kind === 'floatingIp' ? alone(session, send) : send());
  return understood(post, answer, () => {
    const item = one === undefined ? answer.body : z.looseObject({}).parse(answer.body)[one];
    return row.created?.(item, { projectId: session.projectId, body }) ?? row.parse(item);
  });
}
