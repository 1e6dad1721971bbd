import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** What came in, read to its end. */
export interface Incoming {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  /** How many requests had been answered when this one began to come in. */
  readonly arrivedAfter: number;
}

/** Where requests go. */
export interface Door {
  readonly answered: () => number;
  readonly answer: (incoming: Incoming) => Outgoing | Promise<Outgoing>;
}

/** What goes out; `cut` says that the connection ends without an answer. */
export interface Outgoing {
  readonly cut: boolean;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  readonly afterMs: number;
}

/** An HTTP server on 127.0.0.1 which answers one request at a time and keeps connections open. */
export interface Listening {
  readonly base: string;
  close(): Promise<void>;
}

/** Listens on the port, or on a free one for 0. @param turn waited for by each request before it is answered */
export async function listen(port: number, door: Door, turn: () => Promise<void>): Promise<Listening> {
  const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    void serve(request, response, door, turn);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const base = `http://127.0.0.1:${portOf(server.address())}`;
  return { base, close: () => stop(server) };
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  door: Door,
  turn: () => Promise<void>,
): Promise<void> {
  const arrivedAfter = door.answered();
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of request) if (Buffer.isBuffer(chunk)) chunks.push(chunk);
  } catch {
    return;
  }
  await turn();
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  const text = Buffer.concat(chunks).toString('utf8');
  const outgoing = await door.answer({
    method: request.method ?? 'GET',
    url,
    headers: request.headers,
    text,
    arrivedAfter,
  });
  if (outgoing.afterMs > 0) await delay(outgoing.afterMs, undefined, { ref: false });
  if (outgoing.cut) {
    request.socket.resetAndDestroy();
    return;
  }
  response.writeHead(outgoing.status, outgoing.headers);
  response.end(outgoing.text);
}

function portOf(address: string | AddressInfo | null): number {
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return address.port;
}

async function stop(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    server.close(() => {
      resolve();
    });
  });
  server.closeAllConnections();
  await closed;
}
