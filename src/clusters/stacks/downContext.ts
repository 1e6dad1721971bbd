import type { Context } from '../../io/context.ts';
import type { Session } from '../../openstack/session.ts';

/** What taking a cluster down works with. */
export interface DownContext extends Context {
  readonly session: Session;
  readonly cluster: string;
  readonly folder: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Takes down also what the cluster was told to retain. */
  readonly retained: boolean;
}
