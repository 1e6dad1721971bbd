import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:https';
import { join } from 'node:path';
import type { ApiServer } from '../support/apiServer.ts';

/** What stands in for a kubelet: it has logs, by `namespace/pod/container`, and nothing else. */
export interface Kubelet {
  readonly port: number;
  readonly logs: Map<string, string>;
  end(): Promise<void>;
}

/** Serves what an API server asks a kubelet for (pkg/kubelet/server: /containerLogs). */
export async function startKubelet(api: ApiServer): Promise<Kubelet> {
  const logs = new Map<string, string>();
  const [cert, key] = await Promise.all(['server.crt', 'server.key'].map((file) => readFile(join(api.folder, file))));
  const server = createServer({ cert: cert ?? '', key: key ?? '' }, (request, answer) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'https://kubelet');
    const of = pathname.replace(/^\/containerLogs\//, '') + (searchParams.has('previous') ? '/previous' : '');
    const text = logs.get(of);
    answer.statusCode = text === undefined ? 404 : 200;
    answer.end(text ?? `no log of ${of}`);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    port: address.port,
    logs,
    async end() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
