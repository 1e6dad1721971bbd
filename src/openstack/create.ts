import type { Kind, Resource } from '../model/resource.ts';
import type { Session } from './session.ts';

export async function create(
  session: Session,
  kind: Kind,
  body: Readonly<Record<string, unknown>>,
  signal?: AbortSignal,
): Promise<Resource> {
  throw new Error(`${session.cloud} ${kind} ${Object.keys(body).length} ${signal?.aborted}`);
}
