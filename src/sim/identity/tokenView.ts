import type { Call } from '../core/call.ts';
import { catalogue } from './catalogue.ts';
import type { Token } from './rows.ts';

/** Roles of every user: what Troika's own users have. */
export const ROLES = ['member', 'load-balancer_member', 'reader'].map((name) => ({ id: `role-${name}`, name }));

/** What a token says: who, where, until when, and the catalogue. */
export function tokenView(call: Call, token: Token): unknown {
  const domain = { id: 'default', name: 'Default' };
  const user = call.state.users.get(token.userId);
  const project = call.state.projects.get(token.projectId);
  const time = (date: Date): string => `${date.toISOString().slice(0, 19)}.000000Z`;
  const credential = call.state.credentials.get(token.credentialId ?? '');
  return {
    token: {
      methods: [token.method],
      user: { domain, id: user?.id, name: user?.name, password_expires_at: null },
      audit_ids: [token.id.slice(6, 28)],
      expires_at: time(token.expiresAt),
      issued_at: time(token.issuedAt),
      project: { domain, id: project?.id, name: project?.name },
      is_domain: false,
      roles: ROLES,
      catalog: catalogue(call.base, token.projectId),
      ...(credential === undefined
        ? {}
        : {
            application_credential: {
              id: credential.id,
              name: credential.name,
              restricted: credential.unrestricted !== true,
            },
          }),
    },
  };
}
