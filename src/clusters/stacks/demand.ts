import type { ClusterStacksSpec } from '../../config/clusterStacksSpec.ts';
import type { FootprintSpec } from '../../config/footprintSpec.ts';
import type { Demand } from '../../model/demand.ts';
import { demandOf as demandOfFootprint } from '../footprint/demand.ts';
import { plannedNames } from '../footprint/plannedNames.ts';
import { ownNames } from '../ownNames.ts';
import type { FlavorSizes, PlannedName } from '../provisioner.ts';

/** Of a Service's group: Neutron's own two, and one for health checks (cloud-provider-openstack pkg/openstack/loadbalancer_sg.go). */
const RULES_BESIDE_PORTS = 3;

/**
 * What a cluster needs of each quota when its suites have made all that they may. Its cloud.conf asks for a
 * monitor for each pool and a security group for each Service, which the footprint of cluster stacks does not have.
 * @throws RangeError when a flavor is missing
 */
export function demandOf(spec: ClusterStacksSpec, flavors: FlavorSizes): Demand {
  const demand = demandOfFootprint(footprintOf(spec), flavors);
  const { loadBalancers, ports } = spec.room;
  return {
    ...demand,
    healthMonitors: demand.healthMonitors + loadBalancers * ports,
    securityGroups: demand.securityGroups + loadBalancers,
    securityGroupRules: demand.securityGroupRules + loadBalancers * (RULES_BESIDE_PORTS + ports),
  };
}

/** The texts that its controllers will write and that chance has no part in. */
export function namesOf(spec: ClusterStacksSpec, cluster: string): readonly PlannedName[] {
  return plannedNames({ ...footprintOf(spec), services: [], volumes: [], snapshots: 0 }, ownNames(cluster));
}

/** The same cluster as a footprint: what its controllers leave in OpenStack. */
function footprintOf(spec: ClusterStacksSpec): FootprintSpec {
  const { controlPlanes, workers, image, controlPlaneFlavor, workerFlavor, rootVolumeGiB, nodeCidr, room } = spec;
  const ports = Array.from({ length: room.ports }, (_, index) => index + 1);
  return {
    generation: 'v2',
    release: 'r6',
    controlPlanes,
    workers,
    image,
    controlPlaneFlavor,
    workerFlavor,
    rootVolumeGiB,
    nodeCidr,
    services: numbered(room.loadBalancers, (name) => ({ namespace: 'suite', name, ports })),
    volumes: numbered(room.volumes, (claim) => ({
      namespace: 'suite',
      claim,
      sizeGiB: room.volumeGiB,
      attached: false,
      reclaimPolicy: 'Delete',
    })),
    snapshots: room.snapshots,
  };
}

function numbered<T>(count: number, make: (name: string) => T): readonly T[] {
  return Array.from({ length: count }, (_, index) => make(`one-${index + 1}`));
}
