import type { ClaimPolicy } from '../forceclean/claims.ts';
import type { Session } from '../openstack/session.ts';
import type { ReliefTools } from './leases/relieve.ts';

/** How things are removed, whatever decided what. */
export interface Removing {
  readonly cloud: string | undefined;
  /** Where run directories are, as it was given. */
  readonly runs: string;
  /** For the lease book, where there is one already. */
  readonly bookSession?: Session | undefined;
  /** Whose leases it may take over besides those of the dead: of kept clusters, or of any holder. */
  readonly demand: ReliefTools['demand'];
  /** A person says that whatever reconciled the clusters was ended; see ReliefTools. */
  readonly controllersEnded?: true;
  /** Its process is proved ended, by means that nobody can repeat here. */
  readonly ended?: boolean;
  readonly json: boolean;
  /** Milliseconds that the last requests of a run which nobody saw end get to show what they did. */
  readonly settleMs: number;
}

/** What `troika forceclean` is asked for. */
export interface ForcecleanRequest extends Removing, ClaimPolicy {
  readonly run: string | undefined;
  readonly clusters: readonly string[];
  readonly yes: boolean;
  /** Where to keep the plan, for `forceclean apply`. */
  readonly output?: string | undefined;
}
