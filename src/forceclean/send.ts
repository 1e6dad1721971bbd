import { randomUUID } from 'node:crypto';
import type { Journal } from '../io/journal.ts';
import { says as saysOf } from '../model/error.ts';
import type { Intent } from '../model/event.ts';
import type { ExtraRoute } from '../model/extraRoute.ts';
import type { Step, Target } from '../model/plan.ts';
import type { Resource } from '../model/resource.ts';
import { removeRouterInterface } from '../openstack/change.ts';
import { removeExtraRoutes } from '../openstack/extraRoutes.ts';
import { removeContainer } from '../openstack/removeContainer.ts';
import type { Removal } from '../openstack/removal.ts';
import { remove } from '../openstack/remove.ts';
import { leaveTags } from '../openstack/strip.ts';
import type { Session } from '../openstack/session.ts';

interface SendTools {
  readonly session: Session;
  readonly journal: Journal;
}

/**
 * Sends one deletion: the intent is on disk before it, the outcome after it. Never throws for an answer. Once begun it
 * is finished, also when the clean-up is stopped meanwhile.
 * @throws why it was not sent, or why its answer does not count: a stop that came between, a lease that was lost
 */
export function send(step: Step, seen: Resource, { session, journal }: SendTools): Promise<Removal> {
  return written({ ...step.target, do: step.do }, journal, () => call(step, seen, session));
}

/** Takes extra routes off a router, in the same way. @param router as seen just before */
export function sendRoutesOff(
  step: Step,
  router: Resource,
  routes: readonly ExtraRoute[],
  { session, journal }: SendTools,
): Promise<Removal> {
  const { id, name } = router;
  const about = { do: 'change', kind: 'router', id, name, cluster: step.target.cluster } as const;
  return written(about, journal, () => removeExtraRoutes(session, router, routes));
}

async function written(
  { do: deed, kind, id, name, cluster }: Target & Pick<Intent, 'do'>,
  journal: Journal,
  effect: () => Promise<Removal>,
): Promise<Removal> {
  const intent = randomUUID();
  await journal.write({ type: 'intent', intent, cluster, do: deed, kind, id, name });
  const about = { type: 'outcome', intent, cluster, kind, id } as const;
  const removal = await effect().catch(async (error: unknown) => {
    const why = `not sent, or its answer does not count: ${saysOf(error)}`;
    await journal.write({ ...about, ok: false, says: why });
    throw error;
  });
  const { result, status, requestId, says } = removal;
  const answer = {
    ...(status === undefined ? {} : { status }),
    ...(requestId === undefined ? {} : { requestId }),
  };
  await journal.write({ ...about, ok: result === 'accepted' || result === 'gone', ...answer, says });
  return removal;
}

function call(step: Step, seen: Resource, session: Session): Promise<Removal> {
  if (step.do === 'detach' && step.from !== undefined)
    return removeRouterInterface(session, step.from.id, step.target.id);
  if (step.do === 'strip') {
    const rest = seen.tags.filter((tag) => step.tags?.includes(tag) !== true);
    return leaveTags(session, step.target.id, rest);
  }
  if (step.target.kind === 'container') return removeContainer(session, step.target.id);
  const { revision } = seen;
  return remove(session, step.target, revision === undefined || changesMeanwhile(seen) ? {} : { revision });
}

/**
 * What our own deletions change, or Neutron itself, cannot be deleted under If-Match. Neutron first takes the gateway off a
 * router that it deletes, which raises the revision, and then refuses with 412, the gateway gone (seen with Zed). A rule
 * that names another group goes with that group, which raises the revision of the group it is in.
 */
function changesMeanwhile({ kind, id, links }: Resource): boolean {
  return kind === 'router' || links.some((link) => link.rel === 'remoteGroup' && link.id !== id);
}
