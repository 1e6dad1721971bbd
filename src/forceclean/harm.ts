import type { CleanPlan, Step } from '../model/plan.ts';
import { refKey, type Ref } from '../model/resource.ts';
import type { Finding } from '../model/verdict.ts';
import type { RequestLine } from '../openstack/session.ts';

/** Rules are no kind of their own: no plan names one, and only a provisioner takes the default rules off its new groups. */
const RULE = /\/security-group-rules\/[^/]+$/;
/**
 * Calls that take something away, and what a plan calls them. The first group is the id that the call is about. Routes go
 * off a router before its interface is detached, by either of two calls (openstack/extraRoutes.ts).
 */
const TAKING: readonly { readonly method: string; readonly path: RegExp; readonly do: Step['do'] | 'unroute' }[] = [
  { method: 'DELETE', path: /\/([^/]+)$/, do: 'delete' },
  { method: 'PUT', path: /\/([^/]+)\/remove_router_interface$/, do: 'detach' },
  { method: 'PUT', path: /\/routers\/([^/]+)\/remove_extraroutes$/, do: 'unroute' },
  { method: 'PUT', path: /\/routers\/([^/]+)$/, do: 'unroute' },
  { method: 'PUT', path: /\/lbaas\/loadbalancers\/([^/]+)$/, do: 'strip' },
];
const BULK = /[?&]bulk-delete\b/;
const HINT = 'This is a defect of Troika. Look at the resource, and report it with the journal and the plans.';

/**
 * Compares our own request log with the plans: every call that takes something away must be what a plan names, and no
 * plan may have named what somebody else needs. Pure.
 * @param log requests of the session, from the first plan on
 * @param plans all plans that the session applied
 * @param endangered by the hash of a plan: what must not be touched, says the look that it was made from (endangered.ts)
 */
export function harmed(
  log: readonly RequestLine[],
  plans: readonly CleanPlan[],
  endangered: ReadonlyMap<string, ReadonlySet<string>> = new Map(),
): readonly Finding[] {
  const planned = new Map(
    plans.flatMap((plan) => plan.steps.flatMap((step) => effectsOf(step, endangered.get(plan.sha256)))),
  );
  return log.flatMap((line): readonly Finding[] => {
    const taken = takenBy(line);
    if (taken.length === 0) return [];
    const about = `${line.method} ${line.path} (${line.status ?? 'no answer'})`;
    const found = taken.filter((key) => planned.has(key));
    if (found.length === 0)
      return [{ verdict: 'harmed', why: `${about} is about nothing that was planned`, hint: HINT }];
    const hurt = found.some((key) => planned.get(key) === true);
    return hurt ? [{ verdict: 'harmed', why: `${about} was planned, but hurts what is not ours`, hint: HINT }] : [];
  });
}

/** What a step does, as `takenBy` calls it, and whether that hurts what is not ours. */
function effectsOf(step: Step, endangered: ReadonlySet<string> | undefined): readonly (readonly [string, boolean])[] {
  const hurts = (one: Ref): boolean => endangered?.has(refKey(one)) === true;
  const { from, routes, target } = step;
  // What is stripped is never ours; only our tags on it are.
  if (step.do === 'strip') return [[`strip ${target.id}`, false]];
  if (step.do === 'delete' || from === undefined) return [[`delete ${target.id}`, hurts(target)]];
  const detached = [`detach ${from.id}`, hurts(target)] as const;
  return routes === undefined ? [detached] : [detached, [`unroute ${from.id}`, hurts(from)]];
}

/** What a call takes away, as a plan would call it; nothing for other calls. */
function takenBy({ service, method, path }: RequestLine): readonly string[] {
  const bare = path.replace(/\?.*$/, '');
  if (RULE.test(bare)) return [];
  if (service === 'objectStore') return method === 'DELETE' || BULK.test(path) ? containersIn(bare) : [];
  return TAKING.flatMap((row) => {
    const id = row.method === method ? row.path.exec(bare)?.[1] : undefined;
    return id === undefined ? [] : [`${row.do} ${decodeURIComponent(id)}`];
  });
}

/** An object counts for its container, which is a part of the path: which one, only the catalogue tells. */
function containersIn(path: string): readonly string[] {
  return path.split('/').map((part) => `delete ${decodeURIComponent(part)}`);
}
