import type { ClaimPolicy } from '../forceclean/claims.ts';

/** What `troika forceclean sweep` is asked for. */
export interface SweepRequest extends ClaimPolicy {
  readonly cloud: string | undefined;
  readonly runs: string;
  readonly olderThanSeconds: number;
  /** Clusters that are removed at most. */
  readonly limit: number;
  readonly yes: boolean;
  readonly json: boolean;
  /** See ForcecleanRequest. */
  readonly settleMs: number;
}
