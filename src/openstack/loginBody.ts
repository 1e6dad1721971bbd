import type { Auth } from '../config/cloudConfig.ts';

type Named = { readonly id?: string; readonly name?: string };

/**
 * The body that gets a scoped token from `/v3/auth/tokens`, for each kind of credential (keystone/auth/schema.py). An
 * application credential has its project in itself. Holds secrets: for the wire only.
 */
export function loginBody(auth: Auth): unknown {
  switch (auth.type) {
    case 'password': {
      const user = { ...userOf(auth), password: auth.password.reveal() };
      return scoped({ methods: ['password'], password: { user } }, auth.project);
    }
    case 'applicationCredential':
      return applicationCredential({ id: auth.id, secret: auth.secret.reveal() });
    case 'applicationCredentialByName':
      return applicationCredential({ name: auth.name, secret: auth.secret.reveal(), user: userOf(auth) });
    case 'token':
      return scoped({ methods: ['token'], token: { id: auth.token.reveal() } }, auth.project);
  }
}

function scoped(identity: unknown, project: Named & { readonly domain?: Named }): unknown {
  const scope = project.id === undefined ? { name: project.name, domain: project.domain } : { id: project.id };
  return { auth: { identity, scope: { project: scope } } };
}

function applicationCredential(credential: unknown): unknown {
  return { auth: { identity: { methods: ['application_credential'], application_credential: credential } } };
}

function userOf(auth: { readonly username?: string; readonly userId?: string; readonly userDomain: Named }): object {
  return auth.userId === undefined ? { name: auth.username, domain: auth.userDomain } : { id: auth.userId };
}
