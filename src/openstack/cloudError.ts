import { TroikaError } from '../model/error.ts';
import type { BrokenClass, Verdict } from '../model/verdict.ts';

/** A request that did not succeed. The message names service, method, path, status, what the service said, and its request id. */
export class CloudError extends TroikaError {
  /** HTTP status; undefined when no answer came (then the effect may or may not have happened). */
  readonly status: number | undefined;
  readonly requestId: string | undefined;
  /** What the service said. */
  readonly fault: string;
  /** How long the service asked us to wait (`Retry-After`), in milliseconds. */
  readonly retryAfterMs: number | undefined;

  constructor(
    verdict: Verdict,
    message: string,
    answer: {
      status?: number;
      requestId?: string;
      fault: string;
      hint?: string;
      class?: BrokenClass;
      retryAfterMs?: number;
    },
  ) {
    super(verdict, message, {
      class: answer.class ?? 'provision',
      ...(answer.hint === undefined ? {} : { hint: answer.hint }),
    });
    this.name = 'CloudError';
    this.status = answer.status;
    this.requestId = answer.requestId;
    this.fault = answer.fault;
    this.retryAfterMs = answer.retryAfterMs;
  }
}

/** True when `error` is an answer with this status; `undefined` means "no answer came". */
export function hasStatus(error: unknown, status: number | undefined): error is CloudError {
  return error instanceof CloudError && error.status === status;
}
