import { onAbort } from '../io/aborts.ts';
import type { Clock } from '../io/clock.ts';
import type { Redactor } from '../io/redact.ts';
import { createDiscovery } from './discovery.ts';
import { follow, WATCH_SECONDS } from './follow.ts';
import { createKubeHttp } from './http.ts';
import type { ApiKind, Kube, KubeObject, Where } from './kube.ts';
import { kubeAddress, type KubeTarget } from './kubeconfig.ts';
import { hasKubeStatus, KubeError } from './kubeError.ts';
import { itemPath, pathOf, query } from './paths.ts';
import { startProxy } from './proxy.ts';
import { readList, readObject } from './read.ts';
import { asker, sender } from './request.ts';

const PAGE = 500;
const MANAGER = 'troika';

/** A watch that says nothing for longer than this has lost its connection. */
const STREAM_MS = (WATCH_SECONDS + 15) * 1000;

export interface KubeTools {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  readonly redactor: Redactor;
  /** Ends every request and watch. */
  readonly signal: AbortSignal;
}

/** An open way to an API. */
export interface OpenKube extends Kube {
  /** Ends it, and what goes on by it. */
  close(): Promise<void>;
}

/**
 * Opens the API that a kubeconfig leads to. Whether it answers is not asked.
 * @throws TroikaError usage when the kubeconfig cannot be used
 */
export async function openKube(target: KubeTarget, tools: KubeTools): Promise<OpenKube> {
  const address = await kubeAddress(target);
  const { server } = address;
  const proxy = await startProxy(address, tools);
  const closing = new AbortController();
  const { signal } = closing;
  const release = onAbort(tools.signal, () => closing.abort(tools.signal.reason));
  const http = createKubeHttp(proxy.socket, STREAM_MS);
  const send = sender(http, server, tools.clock, signal);
  const ask = asker(send, server);
  const { versionOf, kindOf } = createDiscovery(ask);

  async function wholeList(kind: ApiKind, where: Where): Promise<{ items: KubeObject[]; resourceVersion: string }> {
    const version = await versionOf(kind);
    if (version === undefined) return { items: [], resourceVersion: '' };
    const items: KubeObject[] = [];
    for (let next: string | undefined; ;) {
      const asked = query({ limit: PAGE, continue: next, labelSelector: where.labels });
      const page = await ask({ method: 'GET', path: pathOf(kind, version, where) + asked }, readList);
      items.push(...page.items);
      ({ next } = page);
      if (next === undefined) return { items, resourceVersion: page.resourceVersion };
    }
  }

  const unknown = (what: string): KubeError =>
    new KubeError(`${server} knows no ${what}`, {
      status: 404,
      hint: 'Something that this needs is not installed there.',
    });

  const change = (path: string, type: string, body: unknown, asked: string): Promise<KubeObject> =>
    ask({ method: 'PATCH', path: path + asked, body, type }, readObject);

  return {
    server,
    knows: async (kind) => (await versionOf(kind)) !== undefined,
    list: async (kind, where = {}) => (await wholeList(kind, where)).items,
    async get(kind, ref) {
      const version = await versionOf(kind);
      if (version === undefined) return undefined;
      try {
        return await ask({ method: 'GET', path: itemPath(kind, version, ref) }, readObject);
      } catch (error) {
        if (hasKubeStatus(error, 404)) return undefined;
        throw error;
      }
    },
    async apply(manifest) {
      const found = await kindOf(manifest);
      if (found === undefined) throw unknown(`${manifest.kind} of ${manifest.apiVersion}`);
      const path = itemPath(found.kind, found.version, { namespace: 'default', ...manifest.metadata });
      const asked = query({ fieldManager: MANAGER, force: 'true' });
      return change(path, 'application/apply-patch+yaml', manifest, asked);
    },
    async patch(kind, ref, body) {
      const version = await versionOf(kind);
      if (version === undefined) throw unknown(kind.plural);
      const asked = query({ fieldManager: MANAGER });
      return change(itemPath(kind, version, ref), 'application/merge-patch+json', body, asked);
    },
    async remove(kind, ref, only) {
      const version = await versionOf(kind);
      if (version === undefined) return;
      const body = only === undefined ? {} : { preconditions: { uid: only.uid } };
      try {
        await send({
          method: 'DELETE',
          path: itemPath(kind, version, ref),
          body: { ...DELETION, ...body },
          type: 'application/json',
        });
      } catch (error) {
        if (!hasKubeStatus(error, 404)) throw error;
      }
    },
    follow: (kind, where, seen) =>
      follow(
        {
          http,
          server,
          signal,
          clock: tools.clock,
          labels: where.labels,
          list: () => wholeList(kind, where),
          path: async () => {
            const version = await versionOf(kind);
            return version === undefined ? undefined : pathOf(kind, version, where);
          },
        },
        seen,
      ),
    text: (path) => send({ method: 'GET', path }),
    async close() {
      release();
      closing.abort(new KubeError(`${server}: closed`, {}));
      await proxy.end();
    },
  };
}

const DELETION = { kind: 'DeleteOptions', apiVersion: 'v1', propagationPolicy: 'Background' } as const;
