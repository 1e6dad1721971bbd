import { userMark } from '../admission/ticket.ts';
import type { ProvisionContext } from '../clusters/provisioner.ts';
import type { Context } from '../io/context.ts';
import { says } from '../model/error.ts';
import type { Finding } from '../model/verdict.ts';
import type { Session } from '../openstack/session.ts';
import type { Spending } from './deadline.ts';
import type { Desk } from './leases/desk.ts';
import type { Admitted } from './leases/gate.ts';
import type { BoundProvisioner, BoundSuite } from './registry.ts';
import type { RunDirectory } from './runDirectory.ts';
import type { TeardownTools } from './teardown.ts';

/** One cluster of a run, ready to start. */
export interface Member {
  readonly label: string;
  readonly cluster: string;
  readonly provisioner: BoundProvisioner;
  /** Where what reconciles it runs, for its ticket. */
  readonly controllers: string;
  readonly suites: readonly BoundSuite[];
}

export interface LifeTools extends TeardownTools {
  readonly session: Session;
  readonly desk: Desk;
  readonly directory: RunDirectory;
  /** Ends with the work's time or the first signal. */
  readonly work: { readonly signal: AbortSignal; readonly deadline: number };
  readonly externalNetworkId: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** See ClaimPolicy. */
  readonly retained: boolean;
  /** A name that no cluster of this run has had. @throws TroikaError when there are none left */
  nextName(): string;
  /** Told who spends the time of the run, so that its deadline can name them; and who no longer does. */
  spends(cluster: string, spending: Spending): void;
  lives(cluster: string): void;
  /** Fetches what a failure is understood by, in the time that it is given. */
  diagnose(failed: Failed, context: ProvisionContext): Promise<void>;
  /** Told that a lease is lost: the whole run stops its work. */
  loses(error: unknown): void;
}

/** A cluster that was admitted, and what it may do: nothing more once its lease is lost. */
export interface Holder {
  readonly member: Member;
  readonly admitted: Admitted;
  readonly session: Session;
  readonly signal: AbortSignal;
  readonly spending: Spending;
}

/** What a cluster failed with so far. */
export interface Failed {
  readonly member: Member;
  readonly findings: readonly Finding[];
}

/** What a provisioner is handed, in the time that a part of the life has. */
export function provisionContext(
  { member, admitted: { holding }, session }: Holder,
  tools: LifeTools,
  { signal, deadline }: Pick<Context, 'signal' | 'deadline'>,
): ProvisionContext {
  const { context, directory, externalNetworkId, env, cwd, retained } = tools;
  const { cluster } = member;
  const folder = directory.cluster(cluster);
  const unsaid = (error: unknown): void =>
    context.log.warn(
      { cluster, ticket: holding.id },
      `its ticket does not say whose its credential is: ${says(error)}`,
    );
  const ownCredential = (): Promise<void> =>
    holding.write({ credentialOf: userMark(session.userId) }, signal).catch(unsaid);
  const place = { cluster, folder, externalNetworkId, env, cwd };
  return { ...context, ...place, signal, deadline, session, retained, ownCredential };
}
