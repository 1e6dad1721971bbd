import { z } from 'zod';
import type { Kind, Resource } from '../model/resource.ts';
import { KIND_ROWS } from './kinds.ts';
import type { Call, Session } from './session.ts';
import { understood } from './understood.ts';

/** Changes fields of one resource. @param body the inner object @throws CloudError */
export function update(
  session: Session,
  kind: Kind,
  id: string,
  body: Readonly<Record<string, unknown>>,
  signal: AbortSignal | undefined,
): Promise<Resource> {
  const row = KIND_ROWS[kind];
  const one = row.one ?? '';
  const put = call(row.service, 'PUT', row.item(session, id), { [one]: body }, signal);
  return send(session, put, (answer) => row.parse(z.looseObject({}).parse(answer)[one]));
}

/** Sends a call and reads its body. @throws CloudError, also when the body cannot be read */
export async function send<T>(session: Session, sent: Call, read: (body: unknown) => T): Promise<T> {
  const answer = await session.request(sent);
  return understood(sent, answer, () => read(answer.body));
}

/** A call with what there is of body and signal. */
export function call(
  service: Call['service'],
  method: Call['method'],
  path: string,
  body: unknown,
  signal: AbortSignal | undefined,
): Call {
  return {
    service,
    method,
    path,
    ...(body === undefined ? {} : { body }),
    ...(signal === undefined ? {} : { signal }),
  };
}
