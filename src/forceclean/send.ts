import { randomUUID } from 'node:crypto';
import type { Journal } from '../io/journal.ts';
import type { Step } from '../model/plan.ts';
import type { Resource } from '../model/resource.ts';
import { removeRouterInterface } from '../openstack/change.ts';
import type { Removal } from '../openstack/removal.ts';
import { remove } from '../openstack/remove.ts';
import type { Session } from '../openstack/session.ts';

/**
 * Sends one deletion: the intent is on disk before it, the outcome after it. Never throws for an answer. Once begun it
 * is finished, also when the clean-up is stopped meanwhile.
 */
export async function send(
  step: Step,
  seen: Resource,
  tools: { readonly session: Session; readonly journal: Journal },
): Promise<Removal> {
  const { kind, id, name, cluster } = step.target;
  const intent = randomUUID();
  await tools.journal.write({ type: 'intent', intent, cluster, do: step.do, kind, id, name });
  const removal = await call(step, seen, tools.session);
  const { result, status, requestId, says } = removal;
  await tools.journal.write({
    type: 'outcome',
    intent,
    cluster,
    ok: result === 'accepted' || result === 'gone',
    kind,
    id,
    ...(status === undefined ? {} : { status }),
    ...(requestId === undefined ? {} : { requestId }),
    says,
  });
  return removal;
}

/**
 * Neutron first takes the gateway off a router that it deletes, which raises the revision, and then refuses with 412,
 * the gateway gone (seen with Zed): a router cannot be deleted under If-Match.
 */
const SELF_CHANGING: readonly string[] = ['router'];

function call(step: Step, seen: Resource, session: Session): Promise<Removal> {
  if (step.do === 'detach' && step.from !== undefined)
    return removeRouterInterface(session, step.from.id, step.target.id);
  const constrained = seen.revision !== undefined && !SELF_CHANGING.includes(step.target.kind);
  return remove(session, step.target, constrained && seen.revision !== undefined ? { revision: seen.revision } : {});
}
