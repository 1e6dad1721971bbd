import { z } from 'zod';
import type { Resource } from '../model/resource.ts';
import { Secret } from '../model/secret.ts';
import { call, send } from './calls.ts';
import { KIND_ROWS } from './kinds.ts';
import { list } from './list.ts';
import type { Session } from './session.ts';

/** What somebody needs to log in by an application credential. Keystone shows the secret this once. */
export interface NewCredential {
  readonly id: string;
  readonly secret: Secret;
}

export interface CredentialWish {
  /** One of a user's credentials has it: a second one is refused with 409. */
  readonly name: string;
  readonly description: string;
  /** ISO 8601, UTC. From then on nobody can log in by it; it stays in the list. */
  readonly expiresAt?: string | undefined;
}

const Made = z.object({ application_credential: z.object({ id: z.string(), secret: z.string() }) });

/**
 * Makes an application credential of the session's user, for the session's project and roles, that may make or delete no
 * other (keystone/api/users.py, UserAppCredListCreateResource). Sent once: without an answer it may have been made, and nobody
 * knows its secret; then find it by its name, remove it, and make another. A caller with a redactor of its own tells it the secret.
 * @throws CloudError; status 403 where the session itself logged in by a restricted application credential, 409 where the name
 * is taken, 400 for a time that is over, or for a moment under load
 */
export function createApplicationCredential(
  session: Session,
  { name, description, expiresAt }: CredentialWish,
  signal?: AbortSignal,
): Promise<NewCredential> {
  const expiry = expiresAt === undefined ? {} : { expires_at: expiresAt };
  const body = { application_credential: { name, description, unrestricted: false, ...expiry } };
  const post = call('identity', 'POST', KIND_ROWS.applicationCredential.list(session), body, signal);
  return send(session, post, (answer) => {
    const { id, secret } = Made.parse(answer).application_credential;
    return { id, secret: new Secret(secret) };
  });
}

/**
 * The application credential of this name that is for the session's project; `remove` takes it away.
 * @throws CloudError when they cannot be listed
 */
export async function findApplicationCredential(
  session: Session,
  name: string,
  signal?: AbortSignal,
): Promise<Resource | undefined> {
  const all = await list(session, 'applicationCredential', signal === undefined ? {} : { signal });
  return all.find((one) => one.name === name);
}
