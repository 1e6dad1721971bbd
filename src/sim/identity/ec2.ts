import { param, type Call, type Reply } from '../core/call.ts';
import { identityFault } from '../core/fault.ts';
import { isObject, text } from '../core/read.ts';
import { where } from '../core/state.ts';
import type { Ec2Credential } from './rows.ts';

/** GET /users/{user}/credentials/OS-EC2: all of the user's, secrets and all (keystone/api/users.py). */
export function listEc2(call: Call): Reply {
  const userId = ownUser(call);
  const rows = where(call.state.ec2Credentials, (row) => row.userId === userId);
  const links = { next: null, self: `${call.base}${call.path}`, previous: null };
  return { status: 200, body: { credentials: rows.map((row) => view(call, row)), links } };
}

/** POST /users/{user}/credentials/OS-EC2 */
export function createEc2(call: Call): Reply {
  const userId = ownUser(call);
  const projectId = text(isObject(call.body) ? call.body : {}, 'tenant_id');
  if (!call.state.projects.has(projectId)) throw identityFault(404, `Could not find project: ${projectId}.`);
  const row = { access: call.state.random.hex(32), secret: call.state.random.hex(32), userId, projectId };
  call.state.ec2Credentials.set(row.access, row);
  return { status: 201, body: { credential: view(call, row) } };
}

/** GET /users/{user}/credentials/OS-EC2/{access} */
export function showEc2(call: Call): Reply {
  return { status: 200, body: { credential: view(call, find(call)) } };
}

/** DELETE /users/{user}/credentials/OS-EC2/{access} */
export function deleteEc2(call: Call): Reply {
  call.state.ec2Credentials.delete(find(call).access);
  return { status: 204 };
}

/** Nobody's but one's own, and only to a login by password (keystone/api/users.py, _require_primary_auth_for_ec2). */
function ownUser(call: Call): string {
  const userId = param(call, 'user');
  const refuse = (why: string): Error =>
    identityFault(403, `You are not authorized to perform the requested action: ${why}.`);
  if (userId !== call.token?.userId) throw refuse('identity:ec2_list_credentials');
  if (call.token.method === 'application_credential')
    throw refuse('Delegated tokens cannot access credentials directly');
  return userId;
}

function find(call: Call): Ec2Credential {
  const userId = ownUser(call);
  const access = param(call, 'access');
  const row = call.state.ec2Credentials.get(access);
  if (row?.userId === userId) return row;
  throw identityFault(404, `Could not find credential: ${access}.`);
}

function view(call: Call, row: Ec2Credential): Record<string, unknown> {
  return {
    user_id: row.userId,
    tenant_id: row.projectId,
    access: row.access,
    secret: row.secret,
    trust_id: null,
    links: { self: `${call.base}/identity/v3/users/${row.userId}/credentials/OS-EC2/${row.access}` },
  };
}
