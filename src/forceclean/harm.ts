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

/**
 * Compares our own request log with the plans: every call that takes something away must be what a plan names. Pure.
 * @param log requests of the session, from the first plan on
 * @param plans all plans that the session applied
 */
export function harmed(log: readonly RequestLine[], plans: readonly CleanPlan[]): readonly Finding[] {
  const planned = new Set(plans.flatMap((plan) => plan.steps.map(keyOf)));
  return log.flatMap((line) => {
    const taken = takenBy(line);
    if (taken === undefined || planned.has(taken)) return [];
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

function takenBy({ method, path }: RequestLine): string | undefined {
  const bare = path.replace(/\?.*$/, '');
  if (RULE.test(bare)) return undefined;
  for (const row of TAKING) {
    const id = row.method === method ? row.path.exec(bare)?.[1] : undefined;
    if (id !== undefined) return `${row.do} ${decodeURIComponent(id)}`;
  }
  return undefined;
}
