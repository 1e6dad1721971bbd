import { routeId, routesOf, type ExtraRoute } from '../model/extraRoute.ts';
import type { Resource } from '../model/resource.ts';
import { call } from './calls.ts';
import { KIND_ROWS } from './kinds.ts';
import { removing, type Removal } from './remove.ts';
import type { Session } from './session.ts';

/**
 * Takes extra routes off a router, these and no others; one that is gone is no error to Neutron (neutron/db/extraroute_db.py,
 * remove_extraroutes). Sent once, as a deletion is. A Neutron before Stein, without the extension `extraroute-atomic`, answers 404:
 * then the rest is written back in the revision that was seen, or nothing is done where no revision is told.
 * @param router as seen just before
 */
export async function removeExtraRoutes(
  session: Session,
  router: Resource,
  routes: readonly ExtraRoute[],
): Promise<Removal> {
  const path = KIND_ROWS.router.item(session, router.id);
  const put = call('network', 'PUT', `${path}/remove_extraroutes`, { router: { routes } }, undefined);
  const removal = await removing(session, { ...put, once: true });
  if (removal.result !== 'gone' || router.revision === undefined) return removal;
  const taken = new Set(routes.map(routeId));
  const rest = routesOf(router).filter((route) => !taken.has(routeId(route)));
  return removing(session, {
    ...call('network', 'PUT', path, { router: { routes: rest } }, undefined),
    headers: { 'if-match': `revision_number=${router.revision}` },
    once: true,
  });
}
