import type { CleanPlan } from '../model/plan.ts';
import { routesOf, type ExtraRoute } from '../model/extraRoute.ts';
import { refKey, type Inventory, type Kind, type Ref, type Resource } from '../model/resource.ts';
import { routeItem } from './extraRoutes.ts';
import { called } from './index.ts';
import { CREDENTIALS } from './order.ts';
import type { Candidate, Stay } from './stay.ts';

/** What decides over candidates before anything else is asked. */
export interface Limits {
  /** What may be done at most: the items of the plan that is being applied, as `itemsOf` writes them. */
  readonly only?: ReadonlySet<string> | undefined;
  /** See CleanPlan. */
  readonly restricted?: boolean | null;
  /** The cluster's own controllers still take it down: without their credentials they could not. */
  readonly controllersWork?: boolean | undefined;
}

/** What Keystone lets no restricted application credential delete (keystone api/users.py, _check_unrestricted_application_credential). */
const GUARDED: readonly Kind[] = ['applicationCredential'];

/** Which of ours stay for what is known before their neighbours are looked at. Pure. */
export function beforehand(candidates: ReadonlyMap<string, Candidate>, limits: Limits): Map<string, Stay> {
  const staying = new Map<string, Stay>();
  for (const [key, { attribution, place }] of candidates) {
    if (limits.controllersWork === true && CREDENTIALS.includes(attribution.resource.kind))
      staying.set(key, { why: WORKS, leftover: true });
    else if (limits.restricted === true && GUARDED.includes(attribution.resource.kind))
      staying.set(key, { why: FORBIDDEN, leftover: true, forbidden: true });
    else if (![key, ...itemsOfRoutes(place.from, place.routes)].every((item) => mayGo(limits, item)))
      staying.set(key, { why: UNPLANNED, leftover: true, unplanned: true });
  }
  return staying;
}

/** The items of a plan, for Limits: what goes, by its key, what is stripped, and which routes of routers are taken off. Pure. */
export function itemsOf(plan: CleanPlan): ReadonlySet<string> {
  return new Set(
    plan.steps.flatMap((step) => [
      step.do === 'strip' ? strippedKey(step.target) : refKey(step.target),
      ...itemsOfRoutes(step.from, step.routes),
    ]),
  );
}

/** All that could be done about these and nothing else, for Limits. Pure. */
export function itemsAbout(resources: readonly Resource[]): ReadonlySet<string> {
  return new Set(resources.flatMap((one) => [refKey(one), strippedKey(one), ...itemsOfRoutes(one, routesOf(one))]));
}

function itemsOfRoutes(router: Ref | undefined, routes: readonly ExtraRoute[] = []): readonly string[] {
  return router === undefined ? [] : routes.map((route) => routeItem(router, route));
}

function mayGo({ only }: Limits, key: string): boolean {
  return only === undefined || only.has(key);
}

/** Whether a load balancer may be stripped. Pure. */
export function mayStrip({ only }: Limits, ref: Ref): boolean {
  return only === undefined || only.has(strippedKey(ref));
}

function strippedKey(ref: Ref): string {
  return `strip ${refKey(ref)}`;
}

const UNPLANNED = 'it could go, but is not in the plan that is applied: make a new plan';
const WORKS = 'controllers still take the cluster down with it';
const FORBIDDEN =
  'the application credential in use is restricted, so Keystone will answer 403: use an unrestricted one, or a password';

/** What the credential in use will not be let delete, in words. Pure. */
export function forbiddenBy(plan: CleanPlan): readonly string[] {
  return plan.kept.filter((one) => one.forbidden === true).map((one) => `${called(one.target)} will stay: ${one.why}`);
}

/** See CleanPlan. Pure. */
export function restrictionOf(inventory: Inventory, credentialId: string | undefined): boolean | null {
  const key = refKey({ kind: 'applicationCredential', id: credentialId ?? '' });
  const credential = inventory.resources.find((one) => refKey(one) === key);
  return credential === undefined ? null : credential.facts['unrestricted'] !== true;
}
