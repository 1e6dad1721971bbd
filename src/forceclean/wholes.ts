import type { Resource } from '../model/resource.ts';
import type { View } from './rule.ts';

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
