import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import { connect } from 'node:net';
import type { Duplex } from 'node:stream';
import { certificate, key } from '../openstack/certificate.ts';
import { createContainerLog, type ContainerLog } from './containerLog.ts';

/** A container by its names. */
export interface ContainerRef {
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
  /** Before its last start. */
  readonly previous?: true;
}

/**
 * What stands for a command in a container: a program of this machine. Its connection ends after so many bytes (with those of the
 * protocol), if at all. That it failed is told, its exit code is not: kwok calls every failure an internal error.
 */
export interface StandIn {
  readonly run: readonly [string, ...string[]];
  readonly cutAfter?: number;
}

export type Exec = (command: readonly string[], of: ContainerRef) => StandIn;

/** What serves commands: a server on this port that speaks the streaming protocol of kubelets (kwok), and what it runs. */
export interface Streaming {
  readonly port: number;
  readonly exec: Exec;
}

/** The part of a kubelet that an API server calls for logs and commands. */
export interface Kubelet {
  readonly port: number;
  log(of: ContainerRef): ContainerLog;
  end(): Promise<void>;
}

/**
 * Starts it on loopback. Logs are served from memory (pkg/kubelet/server: /containerLogs). Commands go on, with the program of `exec` in
 * place of what was asked for; without `streaming` none is taken.
 */
export async function startKubelet(streaming?: Streaming): Promise<Kubelet> {
  const logs = new Map<string, ContainerLog>();
  const open = new Set<Duplex>();
  const server = createServer({ cert: certificate, key }, (request, response) => {
    const asked = new URL(request.url ?? '/', 'https://kubelet');
    const previous = asked.searchParams.has('previous') ? '/previous' : '';
    const log = logs.get(asked.pathname.replace('/containerLogs/', '') + previous);
    if (log === undefined)
      refuse(response, `the container of ${asked.pathname} is waiting to start: ContainerCreating`);
    else log.serve(response, { follow: asked.searchParams.get('follow') === 'true', tail: tailOf(asked) });
  });
  server.on('connection', (socket: Duplex) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (streaming === undefined) {
      socket.destroy();
      return;
    }
    const { port, exec } = streaming;
    const asked = new URL(request.url ?? '/', 'https://kubelet');
    const [, , namespace = '', pod = '', ...rest] = asked.pathname.split('/');
    const standIn = exec(asked.searchParams.getAll('command'), { namespace, pod, container: rest.at(-1) ?? '' });
    asked.searchParams.delete('command');
    for (const word of standIn.run) asked.searchParams.append('command', word);
    passOn(`${asked.pathname}${asked.search}`, request, head, socket, port, standIn.cutAfter ?? Infinity);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    port: address.port,
    log({ namespace, pod, container, previous }) {
      const name = `${namespace}/${pod}/${container}${previous === true ? '/previous' : ''}`;
      const log = logs.get(name) ?? createContainerLog();
      logs.set(name, log);
      return log;
    },
    async end() {
      for (const socket of open) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

function tailOf(asked: URL): number | undefined {
  const tail = asked.searchParams.get('tailLines');
  return tail === null ? undefined : Number(tail);
}

function refuse(response: ServerResponse, why: string): void {
  response.writeHead(400, { 'content-type': 'text/plain' });
  response.end(why);
}

/** Sends a request for an upgrade on as it came but for its path, and then what follows, both ways. */
function passOn(
  path: string,
  request: IncomingMessage,
  head: Buffer,
  socket: Duplex,
  port: number,
  cutAfter: number,
): void {
  const onward = connect(port, '127.0.0.1');
  const headers: string[] = [];
  for (let at = 0; at < request.rawHeaders.length; at += 2)
    headers.push(`${request.rawHeaders[at]}: ${request.rawHeaders[at + 1]}`);
  onward.write(`${request.method} ${path} HTTP/1.1\r\n${headers.join('\r\n')}\r\n\r\n`);
  onward.write(head);
  socket.pipe(onward);
  let passed = 0;
  onward.on('data', (bytes: Buffer) => {
    const left = cutAfter - passed;
    passed += bytes.length;
    if (left > 0) socket.write(bytes.subarray(0, left));
    if (passed >= cutAfter) socket.end();
  });
  onward.on('end', () => socket.end());
  const bothEnd = (): void => {
    socket.destroy();
    onward.destroy();
  };
  for (const one of [socket, onward]) one.on('error', bothEnd).on('close', bothEnd);
}
