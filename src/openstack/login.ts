import { z } from 'zod';
import type { CloudConfig } from '../config/cloudConfig.ts';
import type { Redactor } from '../io/redact.ts';
import { TroikaError } from '../model/error.ts';
import type { Secret } from '../model/secret.ts';
import { Catalogue } from './catalogue.ts';
import { CloudError } from './cloudError.ts';
import { splitEndpoint } from './endpoint.ts';
import { answerFailure, bodyFailure } from './failure.ts';
import { parseJson } from './json.ts';
import { loginBody } from './loginBody.ts';
import type { Received, Transport } from './transport.ts';

/** What Keystone grants (keystone/common/render_token.py). */
export interface Grant {
  readonly token: Secret;
  readonly projectId: string;
  readonly userId: string;
  /** Names of the user's roles in the project. */
  readonly roles: readonly string[];
  readonly applicationCredentialId: string | undefined;
  readonly catalogue: Catalogue;
  /** The cloud's time of this grant. */
  readonly issuedAt: string;
}

const TokenBody = z.object({
  token: z.object({
    issued_at: z.string(),
    user: z.object({ id: z.string() }),
    roles: z.array(z.object({ name: z.string() })).default([]),
    project: z.object({ id: z.string() }).optional(),
    catalog: Catalogue.optional(),
    application_credential: z.object({ id: z.string() }).optional(),
  }),
});

/**
 * Logs in.
 * @throws CloudError `unauthorised` for a wrong or ended credential, `broken` when Keystone cannot be asked; TroikaError `usage` for a
 * token without project
 */
export async function login(config: CloudConfig, transport: Transport, redactor: Redactor): Promise<Grant> {
  const url = `${splitEndpoint(config.authUrl).base}/v3/auth/tokens`;
  const body = loginBody(config.auth);
  const received = await transport.send({
    service: 'identity',
    method: 'POST',
    url,
    headers: {},
    body,
    harmless: true,
  });
  if (received.status >= 400) throw loginFailure(config, received, redactor);
  const token = received.headers['x-subject-token'];
  const said = TokenBody.safeParse(parseJson(received.text));
  if (token === undefined || !said.success) throw notKeystone(config, received);
  const { project, user, roles, catalog, application_credential: credential, issued_at: issuedAt } = said.data.token;
  if (project === undefined) {
    throw new TroikaError('usage', `the token of cloud ${config.name} is for no project`, {
      hint: 'Set project_name or project_id in its clouds.yaml.',
    });
  }
  return {
    token: redactor.secret(token),
    projectId: project.id,
    userId: user.id,
    roles: roles.map((role) => role.name).sort(),
    applicationCredentialId:
      credential?.id ?? (config.auth.type === 'applicationCredential' ? config.auth.id : undefined),
    catalogue: catalog ?? [],
    issuedAt,
  };
}

function loginFailure(config: CloudConfig, received: Received, redactor: Redactor): CloudError {
  const failure = answerFailure(received.asked, received, (text) => redactor.redact(text));
  const denied = received.status === 401 || isUnknown(config, received, failure.fault);
  const credential = CREDENTIALS[config.auth.type];
  const hints: Record<number, string> = {
    403: `Keystone accepts the ${credential} of cloud ${config.name}, but not for this project.`,
    404: `auth_url of cloud ${config.name} must be the root of Keystone, with or without /v3; it is ${config.authUrl}.`,
  };
  const hint = denied
    ? `Keystone does not accept the ${credential} of cloud ${config.name}; see its clouds.yaml.`
    : (hints[received.status] ?? failure.hint);
  const message = `login to cloud ${config.name} failed: ${failure.message}`;
  return new CloudError(denied ? 'unauthorised' : failure.verdict, message, {
    status: received.status,
    fault: failure.fault,
    ...(received.requestId === undefined ? {} : { requestId: received.requestId }),
    ...(hint === undefined ? {} : { hint }),
  });
}

/**
 * Keystone says 404 of a token that has ended or is none (keystone/token/token_formatters.py, TokenNotFound), and of an
 * application credential that was deleted (keystone/exception.py, ApplicationCredentialNotFound).
 */
function isUnknown(config: CloudConfig, received: Received, fault: string): boolean {
  if (received.status !== 404 || parseJson(received.text) === undefined) return false;
  return config.auth.type === 'token' || fault.includes('Application Credential');
}

const CREDENTIALS = {
  password: 'user, password or project',
  applicationCredential: 'application credential',
  applicationCredentialByName: 'application credential',
  token: 'token (it may have expired: get a fresh one)',
} as const;

function notKeystone(config: CloudConfig, received: Received): CloudError {
  const failure = bodyFailure(received.asked, received, 'this is no answer of Keystone v3');
  return new CloudError('broken', failure.message, {
    status: received.status,
    fault: failure.fault,
    hint: `Does auth_url of cloud ${config.name} lead to Keystone? It is ${config.authUrl}.`,
  });
}
