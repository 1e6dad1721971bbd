import type { Reply } from './call.ts';
import type { Outgoing } from './http.ts';
import type { Mishap } from './script.ts';

/** The connection ends, and nothing is said. */
export const CUT: Outgoing = { cut: true, status: 0, headers: {}, text: '', afterMs: 0 };

/** Turns a reply into bytes, with what every answer carries and what the script does to it. */
export function outgoing(
  reply: Reply,
  now: Date,
  requestId: string,
  mishap: Mishap | undefined,
  cut: boolean,
): Outgoing {
  const body = mishap?.do === 'dropNext' ? withoutLinks(reply.body) : reply.body;
  const plain = reply.plain === true && typeof body === 'string';
  const whole = body === undefined ? '' : plain ? body : JSON.stringify(body);
  const text = mishap?.do === 'cut' ? whole.slice(0, Math.floor(whole.length / 2)) : whole;
  const headers: Record<string, string> = {
    ...(text === '' ? {} : { 'Content-Type': plain ? 'text/html' : 'application/json' }),
    'Content-Length': String(Buffer.byteLength(text)),
    Date: now.toUTCString(),
    'X-Openstack-Request-Id': requestId,
    ...reply.headers,
  };
  if (reply.status === 204) delete headers['Content-Length'];
  const afterMs = mishap?.do === 'slow' ? mishap.ms : 0;
  return { cut, status: reply.status, headers, text, afterMs };
}

/** A list which does not say that it goes on: Nova's, Cinder's, Neutron's and Octavia's `…_links`, Glance's `next`. */
function withoutLinks(body: unknown): unknown {
  if (typeof body !== 'object' || body === null) return body;
  return Object.fromEntries(Object.entries(body).filter(([key]) => key !== 'next' && !key.endsWith('_links')));
}
