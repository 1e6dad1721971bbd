import { REQUEST_TIMEOUT_MS } from './http.ts';

/** The longest we wait because a service asked us to. */
const LONGEST_WAIT_MS = 60_000;
const FIRST_WAIT_MS = 500;
const MOST_ATTEMPTS = 5;

/** No attempt begins later than this many time-outs after the first: with all its attempts a request is over within 2.5. */
const LAST_START = 1.5;

/** Codes of a connection that may work a moment later. Unknown hosts and certificates are not among them. */
const PASSING = new Set([
  'ECONNRESET',
  'ECONNREFUSED',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ERR_READING_RESPONSE_STREAM',
]);

export interface Attempt {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** 1 for the first. */
  readonly attempt: number;
  /** Milliseconds since the first was sent. */
  readonly elapsed: number;
  /** Status of the answer, or the code of why none came. */
  readonly outcome: number | string;
  /** Longest life of one attempt, in milliseconds; 60 s by default. */
  readonly timeout?: number;
  /** What the answer asked for, in milliseconds. */
  readonly retryAfter?: number;
}

/**
 * How long to wait before the same request is sent again, in milliseconds; undefined: not at all. GET, PUT and DELETE are
 * sent again after 429, any 5xx and a broken connection. A POST only after 429, which says that nothing was done: after
 * a 5xx or no answer its caller must look first whether the thing was made.
 */
export function retryDelay(attempt: Attempt): number | undefined {
  if (attempt.attempt >= MOST_ATTEMPTS || !mayRepeat(attempt)) return undefined;
  const asked = attempt.retryAfter ?? 0;
  if (asked > LONGEST_WAIT_MS) return undefined;
  const wait = Math.max(asked, FIRST_WAIT_MS * 2 ** (attempt.attempt - 1));
  return attempt.elapsed + wait > LAST_START * (attempt.timeout ?? REQUEST_TIMEOUT_MS) ? undefined : wait;
}

function mayRepeat({ method, outcome }: Attempt): boolean {
  if (outcome === 429) return true;
  if (method === 'POST') return false;
  return typeof outcome === 'number' ? outcome >= 500 : PASSING.has(outcome);
}

/**
 * Milliseconds that a `Retry-After` asks for: seconds, or a date, which is compared with the answer's own `Date` (RFC 9110
 * §10.2.3). Undefined where there is none or it cannot be read.
 */
export function retryAfterOf(headers: Readonly<Record<string, string>>): number | undefined {
  const text = headers['retry-after']?.trim();
  if (text === undefined || text === '') return undefined;
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  const wait = Date.parse(text) - Date.parse(headers['date'] ?? '');
  return Number.isNaN(wait) ? undefined : Math.max(0, wait);
}
