import { Agent } from 'node:http';
import { got, RequestError } from 'got';
import { onAbort } from '../io/aborts.ts';
import { says } from '../model/error.ts';

export interface KubeRequest {
  readonly method: 'GET' | 'PATCH' | 'DELETE';
  /** With its query. */
  readonly path: string;
  readonly body?: unknown;
  /** Of the body. */
  readonly type?: string;
  readonly signal: AbortSignal;
}

/** An answer of any status, or why none came: a code where there is one. */
export type KubeReply =
  | { readonly came: true; readonly status: number; readonly text: string }
  | { readonly came: false; readonly code: string };

export interface KubeHttp {
  /** Sends one request once. Never throws. */
  send(request: KubeRequest): Promise<KubeReply>;
  /** Lines of an answer of status 200 that goes on; ends with it. Never throws: what came last says how it ended. */
  lines(path: string, signal: AbortSignal, line: (text: string) => void): Promise<KubeReply>;
}

const REQUEST_TIMEOUT_MS = 30_000;

/** Requests at once to one API. */
const SOCKETS = 8;

/**
 * Requests to an API server by way of a proxy's socket.
 * @param streamMs longest life of an answer that goes on
 */
export function createKubeHttp(socket: string, streamMs: number): KubeHttp {
  const agent = { http: new Agent({ keepAlive: true, maxSockets: SOCKETS }) };
  const client = got.extend({
    agent,
    enableUnixSockets: true,
    retry: { limit: 0 },
    throwHttpErrors: false,
    followRedirect: false,
    timeout: { request: REQUEST_TIMEOUT_MS },
    headers: { accept: 'application/json', 'user-agent': 'troika', host: 'localhost' },
  });
  const address = (path: string): string => `http://unix:${socket}:${path}`;
  return {
    async send({ method, path, body, type, signal }) {
      const stop = stopOf(signal);
      try {
        const answer = await client(address(path), {
          method,
          signal: stop.signal,
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
          ...(type === undefined ? {} : { headers: { 'content-type': type } }),
        });
        return { came: true, status: answer.statusCode, text: answer.body };
      } catch (error) {
        return notCome(error);
      } finally {
        stop.release();
      }
    },
    async lines(path, signal, line) {
      let rest = '';
      let status = 0;
      const stop = stopOf(signal);
      try {
        // A connection of its own: it is taken for as long as the answer goes on.
        const own = { agent: { http: new Agent() }, timeout: { request: streamMs } };
        const stream = client.stream(address(path), { ...own, signal: stop.signal });
        // The loop below hears of errors; one after its end is nobody's.
        stream.on('error', () => undefined);
        stream.on('response', (answer: { statusCode: number }) => (status = answer.statusCode));
        stream.setEncoding('utf8');
        for await (const piece of stream) {
          rest += String(piece);
          if (status !== 200) continue;
          const whole = rest.split('\n');
          rest = whole.pop() ?? '';
          whole.filter((text) => text !== '').forEach(line);
        }
        return { came: true, status, text: rest };
      } catch (error) {
        return notCome(error);
      } finally {
        stop.release();
      }
    },
  };
}

/** A signal for one request: got puts a listener of its own on each. */
function stopOf(signal: AbortSignal): { readonly signal: AbortSignal; release(): void } {
  const own = new AbortController();
  return { signal: own.signal, release: onAbort(signal, () => own.abort(signal.reason)) };
}

function notCome(error: unknown): KubeReply {
  return { came: false, code: error instanceof RequestError ? error.code : says(error) };
}
