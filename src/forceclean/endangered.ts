import type { Attribution } from '../model/evidence.ts';
import { refKey, type Resource } from '../model/resource.ts';
import type { Index } from './index.ts';
import { takesAlong } from './order.ts';

/**
 * Keys of all whose deletion would hurt somebody else: theirs, and what would take theirs along (a load balancer's parts,
 * a network's subnets, a server's volumes). Asked only after the deed, as a second opinion on the plan. Pure.
 */
export function endangered(attributions: readonly Attribution[], index: Index): ReadonlySet<string> {
  const theirs = attributions.filter((one) => one.verdict !== 'ours').map((one) => one.resource);
  return new Set(theirs.flatMap((one) => [one, ...takers(one, index)]).map(refKey));
}

function takers(one: Resource, index: Index): readonly Resource[] {
  switch (one.kind) {
    case 'listener':
      return index.linkedTo(one, 'loadBalancer');
    case 'pool':
      return index.linkedTo(one, 'loadBalancer');
    case 'healthMonitor':
      return index.linkedTo(one, 'pool').flatMap((pool) => [pool, ...index.linkedTo(pool, 'loadBalancer')]);
    case 'subnet':
      return index.linkedTo(one, 'network');
    case 'volume':
      return index.linkedTo(one, 'attachment').filter((server) => takesAlong(server, one.id));
    default:
      return [];
  }
}
