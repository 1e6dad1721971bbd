import { called } from '../index.ts';
import { partOf, veto, type Rule, type View } from '../rule.ts';
import type { Resource } from '../../model/resource.ts';

/** Listeners, pools and health monitors are as much ours as the load balancer they are part of, and no more. */
export const partOfLoadBalancer: Rule = {
  name: 'part-of-load-balancer',
  kinds: ['listener', 'pool', 'healthMonitor'],
  look: (resource, view) =>
    wholes(resource, view).map((whole) => {
      const standing = view.standing(whole);
      return standing === undefined
        ? veto(`part of ${called(whole)}, which is not ours`, whole.id)
        : partOf(standing, `part of our ${called(whole)}`, whole.id);
    }),
};

/** The load balancers a part hangs on: directly, or through its listener or pool. */
export function wholes(part: Resource, view: Pick<View, 'linkedTo'>): readonly Resource[] {
  if (part.kind === 'loadBalancer') return [part];
  const direct = view.linkedTo(part, 'loadBalancer');
  if (direct.length > 0) return direct;
  const upper = [...view.linkedTo(part, 'listener'), ...view.linkedTo(part, 'pool')].filter(
    (one) => one.id !== part.id,
  );
  return [...new Set(upper.flatMap((one) => wholes(one, view)))];
}
