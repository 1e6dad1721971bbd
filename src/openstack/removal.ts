import type { CloudError } from './cloudError.ts';

/** What became of a request to delete. */
export interface Removal {
  /**
   * `accepted`: going, wait for 404. `gone`: 404. `busy`: refused in the present state (409, Cinder's and Octavia's 400).
   * `changed`: 412, the revision is another one. `forbidden`: 401 or 403. `unknown`: 5xx, 429 or no answer: it may or
   * may not be going.
   */
  readonly result: 'accepted' | 'gone' | 'busy' | 'changed' | 'forbidden' | 'unknown';
  readonly status?: number;
  readonly requestId?: string;
  /** How long the service asked us to wait before we ask anew, in milliseconds. */
  readonly retryAfterMs?: number;
  /** What the service said, or that it accepted. */
  readonly says: string;
}

/** The meaning of a refused or unanswered deletion. Pure. */
export function removalOf(error: CloudError): Removal {
  return {
    result: resultOf(error.status),
    says: error.fault === '' ? error.message : error.fault,
    ...(error.status === undefined ? {} : { status: error.status }),
    ...(error.requestId === undefined ? {} : { requestId: error.requestId }),
    ...(error.retryAfterMs === undefined ? {} : { retryAfterMs: error.retryAfterMs }),
  };
}

function resultOf(status: number | undefined): Removal['result'] {
  switch (status) {
    case 404:
    case 410:
      return 'gone';
    case 412:
      return 'changed';
    case 401:
    case 403:
      return 'forbidden';
    case undefined:
    case 429:
      return 'unknown';
    default:
      return status >= 400 && status < 500 ? 'busy' : 'unknown';
  }
}
