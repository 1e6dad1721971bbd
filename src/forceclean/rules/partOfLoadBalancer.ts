import { called } from '../index.ts';
import { partOf, veto, type Rule } from '../rule.ts';
import { shareOf } from './shareOfLoadBalancer.ts';
import { wholes } from '../wholes.ts';

/**
 * Listeners, pools and health monitors are as much ours as the load balancer they are part of, and no more; but for our
 * share of one that serves others.
 */
export const partOfLoadBalancer: Rule = {
  name: 'part-of-load-balancer',
  kinds: ['listener', 'pool', 'healthMonitor'],
  look: (resource, view) =>
    wholes(resource, view).flatMap((whole) => {
      const standing = view.standing(whole);
      if (standing !== undefined) return [partOf(standing, `part of our ${called(whole)}`, whole.id)];
      return shareOf(resource, whole, view) === undefined
        ? [veto(`part of ${called(whole)}, which is not ours`, whole.id)]
        : [];
    }),
};
