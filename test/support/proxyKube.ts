import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ApiKind, Kube, KubeObject, ObjectRef } from '../../src/kubernetes/kube.ts';
import { KubeError } from '../../src/kubernetes/kubeError.ts';

/** A real API server for tests, through `kubectl proxy` on a socket of its own. */
export interface ProxyKube extends Pick<Kube, 'server' | 'list' | 'patch' | 'remove' | 'text'> {
  /** One request as it stands. @throws KubeError */
  send(method: string, path: string, body?: unknown, contentType?: string): Promise<unknown>;
  /** Ends the proxy: from then on nothing answers. */
  close(): Promise<void>;
}

/** @throws Error when TROIKA_MANAGEMENT_KUBECONFIG does not name a kubeconfig */
export async function openProxyKube(): Promise<ProxyKube> {
  const kubeconfig = process.env['TROIKA_MANAGEMENT_KUBECONFIG'];
  if (kubeconfig === undefined || kubeconfig === '')
    throw new Error('TROIKA_MANAGEMENT_KUBECONFIG is not set: it must name a kubeconfig of a real API server');
  const folder = await mkdtemp(join(tmpdir(), 'troika-kube-'));
  const socket = join(folder, 'api');
  const proxy = spawn('kubectl', ['--kubeconfig', kubeconfig, 'proxy', '--unix-socket', socket], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(proxy, 'exit');
  await once(proxy.stdout, 'data');
  const send: ProxyKube['send'] = async (method, path, body, contentType) =>
    parsed(await ask(socket, { method, path, body, contentType }));
  const versions = new Map<string, Promise<string | undefined>>();

  /** Path of a kind; undefined where the server does not know it. */
  async function root(kind: ApiKind, namespace?: string): Promise<string | undefined> {
    const key = `${kind.group}/${kind.plural}`;
    if (!versions.has(key)) versions.set(key, baseOf(kind, send));
    const base = await versions.get(key);
    return base === undefined
      ? undefined
      : `${base}/${namespace === undefined ? '' : `namespaces/${namespace}/`}${kind.plural}`;
  }
  const item = async (kind: ApiKind, { name, namespace }: ObjectRef): Promise<string> =>
    `${await root(kind, namespace)}/${name}`;

  return {
    server: 'the tests',
    send,
    async list(kind) {
      const path = await root(kind);
      return path === undefined ? [] : ((await send('GET', path)) as { items: readonly KubeObject[] }).items;
    },
    async patch(kind, ref, change) {
      return (await send('PATCH', await item(kind, ref), change, 'application/merge-patch+json')) as KubeObject;
    },
    async remove(kind, ref, only) {
      const options = { propagationPolicy: 'Background', ...(only === undefined ? {} : { preconditions: only }) };
      await send('DELETE', await item(kind, ref), options).catch((error: unknown) => {
        if (!(error instanceof KubeError) || error.status !== 404) throw error;
      });
    },
    text: async (path) => (await ask(socket, { method: 'GET', path })).text,
    async close() {
      proxy.kill();
      await ended;
      await rm(folder, { recursive: true });
    },
  };
}

async function baseOf({ group, plural }: ApiKind, send: ProxyKube['send']): Promise<string | undefined> {
  try {
    const base = group === '' ? '/api/v1' : `/apis/${await preferred(group, send)}`;
    const { resources } = (await send('GET', base)) as { resources: { name: string }[] };
    return resources.some(({ name }) => name === plural) ? base : undefined;
  } catch (error) {
    if (error instanceof KubeError && error.status === 404) return undefined;
    throw error;
  }
}

async function preferred(group: string, send: ProxyKube['send']): Promise<string> {
  const { preferredVersion } = (await send('GET', `/apis/${group}`)) as { preferredVersion: { groupVersion: string } };
  return preferredVersion.groupVersion;
}

interface Ask {
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
  readonly contentType?: string | undefined;
}

interface Heard {
  readonly status: number;
  readonly text: string;
}

async function ask(socketPath: string, { method, path, body, contentType = 'application/json' }: Ask): Promise<Heard> {
  const heard = await new Promise<Heard>((done, fail) => {
    const text = body === undefined ? '' : JSON.stringify(body);
    // Node gives a DELETE no length by itself, and the body would be read as the next request.
    const headers = {
      'content-length': Buffer.byteLength(text),
      ...(text === '' ? {} : { 'content-type': contentType }),
    };
    const asked = request({ socketPath, method, path, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', fail);
      response.on('end', () => done({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString() }));
    });
    asked.on('error', fail);
    asked.end(text);
  }).catch((error: unknown) => {
    throw new KubeError(`${method} ${path}: no answer: ${String(error)}`, {});
  });
  if (heard.status >= 400) throw new KubeError(`${method} ${path}: ${heard.status} ${heard.text}`, heard);
  return heard;
}

function parsed({ text }: Heard): unknown {
  return text === '' ? undefined : JSON.parse(text);
}
