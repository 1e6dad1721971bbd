import { isNetworksOwn } from '../creators/neutron.ts';
import { says } from '../model/error.ts';
import type { Step } from '../model/plan.ts';
import { refKey, type Ref, type Resource } from '../model/resource.ts';
import { lackingOf } from '../openstack/lacking.ts';
import type { Lister } from '../openstack/lister.ts';
import { portsOn } from '../openstack/portsOn.ts';
import type { Session } from '../openstack/session.ts';
import { HOLDS, type Hold } from './holds.ts';
import { called, refOf } from './index.ts';
import { remedy } from './stuck/table.ts';

export interface Blame {
  readonly says: string;
  /** The first who holds it. */
  readonly blocker?: Ref;
  /** Somebody who is not in the plan holds it. */
  readonly foreign: boolean;
}

/** After a refusal: looks who holds the step's target now. */
export async function blame(
  step: Step,
  { lister, session, ours }: { readonly lister: Lister; readonly session: Session; readonly ours: ReadonlySet<string> },
  since: number,
): Promise<Blame> {
  const detached = step.do === 'detach' && step.from !== undefined;
  const target = detached ? step.from : step.target;
  // A router keeps an interface for the addresses behind it, not for its other interfaces.
  const isAsked = ({ holder, held, refusing }: Hold): boolean =>
    refusing === true && held === target.kind && (!detached || holder === 'floatingIp');
  const holders: Resource[] = [];
  for (const { holder, rel } of HOLDS.filter(isAsked)) {
    try {
      const { resources } = await lister.listing(holder, since);
      holders.push(...[...resources.values()].filter((one) => holds(one, rel, target) && !isNetworksOwn(one)));
    } catch (error) {
      if (lackingOf(holder, error) === undefined)
        return { says: `who holds it could not be listed: ${says(error)}`, foreign: false };
    }
  }
  const first = holders.find((one) => !ours.has(refKey(one))) ?? holders[0];
  if (first === undefined) return guest(step, session);
  const foreign = !ours.has(refKey(first));
  return { says: `held by ${called(first)}${foreign ? ', which is not ours' : ''}`, blocker: refOf(first), foreign };
}

/**
 * A port of another project on our network, which no list of ours has, though Neutron shows it to the network's owner. It may be
 * one that Octavia is about to remove, so nobody gives up because of it.
 */
async function guest(step: Step, session: Session): Promise<Blame> {
  const { kind, id } = step.target;
  const ports = kind === 'network' ? await portsOn(session, id).catch(() => []) : [];
  const found = ports.find((port) => port.projectId !== session.projectId && !isNetworksOwn(port));
  if (found === undefined) return { says: unseen(step), foreign: false };
  const says = `held by ${called(found)} of project ${found.projectId ?? ''}, which is not ours`;
  return { says, blocker: refOf(found), foreign: false };
}

/** Swift refuses a container for what no list of ours shows: its objects. */
function unseen({ target: { kind, id } }: Step): string {
  return kind === 'container' ? remedy('containerNotEmpty', id, id) : 'nobody we can see holds it';
}

function holds(one: Resource, rel: string, target: Ref): boolean {
  return one.links.some((link) => link.rel === rel && link.kind === target.kind && link.id === target.id);
}
