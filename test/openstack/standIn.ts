import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { CloudConfig } from '../../src/config/cloudConfig.ts';
import type { Clock } from '../../src/io/clock.ts';
import { noLog } from '../../src/io/log.ts';
import { createRedactor } from '../../src/io/redact.ts';
import { connect, type ConnectTools } from '../../src/openstack/connect.ts';
import type { Session } from '../../src/openstack/session.ts';
import { certificate, key } from './certificate.ts';

/** A request as the server saw it. */
export interface Seen {
  readonly method: string;
  /** Path with query. */
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: unknown;
  /** Number of the connection it came on. */
  readonly connection: number;
}

/** An answer to send; `drop` closes the connection without one. */
export type Play =
  | { readonly status: number; readonly body?: unknown; readonly headers?: Record<string, string> }
  | { readonly drop: true }
  | { readonly by: (response: ServerResponse) => void };

export type Script = (request: Seen) => Play | undefined | Promise<Play | undefined>;

export const PROJECT = 'a218bc6b450b46c4a0cd6de27dc2bc2b';
export const USER = 'b199a7c28d4a438cadda94fe5e3d4ca1';
export const PASSWORD = 'correct horse battery/staple+1';
export const TOKEN = 'gAAAAABtoken-of-the-stand-in-cloud';

type ConnectOptions = Pick<ConnectTools, 'signal' | 'requestTimeoutMs'>;

/** One server that plays all services below one host, each under its own name: `/compute/v2.1`, `/network` … */
export interface StandIn {
  readonly url: string;
  readonly seen: readonly Seen[];
  /** Requests seen whose method and path match. */
  to(method: string, path: RegExp): readonly Seen[];
  readonly config: CloudConfig;
  readonly redactor: ReturnType<typeof createRedactor>;
  /** Logs in; time passes at once, and what was slept is in `slept`. */
  connect(changes?: Partial<CloudConfig>, options?: ConnectOptions): Promise<Session>;
  /** Logs in with exactly this configuration. */
  connectWith(config: CloudConfig, options?: ConnectOptions): Promise<Session>;
  readonly slept: readonly number[];
}

/**
 * Runs `work` against a stand-in cloud and closes it. `script` answers first; what it leaves (undefined) gets a login, the version
 * documents, and empty lists.
 */
export async function withStandIn(
  script: Script,
  work: (cloud: StandIn) => Promise<void>,
  options: { readonly tls?: true; readonly catalogue?: (url: string) => unknown } = {},
): Promise<void> {
  const seen: Seen[] = [];
  const connections = new Map<unknown, number>();
  const listener: RequestListener = (request, response) => {
    void answer(request, response);
  };
  const server: Server =
    options.tls === true ? createTlsServer({ cert: certificate, key }, listener) : createServer(listener);

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!connections.has(request.socket)) connections.set(request.socket, connections.size + 1);
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    const it: Seen = {
      method: request.method ?? '',
      path: request.url ?? '',
      headers: request.headers,
      body: request.headers['content-type'] === 'text/plain' ? text : text === '' ? undefined : JSON.parse(text),
      connection: connections.get(request.socket) ?? 0,
    };
    seen.push(it);
    const play = (await script(it)) ?? standard(it, (options.catalogue ?? catalogueAt)(url));
    if ('drop' in play) request.socket.destroy();
    else if ('by' in play) play.by(response);
    else {
      const body = typeof play.body === 'string' ? play.body : JSON.stringify(play.body);
      response.writeHead(play.status, { 'x-openstack-request-id': `req-${seen.length}`, ...play.headers });
      response.end(play.body === undefined ? undefined : body);
    }
  }

  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const url = `${options.tls === true ? 'https' : 'http'}://127.0.0.1:${port}`;
  const redactor = createRedactor();
  const config: CloudConfig = {
    name: 'stand-in',
    authUrl: `${url}/identity/v3`,
    auth: {
      type: 'password',
      username: 'someone',
      userDomain: { name: 'Default' },
      password: redactor.secret(PASSWORD),
      project: { name: 'e2e', domain: { name: 'Default' } },
    },
    region: 'RegionOne',
    interface: 'public',
    verify: true,
  };
  const slept: number[] = [];
  const connectWith: StandIn['connectWith'] = (given, options) =>
    connect(given, { clock: hastyClock(slept), log: noLog, redactor, ...options });
  try {
    await work({
      url,
      seen,
      to: (method, path) => seen.filter((one) => one.method === method && path.test(one.path)),
      config,
      redactor,
      slept,
      connect: (changes = {}, options) => connectWith({ ...config, ...changes }, options),
      connectWith,
    });
  } finally {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  }
}

