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

/** One resource by its own address, which may tell more than a list does. @throws CloudError; status 404 when it is gone */
export function show(session: Session, kind: Kind, id: string, signal: AbortSignal | undefined): Promise<Resource> {
  const row = KIND_ROWS[kind];
  const get = call(row.service, 'GET', row.item(session, id), undefined, signal);
  return send(session, get, (answer) =>
    row.parse(row.one === undefined ? answer : z.looseObject({}).parse(answer)[row.one]),
  );
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
