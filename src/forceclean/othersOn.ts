import { UNNAMED, type Claim } from '../creators/recognise.ts';
import type { Resource } from '../model/resource.ts';
import type { View } from './rule.ts';
import { wholes } from './wholes.ts';

/**
 * Texts on a resource that are somebody else's. OCCM's default cluster name names nobody; but on a load balancer that names us, and
 * on its parts, it is another cluster's: our OCCM writes our name (cloud-provider-openstack
 * pkg/openstack/loadbalancer.go:1690-1737 lets clusters share one). Pure.
 */
export function othersOn(resource: Resource, view: Pick<View, 'claims' | 'linkedTo'>): readonly Claim[] {
  const namesUs = wholes(resource, view).some((one) => hasOurs(one, view));
  return view
    .claims(resource)
    .filter((claim) => claim.foreign || (namesUs && !claim.mine && claim.cluster === UNNAMED));
}

function hasOurs(resource: Resource, view: Pick<View, 'claims'>): boolean {
  return view.claims(resource).some((claim) => claim.mine);
}
