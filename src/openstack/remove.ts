import type { Ref } from '../model/resource.ts';
import type { Session } from './session.ts';

/** What became of a request to delete. */
export interface Removal {
  /**
   * `accepted`: going, wait for 404. `gone`: 404. `busy`: refused in the present state (409, other 4xx). `changed`: 412, the revision is
   * another one. `forbidden`: 401 or 403. `unknown`: 5xx, 429 or no answer: it may or may not be going.
   */
  readonly result: 'accepted' | 'gone' | 'busy' | 'changed' | 'forbidden' | 'unknown';
  readonly status?: number;
  readonly requestId?: string;
  readonly says: string;
}

export interface RemoveOptions {
  /** Neutron only: delete this revision and no other (`If-Match`). */
  readonly revision?: number;
  /** Owner of a keypair or application credential; the session's user by default. */
  readonly userId?: string;
  readonly signal?: AbortSignal;
}

export async function remove(session: Session, ref: Ref, options: RemoveOptions = {}): Promise<Removal> {
  throw new Error(`${session.cloud} ${ref.id} ${options.revision}`);
}
