import { param, type Call, type Reply } from '../core/call.ts';
import { identityFault } from '../core/fault.ts';
import { flagOr, objectAt, text, textOr } from '../core/read.ts';
import { where } from '../core/state.ts';
import type { Credential } from './rows.ts';
import { ROLES } from './tokenView.ts';

/** GET /users/{user}/application_credentials: those of all the user's projects (keystone/api/users.py). */
export function listCredentials(call: Call): Reply {
  const userId = ownUser(call);
  const name = call.query.get('name');
  const rows = where(call.state.credentials, (row) => row.userId === userId && (name === null || row.name === name));
  const links = { next: null, self: `${call.base}${call.path}`, previous: null };
  return { status: 200, body: { application_credentials: rows.map((row) => view(call, row)), links } };
}

/** GET /users/{user}/application_credentials/{id} */
export function showCredential(call: Call): Reply {
  return { status: 200, body: { application_credential: view(call, find(call)) } };
}

/** POST /users/{user}/application_credentials: the only answer that shows the secret. */
export function createCredential(call: Call): Reply {
  const userId = ownUser(call);
  mayManage(call);
  const body = objectAt(call.body, 'application_credential');
  const name = text(body, 'name');
  const taken = where(call.state.credentials, (row) => row.userId === userId && row.name === name).length > 0;
  if (taken) {
    const what = `Duplicate entry found with name ${name}.`;
    throw identityFault(409, `Conflict occurred attempting to store application_credential - ${what}`);
  }
  const row: Credential = {
    id: call.state.random.hex(32),
    name,
    description: textOr(body, 'description', null),
    userId,
    projectId: call.projectId,
    secret: textOr(body, 'secret', call.state.random.hex(86)),
    expiresAt: expiryOf(call, textOr(body, 'expires_at', null)),
    unrestricted: body['unrestricted'] === undefined ? null : flagOr(body, 'unrestricted', false),
  };
  call.state.credentials.set(row.id, row);
  return { status: 201, body: { application_credential: { ...view(call, row), secret: row.secret } } };
}

/** DELETE /users/{user}/application_credentials/{id}: tokens made of it are revoked with it. */
export function deleteCredential(call: Call): Reply {
  mayManage(call);
  const row = find(call);
  call.state.credentials.delete(row.id);
  for (const token of where(call.state.tokens, (candidate) => candidate.credentialId === row.id)) {
    token.revoked = true;
  }
  return { status: 204 };
}

/** A time to come, as Keystone shows it: UTC without saying so (keystone/common/utils.py, parse_expiration_date). */
function expiryOf(call: Call, asked: string | null): string | null {
  if (asked === null) return null;
  const at = new Date(asked.endsWith('Z') ? asked : `${asked}Z`);
  if (Number.isNaN(at.getTime())) throw identityFault(400, `Timestamp not in expected format. ${MALFORMED}`);
  if (at.getTime() <= call.state.time.now().getTime())
    throw identityFault(400, `The 'expires_at' must not be before now. ${MALFORMED}`);
  return at.toISOString().replace('Z', '000');
}

const MALFORMED =
  'The server could not comply with the request since it is either malformed or otherwise incorrect. The client is assumed to be in error.';

/** A restricted credential may look, not touch (keystone/api/users.py, _check_unrestricted_application_credential). */
function mayManage(call: Call): void {
  const credential = call.state.credentials.get(call.token?.credentialId ?? '');
  if (credential === undefined || credential.unrestricted === true) return;
  const why = "Using method 'application_credential' is not allowed for managing additional application credentials..";
  throw identityFault(403, `You are not authorized to perform the requested action: ${why}`);
}

function ownUser(call: Call): string {
  const userId = param(call, 'user');
  if (userId === call.token?.userId) return userId;
  throw identityFault(
    403,
    'You are not authorized to perform the requested action: identity:list_application_credentials.',
  );
}

function find(call: Call): Credential {
  const id = param(call, 'id');
  const row = call.state.credentials.get(id);
  if (row !== undefined && row.userId === ownUser(call)) return row;
  throw identityFault(404, `Could not find Application Credential: ${id}.`);
}

function view(call: Call, row: Credential): Record<string, unknown> {
  return {
    id: row.id,
    name: row.name,
    description: row.description,
    user_id: row.userId,
    project_id: row.projectId,
    system: null,
    expires_at: row.expiresAt,
    unrestricted: row.unrestricted,
    roles: ROLES.map((role) => ({
      ...role,
      domain_id: null,
      description: null,
      options: role.name === 'load-balancer_member' ? {} : { immutable: true },
    })),
    links: { self: `${call.base}/identity/v3/application_credentials/${row.id}` },
  };
}
