import { routeId, routesOf, type ExtraRoute } from '../model/extraRoute.ts';
import type { Step } from '../model/plan.ts';
import { refKey, type Resource } from '../model/resource.ts';
import type { Lister } from '../openstack/lister.ts';
import { fingerprint } from './fingerprint.ts';
import { called } from './index.ts';

/** What a detach does about the extra routes that lead through its interface, before it is sent itself. */
export type RoutesFirst =
  | { readonly is: 'none' }
  | { readonly is: 'off'; readonly router: Resource; readonly routes: readonly ExtraRoute[] }
  | { readonly is: 'skipped'; readonly why: string };

/** What is known of the plan that is applied. */
export interface Applying {
  readonly lister: Lister;
  /** Keys of all that the plan takes away, its routes among them. */
  readonly ours: ReadonlySet<string>;
  /** What each target of the plan must look like, by its key; see fingerprint.ts. */
  readonly planned: ReadonlyMap<string, string>;
}

/**
 * The routes that a detach takes off its router first, as far as they stand. A router that is not what the plan saw keeps
 * them: somebody may want it kept, or lead others through it.
 * @param fresh monotonic milliseconds: no listing is older
 * @throws CloudError when the routers cannot be listed
 */
export async function routesFirst({ from, routes = [] }: Step, fresh: number, plan: Applying): Promise<RoutesFirst> {
  if (from === undefined || routes.length === 0) return { is: 'none' };
  const router = (await plan.lister.listing('router', fresh)).resources.get(from.id);
  const there = new Set(router === undefined ? [] : routesOf(router).map(routeId));
  const left = routes.filter((route) => there.has(routeId(route)));
  if (router === undefined || left.length === 0) return { is: 'none' };
  if (fingerprint(router, plan.ours) !== plan.planned.get(refKey(router)))
    return { is: 'skipped', why: `${called(router)} has changed since the plan was made` };
  return { is: 'off', router, routes: left };
}
