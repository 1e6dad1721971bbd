import { called } from '../index.ts';
import { partOf, veto, type Reason, type Rule, type View } from '../rule.ts';
import type { Resource } from '../../model/resource.ts';

/**
 * Listeners, pools and health monitors are as much ours as the load balancer they are part of, and no more. Only where
 * another cluster shares it with us (OCCM tags it once for each Service: cloud-provider-openstack loadbalancer.go:1690-1737)
 * a listener is judged by its own texts, and what hangs on it goes with it.
 */
export const partOfLoadBalancer: Rule = {
  name: 'part-of-load-balancer',
  kinds: ['listener', 'pool', 'healthMonitor'],
  look: (resource, view) =>
    wholes(resource, view).flatMap((whole): readonly Reason[] => {
      const standing = view.standing(whole);
      if (standing !== undefined) return [partOf(standing, `part of our ${called(whole)}`, whole.id)];
      const shared = view
        .claims(whole)
        .some((claim) => claim.mine && claim.field === 'tag' && claim.creator === 'occm');
      if (!shared) return [veto(`part of ${called(whole)}, which is not ours`, whole.id)];
      if (resource.kind === 'listener') return [];
      const upper = uppers(resource, view).find((one) => view.standing(one) !== undefined);
      const on = upper === undefined ? undefined : view.standing(upper);
      return upper === undefined || on === undefined
        ? [veto(`part of ${called(whole)}, and of no listener of ours in it`, whole.id)]
        : [partOf(on, `belongs to our ${called(upper)}`, upper.id)];
    }),
};

/** The load balancers a part hangs on: directly, or through its listener or pool. */
export function wholes(part: Resource, view: Pick<View, 'linkedTo'>): readonly Resource[] {
  if (part.kind === 'loadBalancer') return [part];
  const direct = view.linkedTo(part, 'loadBalancer');
  if (direct.length > 0) return direct;
  return [...new Set(uppers(part, view).flatMap((one) => wholes(one, view)))];
}

function uppers(part: Resource, view: Pick<View, 'linkedTo'>): readonly Resource[] {
  return [...view.linkedTo(part, 'listener'), ...view.linkedTo(part, 'pool')].filter((one) => one.id !== part.id);
}
