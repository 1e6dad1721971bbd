import type { Clock } from '../io/clock.ts';
import { failureOf, isAnswered } from './failure.ts';
import type { KubeHttp, KubeRequest } from './http.ts';
import { KubeError } from './kubeError.ts';

/** Waits before the second, third and fourth attempt, in milliseconds. */
const PAUSES = [300, 1000, 3000] as const;

/** Sends a request, again where the API gave no answer or is busy, and answers with the text of its answer. */
export type Send = (request: Omit<KubeRequest, 'signal'>) => Promise<string>;

/** The same for an answer in JSON, which is read. */
export type Ask = <T>(request: Omit<KubeRequest, 'signal'>, read: (value: unknown) => T) => Promise<T>;

/**
 * Every request of ours may be sent twice: it reads, applies, patches or deletes.
 * @throws KubeError for an answer of 400 and above, and for none; the signal's reason
 */
export function sender(http: KubeHttp, server: string, clock: Clock, signal: AbortSignal): Send {
  return async (request) => {
    for (let attempt = 0; ; attempt += 1) {
      signal.throwIfAborted();
      const reply = await http.send({ ...request, signal });
      signal.throwIfAborted();
      if (reply.came && reply.status < 400) return reply.text;
      const busy = !isAnswered(reply) || (reply.came && (reply.status === 429 || reply.status >= 500));
      const pause = busy ? PAUSES[attempt] : undefined;
      if (pause === undefined) throw failureOf(server, `${request.method} ${request.path}`, reply);
      await clock.sleep(pause, signal);
    }
  };
}

/** @throws KubeError as `send`, and for an answer that cannot be read: something else than a Kubernetes API is there */
export function asker(send: Send, server: string): Ask {
  return async (request, read) => {
    const text = await send(request);
    try {
      return read(JSON.parse(text));
    } catch {
      throw new KubeError(`${server} ${request.method} ${request.path}: that is no answer of a Kubernetes API`, {
        status: 200,
        hint: `What is at ${server}? The kubeconfig leads there.`,
      });
    }
  };
}
