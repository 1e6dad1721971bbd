import type { Secret } from '../model/secret.ts';
import type { Auth } from './cloudConfig.ts';
import type { Fields } from './cloudFields.ts';

/** An id or a name; the id wins, as in keystoneauth (identity/v3). */
export interface Named {
  readonly id?: string;
  readonly name?: string;
}

/**
 * How to get a token, from settings that are merged already; what is missing is told to `fields`. Types of auth and the meaning of
 * their options are keystoneauth's (keystoneauth1/loading/_plugins/identity). Undefined when something is missing or unknown.
 */
export function readAuth(fields: Fields, secret: (text: string) => Secret): Auth | undefined {
  const type = fields.value('auth_type') ?? 'password';
  switch (type) {
    case 'password':
    case 'v3password': {
      hintAtType(fields);
      const user = readUser(fields);
      const password = fields.need('password');
      const project = readProject(fields);
      if (user === undefined || password === undefined || project === undefined) return undefined;
      return { type: 'password', ...user, password: secret(password), project };
    }
    case 'v3applicationcredential': {
      const text = fields.need('application_credential_secret');
      const id = fields.value('application_credential_id');
      if (id !== undefined)
        return text === undefined ? undefined : { type: 'applicationCredential', id, secret: secret(text) };
      const name = fields.need(
        'application_credential_id (or application_credential_name)',
        'application_credential_name',
      );
      const user = name === undefined ? undefined : readUser(fields);
      if (text === undefined || name === undefined || user === undefined) return undefined;
      return { type: 'applicationCredentialByName', name, secret: secret(text), ...user };
    }
    case 'token':
    case 'v3token': {
      const token = fields.need('token', 'auth_token', 'token');
      const project = readProject(fields);
      return token === undefined || project === undefined
        ? undefined
        : { type: 'token', token: secret(token), project };
    }
    default:
      fields.wrong('auth_type', `${type} is not supported; use password, v3applicationcredential or token`);
      return undefined;
  }
}

/** A credential of another type, and no password: the type was forgotten. openstacksdk would not guess it either. */
function hintAtType(fields: Fields): void {
  if (fields.value('password') !== undefined) return;
  if (fields.value('application_credential_secret') !== undefined) {
    fields.wrong('auth_type', 'must be v3applicationcredential for an application credential');
  } else if (fields.value('auth_token', 'token') !== undefined) {
    fields.wrong('auth_type', 'must be token for a token');
  }
}

interface User {
  readonly username?: string;
  readonly userId?: string;
  readonly userDomain: Named;
}

function readUser(fields: Fields): User | undefined {
  const userId = fields.value('user_id');
  if (userId !== undefined) return { userId, userDomain: {} };
  const username = fields.need('username (or user_id)', 'user_name', 'username');
  const userDomain = readDomain(fields, 'user');
  return username === undefined || userDomain === undefined ? undefined : { username, userDomain };
}

function readProject(
  fields: Fields,
): { readonly id?: string; readonly name?: string; readonly domain?: Named } | undefined {
  const id = fields.value('tenant_id', 'project_id');
  if (id !== undefined) return { id };
  const name = fields.need('project_name (or project_id)', 'tenant_name', 'project_name');
  const domain = readDomain(fields, 'project');
  return name === undefined || domain === undefined ? undefined : { name, domain };
}

/** `domain_id` and `domain_name` stand for both domains, `default_domain_*` for whichever is not given. */
function readDomain(fields: Fields, of: 'user' | 'project'): Named | undefined {
  const id = fields.value('domain_id', `${of}_domain_id`);
  if (id !== undefined) return { id };
  const name = fields.value('domain_name', `${of}_domain_name`);
  if (name !== undefined) return { name };
  const defaultId = fields.value('default_domain_id');
  if (defaultId !== undefined) return { id: defaultId };
  const given = fields.need(`${of}_domain_name (or ${of}_domain_id)`, 'default_domain_name');
  return given === undefined ? undefined : { name: given };
}
