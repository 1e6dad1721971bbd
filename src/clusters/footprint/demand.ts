import type { FootprintSpec } from '../../config/footprintSpec.ts';
import type { Demand } from '../../model/demand.ts';
import type { FlavorSizes } from '../provisioner.ts';
import { HOST_VOLUME_GIB } from './hostPieces.ts';
import { stackOf } from './stack.ts';

/** V1's management host with its groups (3 for ssh, 3 for ICMP, 4 for the host) and the scripts' Cilium group. */
const HOST = {
  floatingIps: 1,
  servers: 1,
  volumes: 1,
  networks: 1,
  ports: 2,
  securityGroups: 4,
  securityGroupRules: 3 + 3 + 4 + 5,
} as const;
const NO_HOST = {
  floatingIps: 0,
  servers: 0,
  volumes: 0,
  networks: 0,
  ports: 0,
  securityGroups: 0,
  securityGroupRules: 0,
} as const;

/** Neutron's own two rules stand in a new group until OCCM takes them away. */
const DEFAULT_RULES = 2;

/**
 * Ports that the cloud itself adds to a network and counts: OVN one for metadata, else one for each DHCP agent, of which
 * clouds that mean to lose one have two (neutron, `dhcp_agents_per_network`). Which cloud it is cannot be asked beforehand.
 */
const PORTS_OF_A_NETWORK = 2;

/**
 * What a footprint needs of each quota at its peak, by the sums of the controllers that it imitates: one floating IP and
 * one VIP port for each load balancer, members = control planes for the API and workers for each port of a Service.
 * @param flavors sizes by flavor name; the host takes the control planes' flavor
 * @throws RangeError when a flavor is missing
 */
export function demandOf(spec: FootprintSpec, flavors: FlavorSizes): Demand {
  const stack = stackOf(spec);
  const host = stack.host ? HOST : NO_HOST;
  const controlPlane = sizeOf(spec.controlPlaneFlavor, flavors);
  const worker = sizeOf(spec.workerFlavor, flavors);
  const { controlPlanes, workers, rootVolumeGiB } = spec;
  const ofControlPlane = controlPlanes + host.servers;
  const nodes = controlPlanes + workers;
  const rootVolumes = rootVolumeGiB === 0 ? 0 : (stack.controlPlaneRootVolumes ? controlPlanes : 0) + workers;
  const servicePorts = sum(spec.services.map((service) => service.ports.length));
  const snapshotGiB = spec.snapshots * (spec.volumes[0]?.sizeGiB ?? 0);
  const loadBalancers = 1 + spec.services.length;
  const serviceGroups = stack.serviceGroups ? spec.services.length : 0;
  return {
    floatingIps: host.floatingIps + loadBalancers,
    servers: host.servers + nodes,
    cores: ofControlPlane * controlPlane.vcpus + workers * worker.vcpus,
    ramMiB: ofControlPlane * controlPlane.ramMiB + workers * worker.ramMiB,
    volumes: host.volumes + rootVolumes + spec.volumes.length,
    gigabytes:
      host.volumes * HOST_VOLUME_GIB +
      rootVolumes * rootVolumeGiB +
      sum(spec.volumes.map((volume) => volume.sizeGiB)) +
      snapshotGiB,
    snapshots: spec.volumes.length === 0 ? 0 : spec.snapshots,
    networks: host.networks + 1,
    subnets: host.networks + 1,
    routers: host.networks + 1,
    ports: host.ports + nodes + 1 + loadBalancers + (host.networks + 1) * PORTS_OF_A_NETWORK,
    securityGroups: host.securityGroups + 2 + serviceGroups,
    securityGroupRules:
      host.securityGroupRules +
      stack.rules.controlPlane(spec.nodeCidr).length +
      stack.rules.worker(spec.nodeCidr).length +
      (stack.serviceGroups ? serviceGroups * DEFAULT_RULES + servicePorts : 0),
    loadBalancers,
    listeners: 1 + servicePorts,
    pools: 1 + servicePorts,
    members: controlPlanes + servicePorts * (stack.serviceMembers === 'all' ? nodes : workers),
    healthMonitors: 1 + (stack.serviceMonitors ? servicePorts : 0),
    serverGroups: stack.host ? 2 : 0,
    keypairs: stack.host ? 1 : 0,
  };
}

function sizeOf(flavor: string, flavors: FlavorSizes): { readonly vcpus: number; readonly ramMiB: number } {
  const size = flavors.get(flavor);
  if (size === undefined) throw new RangeError(`the size of flavor ${flavor} is not known`);
  return size;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
