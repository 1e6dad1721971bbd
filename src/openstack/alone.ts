import type { Session } from './session.ts';

/** By the request log: sessions that put conditions on requests share it with the one they are made of. */
const last = new WeakMap<Session['log'], Promise<unknown>>();

/**
 * Runs one deed of a session after the other. For creations of floating IPs: Neutron counts one twice between making it
 * and letting go of its reservation (neutron/quota and neutron/db/quota, driver_nolock), so that two at once at the edge
 * of a quota refuse each other what fits; seen on Zed with a quota for exactly two clusters.
 */
export function alone<T>(session: Session, deed: () => Promise<T>): Promise<T> {
  const before = last.get(session.log) ?? Promise.resolve();
  const mine = before.then(deed, deed);
  last.set(
    session.log,
    mine.catch(() => undefined),
  );
  return mine;
}
