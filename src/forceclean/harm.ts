import type { CleanPlan } from '../model/plan.ts';
import type { Finding } from '../model/verdict.ts';
import type { RequestLine } from '../openstack/session.ts';

/** Rules are no kind of their own: no plan names one, and only a provisioner takes the default rules off its new groups. */
const RULE = /\/security-group-rules\/[^/]+$/;
/** Calls that destroy: deletions, and routers' interfaces taken away. */
const DETACH = /\/remove_router_interface$/;

/**
 * Compares our own request log with the plans: every destroying call must be about something that a plan names. Pure.
 * @param log requests of the session, from the first plan on
 * @param plans all plans that the session applied
 */
export function harmed(log: readonly RequestLine[], plans: readonly CleanPlan[]): readonly Finding[] {
  const planned = new Set(
    plans.flatMap((plan) =>
      plan.steps.flatMap((step) => [step.target.id, ...(step.from === undefined ? [] : [step.from.id])]),
    ),
  );
  return log
    .filter((line) => line.method === 'DELETE' || (line.method === 'PUT' && DETACH.test(line.path)))
    .filter((line) => !RULE.test(line.path) && !planned.has(idOf(line.path)))
    .map((line) => ({
      verdict: 'harmed',
      why: `${line.method} ${line.path} (${line.status ?? 'no answer'}) is about nothing that was planned`,
      hint: 'This is a defect of Troika. Look at the resource, and report it with the journal and the plans.',
    }));
}

/** The id that a path is about: its last part, or the last but one of an action on a router. */
function idOf(path: string): string {
  const parts = path.replace(/\?.*$/, '').replace(DETACH, '').split('/');
  return decodeURIComponent(parts.at(-1) ?? '');
}
