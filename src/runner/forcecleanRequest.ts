import type { ClaimPolicy } from '../forceclean/claims.ts';
import type { Removing } from './forcecleanRemove.ts';

/** What `troika forceclean` is asked for. */
export interface ForcecleanRequest extends Removing, ClaimPolicy {
  readonly run: string | undefined;
  readonly clusters: readonly string[];
  readonly yes: boolean;
  /** Where to keep the plan, for `forceclean apply`. */
  readonly output?: string | undefined;
}
