import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { got, RequestError } from 'got';

/** Requests at once to one host. More did not make a clean-up faster on real services, and fewer did. */
const SOCKETS = 16;

/** Longest life of one request. Well below the 170 s after which an effect without an answer counts as over. */
export const REQUEST_TIMEOUT_MS = 60_000;

const CONNECT_TIMEOUT_MS = 15_000;

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Sent as JSON; a text as it stands, under the content type that the headers name. */
  readonly body?: unknown;
  readonly signal?: AbortSignal;
}

/** What came back: an answer of any status, or none, with the code of why (`ECONNREFUSED`, `ETIMEDOUT` …). */
export type Reply =
  | {
      readonly came: true;
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly text: string;
    }
  | { readonly came: false; readonly code: string };

/** Sends one request once. Never throws: got's errors hold the token and the password, so none may leave this file. */
export type Http = (request: HttpRequest) => Promise<Reply>;

export interface HttpSettings {
  /** Longest life of one request, in milliseconds. */
  readonly timeout: number;
  /** False: certificates are not checked. */
  readonly verify: boolean;
  /** PEM text of the authorities to trust; undefined: the system's. */
  readonly authorities?: string;
}

/** The one got instance: kept-alive connections, no redirects, no retries of its own (see retry.ts). */
export function createHttp(settings: HttpSettings): Http {
  const connecting = Math.min(CONNECT_TIMEOUT_MS, settings.timeout);
  const kept = { keepAlive: true, maxSockets: SOCKETS };
  const agent = { http: new HttpAgent(kept), https: new HttpsAgent(kept) };
  // Every effect has a new connection. An idle one may be closed by the other side just as we write into it, and a lost
  // POST is not sent again as a lost GET is. And a kept one stays with one worker of the service: a few of them may be all
  // of one worker's, while the others idle.
  const fresh = { http: new HttpAgent({ maxSockets: SOCKETS }), https: new HttpsAgent({ maxSockets: SOCKETS }) };
  const client = got.extend({
    retry: { limit: 0 },
    throwHttpErrors: false,
    followRedirect: false,
    timeout: { request: settings.timeout, lookup: connecting, connect: connecting },
    headers: { accept: 'application/json', 'user-agent': 'troika' },
    https: {
      rejectUnauthorized: settings.verify,
      ...(settings.authorities === undefined ? {} : { certificateAuthority: settings.authorities }),
    },
  });
  return async (request) => {
    try {
      const answer = await client(request.url, {
        method: request.method,
        headers: request.headers,
        agent: request.method === 'GET' ? agent : fresh,
        ...bodyOf(request.body),
        ...(request.signal === undefined ? {} : { signal: request.signal }),
      });
      return { came: true, status: answer.statusCode, headers: flat(answer.headers), text: answer.body };
    } catch (error) {
      return { came: false, code: error instanceof RequestError ? error.code : 'ERR_REQUEST' };
    }
  };
}

function bodyOf(body: unknown): { readonly body?: string; readonly json?: unknown } {
  if (body === undefined) return {};
  return typeof body === 'string' ? { body } : { json: body };
}

function flat(headers: Readonly<Record<string, string | string[] | undefined>>): Readonly<Record<string, string>> {
  const result: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) result[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return result;
}
