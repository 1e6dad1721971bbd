import type { RunConfig } from '../config/config.ts';
import type { Journal } from '../io/journal.ts';
import type { Session } from '../openstack/session.ts';
import type { NamedReporter } from '../report/multiplex.ts';
import type { Spending } from './deadline.ts';
import type { Member } from './lifeParts.ts';
import type { Watching } from './output.ts';
import type { RunDirectory } from './runDirectory.ts';

/** What a user asks of `troika run`. */
export interface RunRequest {
  readonly file: string;
  readonly cloud: string | undefined;
  /** Which clusters stay, and for how many seconds. */
  readonly keep: { readonly when: 'never' | 'failed' | 'always'; readonly seconds: number };
  /** Seconds a cluster waits for its admission at most. */
  readonly maxWait: number | undefined;
  /** See ClaimPolicy. */
  readonly retained: boolean;
  /** The folder of the Zuul build that this run belongs to. */
  readonly zuul: string | undefined;
  readonly dryRun: boolean;
  readonly json: boolean;
  /** Observers beside the screen. */
  readonly watch?: readonly NamedReporter[];
}

/** Everything that one run is made of. */
export interface RunParts {
  readonly config: RunConfig;
  readonly request: RunRequest;
  readonly session: Session;
  /** The same credential once more, for the lease book alone. */
  readonly bookSession: Session;
  readonly runId: string;
  /** Who holds the leases, for people. */
  readonly holder: string;
  /** See TicketText. */
  readonly attempts: string | undefined;
  readonly externalNetworkId: string;
  readonly members: readonly Member[];
  readonly directory: RunDirectory;
  readonly journal: Journal;
  readonly watching: Watching;
  /** Who spends the run's time now, by cluster. */
  readonly spenders: Map<string, Spending>;
}
