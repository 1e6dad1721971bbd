import type { Call, Reply } from '../core/call.ts';
import { identityFault } from '../core/fault.ts';
import { isObject, objectAt, textOr } from '../core/read.ts';
import type { State } from '../core/state.ts';
import type { Token, User } from './rows.ts';
import { tokenView } from './tokenView.ts';

const LIFE = 24 * 60 * 60 * 1000;

/** How long a service believes what Keystone said of a token (keystonemiddleware/auth_token/_opts.py, token_cache_time). */
const REMEMBERED = 300_000;

/**
 * True when a service takes a token. A service that has asked about it lately does not ask again, so it goes on taking one
 * that was revoked; Keystone itself does not.
 */
export function isGood(state: State, token: Token, service: string): boolean {
  const now = state.time.now().getTime();
  if (token.expiresAt.getTime() <= now) return false;
  const seen = token.seen.get(service);
  if (service !== 'identity' && seen !== undefined && now - seen < REMEMBERED) return true;
  if (!token.revoked) token.seen.set(service, now);
  return !token.revoked;
}

/** POST /auth/tokens (keystone/api/auth.py, AuthTokenOSFederation and keystone/auth/plugins/*.py). */
export function issueToken(call: Call): Reply {
  const identity = objectAt(objectAt(call.body, 'auth'), 'identity');
  const methods: unknown = identity['methods'];
  const method: unknown = Array.isArray(methods) ? methods[0] : undefined;
  const token =
    method === 'password'
      ? byPassword(call, identity)
      : method === 'application_credential'
        ? byCredential(call, identity)
        : method === 'token'
          ? byToken(call, identity)
          : refuse();
  call.state.tokens.set(token.id, token);
  return { status: 201, body: tokenView(call, token), headers: { 'X-Subject-Token': token.id } };
}

/** GET /auth/tokens: what one's own token says. */
export function showToken(call: Call): Reply {
  const subject = call.headers['x-subject-token'];
  const token = typeof subject === 'string' ? call.state.tokens.get(subject) : undefined;
  if (token === undefined || !isGood(call.state, token, 'identity')) {
    throw identityFault(404, `Could not find token: ${String(subject)}.`);
  }
  return { status: 200, body: tokenView(call, token), headers: { 'X-Subject-Token': token.id } };
}

/** DELETE /auth/tokens: the token is no good from now on. */
export function revokeToken(call: Call): Reply {
  const subject = call.headers['x-subject-token'];
  const token = typeof subject === 'string' ? call.state.tokens.get(subject) : undefined;
  if (token === undefined) throw identityFault(404, `Could not find token: ${String(subject)}.`);
  token.revoked = true;
  return { status: 204 };
}

function byPassword(call: Call, identity: Record<string, unknown>): Token {
  const asked = objectAt(objectAt(identity, 'password'), 'user');
  const user = findUser(call, asked);
  if (user === undefined || user.password !== asked['password']) return refuse();
  const auth = objectAt(call.body, 'auth');
  const scope = isObject(auth['scope']) ? objectAt(auth['scope'], 'project') : undefined;
  const project = call.state.projects.get(user.projectId);
  const wanted = scope === undefined ? user.projectId : (textOr(scope, 'id', undefined) ?? textOr(scope, 'name', ''));
  if (wanted !== project?.id && wanted !== project?.name) return refuse();
  return make(call, user, 'password', undefined);
}

function byCredential(call: Call, identity: Record<string, unknown>): Token {
  const asked = objectAt(identity, 'application_credential');
  const id = textOr(asked, 'id', undefined);
  const owner = isObject(asked['user']) ? findUser(call, asked['user']) : undefined;
  const found = [...call.state.credentials.values()].find((candidate) => {
    return id === undefined ? candidate.name === asked['name'] && candidate.userId === owner?.id : candidate.id === id;
  });
  // A credential that is not there answers 404, a wrong secret 401 (keystone/auth/plugins/application_credential.py).
  if (found === undefined)
    throw identityFault(404, `Could not find Application Credential: ${String(id ?? asked['name'])}.`);
  const user = call.state.users.get(found.userId);
  // keystone/application_credential/backends/sql.py, authenticate
  const over = found.expiresAt !== null && Date.parse(`${found.expiresAt}Z`) <= call.state.time.now().getTime();
  if (user === undefined || found.secret !== asked['secret'] || over) return refuse();
  return make(call, user, 'application_credential', found.id);
}

function byToken(call: Call, identity: Record<string, unknown>): Token {
  const old = call.state.tokens.get(textOr(objectAt(identity, 'token'), 'id', ''));
  const user = call.state.users.get(old?.userId ?? '');
  if (old === undefined || user === undefined || !isGood(call.state, old, 'identity')) return refuse();
  return make(call, user, 'token', old.credentialId);
}

function findUser(call: Call, asked: Record<string, unknown>): User | undefined {
  const id = textOr(asked, 'id', undefined);
  if (id !== undefined) return call.state.users.get(id);
  return [...call.state.users.values()].find((user) => user.name === asked['name']);
}

function make(call: Call, user: User, method: Token['method'], credentialId: string | undefined): Token {
  const issuedAt = call.state.time.now();
  const expiresAt = new Date(issuedAt.getTime() + LIFE);
  const id = `gAAAAA${call.state.random.hex(64)}`;
  return {
    id,
    userId: user.id,
    projectId: user.projectId,
    issuedAt,
    expiresAt,
    method,
    credentialId,
    revoked: false,
    seen: new Map(),
  };
}

function refuse(): never {
  throw identityFault(401, 'The request you have made requires authentication.');
}
