import type { CleanPlan, Step } from '../model/plan.ts';
import type { Finding } from '../model/verdict.ts';
import type { RequestLine } from '../openstack/session.ts';

/** Rules are no kind of their own: no plan names one, and only a provisioner takes the default rules off its new groups. */
const RULE = /\/security-group-rules\/[^/]+$/;
/** Calls that take something away, and what a plan calls them. The first group is the id that the call is about. */
const TAKING: readonly { readonly method: string; readonly path: RegExp; readonly do: Step['do'] }[] = [
  { method: 'DELETE', path: /\/([^/]+)$/, do: 'delete' },
  { method: 'PUT', path: /\/([^/]+)\/remove_router_interface$/, do: 'detach' },
  { method: 'PUT', path: /\/lbaas\/loadbalancers\/([^/]+)$/, do: 'strip' },
];
const BULK = /[?&]bulk-delete\b/;

/**
 * Compares our own request log with the plans: every call that takes something away must be what a plan names. Pure.
 * @param log requests of the session, from the first plan on
 * @param plans all plans that the session applied
 */
export function harmed(log: readonly RequestLine[], plans: readonly CleanPlan[]): readonly Finding[] {
  const planned = new Set(plans.flatMap((plan) => plan.steps.map(keyOf)));
  return log.flatMap((line) => {
    const taken = takenBy(line);
    if (taken.length === 0 || taken.some((key) => planned.has(key))) return [];
    return [
      {
        verdict: 'harmed',
        why: `${line.method} ${line.path} (${line.status ?? 'no answer'}) is about nothing that was planned`,
        hint: 'This is a defect of Troika. Look at the resource, and report it with the journal and the plans.',
      } as const,
    ];
  });
}

function keyOf(step: Step): string {
  return `${step.do} ${step.do === 'detach' ? step.from?.id : step.target.id}`;
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
