import { z } from 'zod';
import { call, send } from './calls.ts';
import type { Session } from './session.ts';

/** A server as Nova shows it to its owner, with its fault where it has one. @throws CloudError */
export async function rawServer(session: Session, id: string, signal: AbortSignal): Promise<unknown> {
  const get = call('compute', 'GET', `/servers/${id}`, undefined, signal);
  return send(session, get, (body) => z.object({ server: z.unknown() }).parse(body).server);
}

/**
 * The status tree of a load balancer: each of its parts with both statuses (octavia/api/v2/controllers/load_balancer.py,
 * StatusController). @throws CloudError
 */
export async function balancerStatus(session: Session, id: string, signal: AbortSignal): Promise<unknown> {
  return send(
    session,
    call('loadBalancer', 'GET', `/lbaas/loadbalancers/${id}/status`, undefined, signal),
    (body) => body,
  );
}
