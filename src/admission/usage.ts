import { demandOf, type Demand, type QuotaName } from '../model/demand.ts';
import { linked, type Kind, type Resource } from '../model/resource.ts';

/** The quota which each listed kind counts against, one each. */
const COUNTED: Readonly<Partial<Record<Kind, QuotaName>>> = {
  floatingIp: 'floatingIps',
  server: 'servers',
  volume: 'volumes',
  snapshot: 'snapshots',
  network: 'networks',
  subnet: 'subnets',
  router: 'routers',
  port: 'ports',
  securityGroup: 'securityGroups',
  loadBalancer: 'loadBalancers',
  listener: 'listeners',
  pool: 'pools',
  healthMonitor: 'healthMonitors',
  serverGroup: 'serverGroups',
  keypair: 'keypairs',
};

/** Device owners of ports that Neutron keeps without a project: outside every quota (neutron/db/l3_db.py). */
const UNCOUNTED_PORTS = new Set(['network:router_gateway', 'network:floatingip']);

/** What these resources use of every quota. Snapshots count against Cinder's gigabytes too (cinder: no_snapshot_gb_quota is off by default). */
export function usageOf(resources: readonly Resource[]): Demand {
  const used = new Map<QuotaName, number>();
  const add = (name: QuotaName, amount: number) => used.set(name, (used.get(name) ?? 0) + amount);
  for (const resource of resources) {
    const quota = COUNTED[resource.kind];
    if (quota !== undefined && !UNCOUNTED_PORTS.has(String(resource.facts['deviceOwner']))) add(quota, 1);
    if (resource.kind === 'server') {
      add('cores', whole(resource, 'flavorVcpus'));
      add('ramMiB', whole(resource, 'flavorRamMiB'));
    }
    if (resource.kind === 'volume' || resource.kind === 'snapshot') add('gigabytes', whole(resource, 'sizeGiB'));
    if (resource.kind === 'securityGroup') add('securityGroupRules', whole(resource, 'rules'));
    if (resource.kind === 'pool') add('members', linked(resource, 'member').length);
  }
  return demandOf((name) => used.get(name) ?? 0);
}

function whole(resource: Resource, fact: string): number {
  const value = resource.facts[fact];
  return typeof value === 'number' ? value : 0;
}
