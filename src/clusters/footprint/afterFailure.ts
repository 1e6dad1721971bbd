import { CloudError } from '../../openstack/cloudError.ts';
import type { Piece } from './piece.ts';

/** What to do after a request of a piece failed for the `attempt`th time. */
export type Verdict = 'giveUp' | 'again' | 'lookThenAgain' | 'done';

const MOST_TRIES = 10;
/** Neutron refuses, for a moment, what fits when several creations meet at the edge of a quota (openstack/alone.ts). */
const MOST_QUOTA_TRIES = 4;

/** Parts of a load balancer: refused while it is PENDING (Octavia answers 409 “immutable”). */
const PARTS: ReadonlySet<string> = new Set(['listener', 'pool', 'healthMonitor']);

/**
 * Pure. `lost` says that an earlier attempt of this piece got no answer.
 * Octavia answers 503 “Project busy” to load balancers that are created at once in one project; Keystone has answered
 * 400 to an application credential whose user it had just given a role.
 */
export function afterFailure(piece: Piece, error: unknown, attempt: number, lost: boolean): Verdict {
  if (!(error instanceof CloudError) || attempt >= MOST_TRIES) return 'giveUp';
  const { status } = error;
  const isPart = piece.do === 'member' || (piece.do === 'create' && PARTS.has(piece.kind));
  if (isPart && status === 409 && /immutable/i.test(error.fault)) return 'again';
  // A change that is refused after one without an answer has happened already: of these none but a mark can happen twice.
  if (lost && piece.do !== 'create' && piece.do !== 'mark' && (status === 400 || status === 409)) return 'done';
  if (error.class === 'quota' && status === 409) return attempt < MOST_QUOTA_TRIES ? 'again' : 'giveUp';
  if (piece.do === 'create' && piece.kind === 'loadBalancer' && status === 503) return 'lookThenAgain';
  if (piece.do === 'create' && piece.kind === 'applicationCredential' && status === 400) return 'again';
  if (status === undefined || status >= 500 || status < 400) return lost ? 'giveUp' : 'lookThenAgain';
  return 'giveUp';
}

/** A service that was too slow to answer is at it still, and may be for as long again. Milliseconds between looks. */
const LATE_PAUSES: readonly number[] = [1000, 2000, 4000, 8000, 15_000];

/** How often to look again for what a failed request may still make, before it is asked for once more. Pure. */
export function latePauses(error: unknown): readonly number[] {
  if (!(error instanceof CloudError)) return [];
  const slow = error.status === 504 || (error.status === undefined && error.fault.includes('ETIMEDOUT'));
  return slow ? LATE_PAUSES : [];
}

/** What the journal keeps of a failed request's answer, if there was one. Pure. */
export function answerOf(error: unknown): { status?: number; requestId?: string } {
  if (!(error instanceof CloudError)) return {};
  const { status, requestId } = error;
  return { ...(status === undefined ? {} : { status }), ...(requestId === undefined ? {} : { requestId }) };
}
