import { got } from 'got';
import { systemClock } from '../../src/io/clock.ts';
import { createRedactor } from '../../src/io/redact.ts';
import { kubeAddress } from '../../src/kubernetes/kubeconfig.ts';
import { KubeError } from '../../src/kubernetes/kubeError.ts';
import { openKube, type OpenKube } from '../../src/kubernetes/open.ts';
import { startProxy } from '../../src/kubernetes/proxy.ts';

/** A real API server for tests. */
export interface ProxyKube extends OpenKube {
  /** One request as it stands, by a `kubectl proxy` of its own. @throws KubeError for an answer of 400 and above */
  send(method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, body?: unknown, type?: string): Promise<unknown>;
}

/** @throws Error when TROIKA_MANAGEMENT_KUBECONFIG does not name a kubeconfig */
export async function openProxyKube(): Promise<ProxyKube> {
  const kubeconfig = process.env['TROIKA_MANAGEMENT_KUBECONFIG'];
  if (kubeconfig === undefined || kubeconfig === '')
    throw new Error('TROIKA_MANAGEMENT_KUBECONFIG is not set: it must name a kubeconfig of a real API server');
  const signal = new AbortController().signal;
  const tools = { env: process.env, clock: systemClock, redactor: createRedactor(), signal };
  const kube = await openKube({ kubeconfig }, tools);
  const proxy = await startProxy(await kubeAddress({ kubeconfig }), tools);
  return {
    ...kube,
    async send(method, path, body, type = 'application/json') {
      const { statusCode: status, body: text } = await got(`http://unix:${proxy.socket}:${path}`, {
        method,
        enableUnixSockets: true,
        retry: { limit: 0 },
        throwHttpErrors: false,
        headers: { host: 'localhost', ...(body === undefined ? {} : { 'content-type': type }) },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      if (status >= 400) throw new KubeError(`${method} ${path}: ${status} ${text}`, { status });
      return text === '' ? undefined : JSON.parse(text);
    },
    async close() {
      await Promise.all([kube.close(), proxy.end()]);
    },
  };
}
