import { call } from './calls.ts';
import { KIND_ROWS } from './kinds.ts';
import type { Removal } from './removal.ts';
import { removing } from './remove.ts';
import type { Session } from './session.ts';

/**
 * Leaves a load balancer with these tags. Sent once, as a deletion is. Octavia has no If-Match; but every change makes a load
 * balancer PENDING_UPDATE, in which it refuses others with 409 (octavia/db/repositories.py,
 * test_and_set_lb_and_listeners_prov_status): whoever has just seen it ACTIVE and is not refused overwrites nobody's change but
 * one that began and ended in between.
 */
export function leaveTags(session: Session, id: string, tags: readonly string[]): Promise<Removal> {
  const path = KIND_ROWS.loadBalancer.item(session, id);
  return removing(session, {
    ...call('loadBalancer', 'PUT', path, { loadbalancer: { tags } }, undefined),
    once: true,
  });
}
