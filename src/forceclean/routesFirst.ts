import { isNetworksOwn, isRoutersOwn } from '../creators/neutron.ts';
import { routeId, routesOf, type ExtraRoute } from '../model/extraRoute.ts';
import type { Step } from '../model/plan.ts';
import { refKey, type Ref, type Resource } from '../model/resource.ts';
import type { Lister } from '../openstack/lister.ts';
import { portsOn } from '../openstack/portsOn.ts';
import type { Session } from '../openstack/session.ts';
import { fingerprint } from './fingerprint.ts';
import { called, refOf } from './index.ts';

/** What a detach does about the extra routes that lead through its interface, before it is sent itself. */
export type RoutesFirst =
  | { readonly is: 'none' }
  | { readonly is: 'off'; readonly router: Resource; readonly routes: readonly ExtraRoute[] }
  | { readonly is: 'skipped'; readonly why: string }
  /** Somebody of another project may be who they lead to: looked at again for a while. */
  | { readonly is: 'again'; readonly why: string; readonly blocker: Ref };

/** What is known of the plan that is applied. */
export interface Applying {
  readonly session: Session;
  readonly lister: Lister;
  /** Keys of all that the plan takes away, its routes among them. */
  readonly ours: ReadonlySet<string>;
  /** What each target of the plan must look like, by its key; see fingerprint.ts. */
  readonly planned: ReadonlyMap<string, string>;
}

/**
 * The routes that a detach takes off its router first, as far as they stand. A router that is not what the plan saw keeps
 * them: somebody may want it kept, or lead others through it. So it does while a port of another project is on the network.
 * @param port whose detach it is, as seen now
 * @param fresh monotonic milliseconds: no listing is older
 * @throws CloudError when the routers or the network's ports cannot be listed
 */
export async function routesFirst(
  { from, routes = [] }: Step,
  port: Resource,
  fresh: number,
  plan: Applying,
): Promise<RoutesFirst> {
  if (from === undefined || routes.length === 0) return { is: 'none' };
  const router = (await plan.lister.listing('router', fresh)).resources.get(from.id);
  const there = new Set(router === undefined ? [] : routesOf(router).map(routeId));
  const left = routes.filter((route) => there.has(routeId(route)));
  if (router === undefined || left.length === 0) return { is: 'none' };
  if (fingerprint(router, plan.ours) !== plan.planned.get(refKey(router)))
    return { is: 'skipped', why: `${called(router)} has changed since the plan was made` };
  const guest = await guestBeside(port, plan.session);
  if (guest === undefined) return { is: 'off', router, routes: left };
  const why = `routes of ${called(router)} lead through it, maybe to ${called(guest)} of project ${guest.projectId ?? ''}`;
  return { is: 'again', why, blocker: refOf(guest) };
}

/**
 * A port of another project on the same network, which no list of ours has, though Neutron shows it to the network's owner
 * (neutron conf/policies/port.py, ADMIN_OR_NET_OWNER). It may be one that Octavia is about to remove.
 */
async function guestBeside(port: Resource, session: Session): Promise<Resource | undefined> {
  const networks = port.links.filter((link) => link.rel === 'network');
  const ports = (await Promise.all(networks.map(({ id }) => portsOn(session, id)))).flat();
  return ports.find((one) => one.projectId !== session.projectId && !isNetworksOwn(one) && !isRoutersOwn(one));
}
