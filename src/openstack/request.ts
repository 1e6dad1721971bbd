import type { Redactor } from '../io/redact.ts';
import type { Secret } from '../model/secret.ts';
import { answerFailure, bodyFailure } from './failure.ts';
import type { createFirstAlone } from './firstAlone.ts';
import { parseJson } from './json.ts';
import type { Root } from './roots.ts';
import type { Answer, Call, Service, Session } from './session.ts';
import type { Received, Transport } from './transport.ts';

export interface RequestTools {
  readonly transport: Transport;
  readonly redactor: Redactor;
  readonly root: (service: Service) => Promise<Root>;
  readonly token: () => Secret;
  readonly firstAlone: ReturnType<typeof createFirstAlone>;
  /** Logs in again; those who ask at once share one login. */
  readonly renew: () => Promise<void>;
}

/** The session's one door: token, microversion, one new login on 401. */
export function createRequest(tools: RequestTools): Session['request'] {
  const { transport, redactor } = tools;

  function send(call: Call, root: Root, token: Secret): Promise<Received> {
    const { service, method, path, body, headers, signal, once, repeatable, before } = call;
    return transport.send({
      service,
      method,
      url: root.url + path,
      headers: {
        'x-auth-token': token.reveal(),
        ...(root.microversion === undefined ? {} : { 'openstack-api-version': root.microversion }),
        ...headers,
      },
      ...(body === undefined ? {} : { body }),
      ...(signal === undefined ? {} : { signal }),
      ...(once === undefined ? {} : { once }),
      ...(repeatable === undefined ? {} : { repeatable }),
      ...(before === undefined ? {} : { before }),
    });
  }

  return async (call) => {
    const root = await tools.root(call.service);
    const token = tools.token();
    let received = await tools.firstAlone(call.service, () => send(call, root, token));
    if (received.status === 401) {
      if (tools.token() === token) await tools.renew();
      received = await send(call, root, tools.token());
    }
    // A redirect is a failure too: what answers it did not do what was asked.
    if (received.status >= 300) throw answerFailure(received.asked, received, (text) => redactor.redact(text));
    return answerOf(received, redactor);
  };
}

/** Fields in which a service hands out a secret: Nova's `adminPass` and `private_key`, Keystone's `secret`. */
const SECRET_FIELDS: ReadonlySet<string> = new Set(['adminPass', 'private_key', 'secret']);

function answerOf(received: Received, redactor: Redactor): Answer {
  const { status, headers, text, requestId } = received;
  const body = text === '' ? undefined : parseJson(text);
  if (text !== '' && body === undefined) throw bodyFailure(received.asked, received, 'its body is no JSON, or cut off');
  if (received.asked.method === 'POST') hideSecrets(body, redactor, 2);
  return { status, body, headers, ...(requestId === undefined ? {} : { requestId }) };
}

function hideSecrets(value: unknown, redactor: Redactor, depth: number): void {
  if (typeof value !== 'object' || value === null || depth === 0) return;
  for (const [name, inner] of Object.entries(value)) {
    if (SECRET_FIELDS.has(name) && typeof inner === 'string') redactor.secret(inner);
    hideSecrets(inner, redactor, depth - 1);
  }
}
