import { QUOTAS, type Demand, type QuotaName } from '../../src/model/demand.ts';

/** What each service calls a quota in the body of its quota request. */
export interface ServiceQuotas {
  readonly compute: Record<string, number>;
  readonly network: Record<string, number>;
  readonly volume: Record<string, number>;
  readonly loadBalancer: Record<string, number>;
}

export const QUOTA_NAMES: Record<QuotaName, readonly [keyof ServiceQuotas, string]> = {
  floatingIps: ['network', 'floatingip'],
  servers: ['compute', 'instances'],
  cores: ['compute', 'cores'],
  ramMiB: ['compute', 'ram'],
  volumes: ['volume', 'volumes'],
  gigabytes: ['volume', 'gigabytes'],
  snapshots: ['volume', 'snapshots'],
  networks: ['network', 'network'],
  subnets: ['network', 'subnet'],
  routers: ['network', 'router'],
  ports: ['network', 'port'],
  securityGroups: ['network', 'security_group'],
  securityGroupRules: ['network', 'security_group_rule'],
  loadBalancers: ['loadBalancer', 'load_balancer'],
  listeners: ['loadBalancer', 'listener'],
  pools: ['loadBalancer', 'pool'],
  members: ['loadBalancer', 'member'],
  healthMonitors: ['loadBalancer', 'health_monitor'],
  serverGroups: ['compute', 'server_groups'],
  keypairs: ['compute', 'key_pairs'],
};

/** Sorts limits to their services, in the services' own names; Infinity becomes their -1. */
export function serviceQuotas(partial: Partial<Demand>): ServiceQuotas {
  const result: ServiceQuotas = { compute: {}, network: {}, volume: {}, loadBalancer: {} };
  for (const name of QUOTAS) {
    const limit = partial[name];
    if (limit === undefined) continue;
    const [service, theirs] = QUOTA_NAMES[name];
    result[service][theirs] = limit === Infinity ? -1 : limit;
  }
  return result;
}
