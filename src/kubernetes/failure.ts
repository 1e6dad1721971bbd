import { z } from 'zod';
import { KubeError } from './kubeError.ts';
import type { KubeReply } from './http.ts';

const Status = z.looseObject({
  kind: z.literal('Status'),
  message: z.string().optional(),
  reason: z.string().optional(),
});

/** What an answer says of itself, where it is the API server's own: a proxy's is plain text. */
function statusIn(text: string): z.output<typeof Status> | undefined {
  try {
    return Status.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** What came of a request, for those that ask again: an answer of the API, or none. A proxy that gets no answer says 500 or 502. */
export function isAnswered(reply: KubeReply): boolean {
  return reply.came && (reply.status < 500 || statusIn(reply.text) !== undefined);
}

/** The error of a reply of status 400 and above, or of none. */
export function failureOf(server: string, asked: string, reply: KubeReply): KubeError {
  const where = `${server} ${asked}`;
  if (!reply.came)
    return new KubeError(`${where}: no answer (${reply.code})`, { code: reply.code, hint: silent(server) });
  const status = statusIn(reply.text);
  if (status === undefined && reply.status >= 500) {
    const why = /dial tcp [^:]+:\d+: (.*)$/m.exec(reply.text)?.[1] ?? firstLine(reply.text);
    return new KubeError(`${where}: no answer (${why})`, { hint: silent(server) });
  }
  const said = status?.message ?? firstLine(reply.text);
  return new KubeError(`${where}: ${reply.status} ${said}`.trim(), {
    status: reply.status,
    ...(status?.reason === undefined ? {} : { reason: status.reason }),
    ...(reply.status === 403 ? { hint: 'The user of the kubeconfig may not do this.' } : {}),
  });
}

function silent(server: string): string {
  return `Is the API server at ${server} up, and can it be reached from here?`;
}

function firstLine(text: string): string {
  return text.trim().split('\n')[0]?.slice(0, 300) ?? '';
}
