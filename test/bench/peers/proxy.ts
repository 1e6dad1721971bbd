import { Agent, createServer, request as send, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** What one caller asked of the services. Logins are neither reads nor writes. */
export interface Traffic {
  readonly reads: number;
  readonly writes: number;
  /** Writes answered with 4xx or 5xx, but for 404: sent in vain. */
  readonly refused: number;
}

/** A door to services on loopback which counts what goes through. */
export interface Proxy {
  /** The same address by way of the proxy. */
  through(url: string): string;
  /** What went through so far. */
  traffic(): Traffic;
  close(): Promise<void>;
}

/**
 * Starts a proxy for all services of this machine: `http://127.0.0.1:PROXY/PORT/path` is asked of port PORT, and every
 * address in an answer leads through the proxy again, the catalogue's first of all. So every client is counted in the
 * same way, and none knows of it.
 */
export async function startProxy(): Promise<Proxy> {
  const count = { reads: 0, writes: 0, refused: 0 };
  let own = '';
  const through = (text: string): string => text.replaceAll(/http:\/\/127\.0\.0\.1:(\d+)/g, `${own}/$1`);
  const server = createServer((asked, answer) => {
    void (async () => {
      const [, port = '', path = '/'] = /^\/(\d+)(.*)$/.exec(asked.url ?? '') ?? [];
      const text = await buffer(asked);
      const got = await pass(asked, port, path, text);
      const body = through((await buffer(got)).toString('utf8'));
      const method = asked.method ?? 'GET';
      const status = got.statusCode ?? 502;
      if (method === 'GET' || method === 'HEAD') count.reads += 1;
      else if (!path.endsWith('/auth/tokens')) {
        count.writes += 1;
        if (status >= 400 && status !== 404) count.refused += 1;
      }
      const { 'content-length': _length, 'transfer-encoding': _coding, connection: _, ...headers } = got.headers;
      const location = headers.location === undefined ? {} : { location: through(headers.location) };
      const length = status === 204 || method === 'HEAD' ? {} : { 'content-length': Buffer.byteLength(body) };
      answer.writeHead(status, { ...headers, ...location, ...length });
      answer.end(body);
    })().catch((error: unknown) => answer.destroy(error instanceof Error ? error : new Error(String(error))));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  own = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    through,
    traffic: () => ({ ...count }),
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

/** A kept connection stays with one worker of a service; a new one goes to whoever is idle, for all who contend. */
const ANEW = new Agent({ keepAlive: false });

/** Sends a request on, with the service's own address as its host, since some services build their links from it. */
function pass(asked: IncomingMessage, port: string, path: string, body: Buffer): Promise<IncomingMessage> {
  return new Promise((got, failed) => {
    const { host: _, connection: _connection, 'accept-encoding': _coding, ...headers } = asked.headers;
    const options = {
      host: '127.0.0.1',
      port,
      path: path === '' ? '/' : path,
      method: asked.method,
      agent: ANEW,
      headers,
    };
    send({ ...options, headers: { ...headers, host: `127.0.0.1:${port}` } }, got)
      .once('error', failed)
      .end(body);
  });
}
