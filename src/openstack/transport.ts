import type { Clock } from '../io/clock.ts';
import type { Log } from '../io/log.ts';
import type { CloudTime } from './cloudTime.ts';
import { silenceFailure, type Asked } from './failure.ts';
import type { Http, HttpRequest, Reply } from './http.ts';
import { retryAfterOf, retryDelay } from './retry.ts';
import type { RequestLine, Service } from './session.ts';
import { withSignals } from './stopping.ts';

/** One request as it goes over the wire, with all its attempts. */
export interface Ask {
  readonly service: Service;
  readonly method: HttpRequest['method'];
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly signal?: AbortSignal;
  /** No retries. */
  readonly once?: true;
  /** A POST that does the same however often it is sent: sent again like a PUT. */
  readonly repeatable?: true;
  /** Asked just before each attempt is sent; throws what stops it. */
  readonly before?: () => void;
  /** A POST that changes nothing (a login): sent again like a GET. */
  readonly harmless?: true;
}

/** The last answer, of whatever status. */
export interface Received {
  readonly asked: Asked;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  readonly requestId?: string;
}

export interface Transport {
  /**
   * Sends, and sends again as retry.ts says. A signal ends waiting and reading at once; an effect on its way is let to
   * its answer, for only that tells what was made.
   * @throws CloudError `broken` when no answer came; the signal's reason when that ended it
   */
  send(ask: Ask): Promise<Received>;
  readonly lines: readonly RequestLine[];
  /** See Session. */
  unansweredAt(): number | undefined;
}

export function createTransport(
  cloud: string,
  http: Http,
  tools: {
    readonly clock: Clock;
    readonly log: Log;
    readonly time: CloudTime;
    readonly timeout?: number;
    readonly signal?: AbortSignal;
  },
): Transport {
  const { clock, log, time } = tools;
  const lines: RequestLine[] = [];
  let unansweredAt: number | undefined;

  async function once(ask: Ask, asked: Asked, signal: AbortSignal): Promise<Reply> {
    const begun = clock.monotonic();
    const at = clock.now().toISOString();
    const readOnly = ask.method === 'GET' || ask.harmless === true;
    const { method, url, headers, body } = ask;
    const reply = await http({ method, url, headers, body, ...(readOnly ? { signal } : {}) });
    const requestId = reply.came ? requestIdOf(reply.headers) : undefined;
    const line: RequestLine = {
      at,
      service: ask.service,
      method: ask.method,
      path: asked.path,
      status: reply.came ? reply.status : undefined,
      ...(requestId === undefined ? {} : { requestId }),
      ms: Math.round(clock.monotonic() - begun),
    };
    lines.push(line);
    log.info({ ...line }, 'request');
    if (reply.came) time.told(reply.headers['date']);
    return reply;
  }

  async function attempts(ask: Ask, asked: Asked, signal: AbortSignal): Promise<Received> {
    const begun = clock.monotonic();
    for (let attempt = 1; ; attempt += 1) {
      signal.throwIfAborted();
      ask.before?.();
      const sentAt = clock.monotonic();
      const reply = await once(ask, asked, signal);
      const retryAfter = reply.came ? retryAfterOf(reply.headers) : undefined;
      const delay =
        ask.once === true
          ? undefined
          : retryDelay({
              method: repeatedAs(ask),
              attempt,
              elapsed: clock.monotonic() - begun,
              ...(tools.timeout === undefined ? {} : { timeout: tools.timeout }),
              outcome: reply.came ? reply.status : reply.code,
              ...(retryAfter === undefined ? {} : { retryAfter }),
            });
      const mayHappen = mayComeLate(ask) && (!reply.came || GATEWAYS.has(reply.status));
      if (mayHappen) unansweredAt = sentAt;
      if (delay !== undefined) {
        await clock.sleep(delay, signal);
      } else if (reply.came) {
        const requestId = requestIdOf(reply.headers);
        return { asked, ...reply, ...(requestId === undefined ? {} : { requestId }) };
      } else {
        signal.throwIfAborted();
        throw silenceFailure(asked, reply.code);
      }
    }
  }

  return {
    lines,
    unansweredAt: () => unansweredAt,
    send(ask) {
      const url = new URL(ask.url);
      const asked = {
        cloud,
        service: ask.service,
        method: ask.method,
        path: url.pathname + url.search,
        origin: url.origin,
      };
      return withSignals([tools.signal, ask.signal], (signal) => attempts(ask, asked, signal));
    },
  };
}

/** The method by whose rule it is sent again. */
function repeatedAs({ method, harmless, repeatable }: Ask): HttpRequest['method'] {
  return harmless === true ? 'GET' : repeatable === true ? 'PUT' : method;
}

/** What a proxy says when it knows nothing of the service's answer: the service may still be at it. */
const GATEWAYS: ReadonlySet<number> = new Set([502, 504]);

/** An effect that changes something when it comes late. A deletion by id does not: no id is given twice. */
function mayComeLate(ask: Ask): boolean {
  return ask.method !== 'GET' && ask.method !== 'DELETE' && ask.harmless !== true;
}

function requestIdOf(headers: Readonly<Record<string, string>>): string | undefined {
  return headers['x-openstack-request-id'] ?? headers['x-compute-request-id'];
}
