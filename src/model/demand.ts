/** Every quota a cluster may need, in the unit of its service (RAM in MiB, gigabytes in GiB). */
export const QUOTAS = [
  'floatingIps',
  'servers',
  'cores',
  'ramMiB',
  'volumes',
  'gigabytes',
  'snapshots',
  'networks',
  'subnets',
  'routers',
  'ports',
  'securityGroups',
  'securityGroupRules',
  'loadBalancers',
  'listeners',
  'pools',
  'members',
  'healthMonitors',
  'serverGroups',
  'keypairs',
] as const;

export type QuotaName = (typeof QUOTAS)[number];

/** What something needs of each quota; all numbers are whole and not negative. */
export type Demand = Readonly<Record<QuotaName, number>>;

/** One quota as its service reports it; `limit` is Infinity where there is none (the services say -1). */
export interface Quota {
  readonly limit: number;
  readonly used: number;
}

export type Quotas = Readonly<Record<QuotaName, Quota>>;

export const NO_DEMAND: Demand = demandOf(() => 0);

/** A demand from a function of the quota's name. */
export function demandOf(amount: (name: QuotaName) => number): Demand {
  const result: Partial<Record<QuotaName, number>> = {};
  for (const name of QUOTAS) result[name] = amount(name);
  return result as Demand;
}

/** The sum of demands. */
export function addDemands(...demands: readonly Demand[]): Demand {
  return demandOf((name) => demands.reduce((sum, demand) => sum + demand[name], 0));
}
