import { TroikaError } from '../model/error.ts';

/** A request to a Kubernetes API that did not succeed. The message names server, method, path and what was said. */
export class KubeError extends TroikaError {
  /** HTTP status; undefined when the API gave no answer. */
  readonly status: number | undefined;
  /** The reason in the answer's Status object: `Conflict`, `Invalid` … */
  readonly reason: string | undefined;
  /** Why nothing came at all, not even from the proxy, as Node calls it: `ECONNREFUSED`, `ETIMEDOUT` … */
  readonly code: string | undefined;

  constructor(
    message: string,
    answer: { readonly status?: number; readonly reason?: string; readonly code?: string; readonly hint?: string },
  ) {
    const refused = answer.status === 401 || answer.status === 403;
    super(refused ? 'unauthorised' : 'broken', message, {
      class: 'provision',
      ...(answer.hint === undefined ? {} : { hint: answer.hint }),
    });
    this.name = 'KubeError';
    this.status = answer.status;
    this.reason = answer.reason;
    this.code = answer.code;
  }
}

/** True when the API itself said nothing: it is down, or cannot be reached. */
export function isNoAnswer(error: unknown): boolean {
  return error instanceof KubeError && error.status === undefined;
}

/** True for an answer with this status. */
export function hasKubeStatus(error: unknown, status: number): boolean {
  return error instanceof KubeError && error.status === status;
}

/** True when our own way to the API is gone: the proxy's socket. That says nothing of the API. */
export function isWayGone(error: unknown): boolean {
  return error instanceof KubeError && (error.code === 'ENOENT' || error.code === 'ECONNREFUSED');
}
