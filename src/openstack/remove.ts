import type { Ref } from '../model/resource.ts';
import { CloudError } from './cloudError.ts';
import { KIND_ROWS } from './kinds.ts';
import { removalOf, type Removal } from './removal.ts';
import type { Call, Session } from './session.ts';

export type { Removal } from './removal.ts';

export interface RemoveOptions {
  /** Neutron only: delete this revision and no other (`If-Match`). */
  readonly revision?: number;
  /** Owner of an application credential; the session's user by default. */
  readonly userId?: string;
  readonly signal?: AbortSignal;
}

/**
 * Asks for the deletion of one resource, a load balancer with all it holds. Sent once: who wants it sent again looks first.
 * Never throws for what a service answers or does not answer.
 * @throws the signal's reason, when that came before the request was sent
 */
export async function remove(session: Session, ref: Ref, options: RemoveOptions = {}): Promise<Removal> {
  const row = KIND_ROWS[ref.kind];
  const { revision, userId = session.userId, signal } = options;
  const path = row.item({ projectId: session.projectId, userId }, ref.id);
  return removing(session, {
    service: row.service,
    method: 'DELETE',
    once: true,
    path: row.removal === undefined ? path : `${path}?${row.removal}`,
    ...(revision === undefined ? {} : { headers: { 'if-match': `revision_number=${revision}` } }),
    ...(signal === undefined ? {} : { signal }),
  });
}

/** Sends a call that takes something away and says what became of it. */
export async function removing(session: Session, call: Call): Promise<Removal> {
  try {
    const { status, requestId } = await session.request(call);
    return { result: 'accepted', status, says: 'accepted', ...(requestId === undefined ? {} : { requestId }) };
  } catch (error) {
    if (error instanceof CloudError) return removalOf(error);
    throw error;
  }
}