/** A clock in which sleeping takes no time, but time passes. */
export function hastyClock(slept: number[] = []): Clock {
  let ahead = 0;
  return {
    now: () => new Date(),
    monotonic: () => performance.now() + ahead,
    sleep(ms, signal) {
      signal?.throwIfAborted();
      slept.push(ms);
      ahead += ms;
      return new Promise((done) => setImmediate(done));
    },
  };
}

export function catalogueAt(url: string): unknown {
  const endpoints = (path: string): unknown => [
    { interface: 'public', region: 'RegionOne', url: url + path },
    { interface: 'internal', region: 'RegionTwo', url: url + path },
  ];
  return [
    { type: 'identity', endpoints: endpoints('/identity') },
    { type: 'compute', endpoints: endpoints('/compute/v2.1') },
    { type: 'network', endpoints: endpoints('/network') },
    { type: 'volumev3', endpoints: endpoints(`/volume/v3/${PROJECT}`) },
    { type: 'load-balancer', endpoints: endpoints('/load-balancer/v2') },
    { type: 'image', endpoints: endpoints('/image') },
    { type: 'object-store', endpoints: endpoints(`/swift/v1/AUTH_${PROJECT}`) },
    { type: 'placement', endpoints: endpoints('/placement') },
  ];
}

/** Body of a login's answer. */
export function tokenBody(catalog: unknown, changes: Record<string, unknown> = {}): unknown {
  const token = { issued_at: '2026-11-25T03:24:17.000000Z', user: { id: USER }, project: { id: PROJECT }, catalog };
  return { token: { ...token, ...changes } };
}

function standard(request: Seen, catalogue: unknown): Play {
  const path = request.path.replace(/\?.*/, '');
  if (path === '/identity/v3/auth/tokens') {
    return { status: 201, body: tokenBody(catalogue), headers: { 'x-subject-token': TOKEN } };
  }
  const document = DOCUMENTS[path];
  if (document !== undefined) return { status: 200, body: document };
  if (path === `/swift/v1/AUTH_${PROJECT}`) return { status: 200, body: [] };
  const many = Object.entries(LISTS).find(([end]) => path.endsWith(`/${end}`))?.[1];
  return many === undefined
    ? { status: 404, body: { itemNotFound: { message: `nothing at ${path}` } } }
    : { status: 200, body: { [many]: [] } };
}

const DOCUMENTS: Readonly<Record<string, unknown>> = {
  '/compute/v2.1/': { version: { id: 'v2.1', status: 'CURRENT', version: '2.93', min_version: '2.1' } },
  '/volume/v3/': { versions: [{ id: 'v3.0', status: 'CURRENT', version: '3.70', min_version: '3.0' }] },
  '/network/': { versions: [{ id: 'v2.0', status: 'CURRENT' }] },
  '/image/': { versions: [{ id: 'v2.15' }, { id: 'v2.0' }] },
  '/identity/': { versions: { values: [{ id: 'v3.14' }] } },
};

/** Fields of listings; the paths have the same names but for a few. */
const LISTS: Readonly<Record<string, string>> = {
  'servers/detail': 'servers',
  servers: 'servers',
  'os-server-groups': 'server_groups',
  'os-keypairs': 'keypairs',
  ports: 'ports',
  trunks: 'trunks',
  'backups/detail': 'backups',
  'attachments/detail': 'attachments',
  'credentials/OS-EC2': 'credentials',
  networks: 'networks',
  subnets: 'subnets',
  routers: 'routers',
  floatingips: 'floatingips',
  'security-groups': 'security_groups',
  loadbalancers: 'loadbalancers',
  listeners: 'listeners',
  pools: 'pools',
  healthmonitors: 'healthmonitors',
  'volumes/detail': 'volumes',
  'snapshots/detail': 'snapshots',
  images: 'images',
  application_credentials: 'application_credentials',
};
