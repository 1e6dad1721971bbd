/** Every quota the cloud knows, in one name each; the services use their own (see the quota files). */
export interface Limits {
  floatingIps: number;
  servers: number;
  cores: number;
  ramMiB: number;
  volumes: number;
  gigabytes: number;
  snapshots: number;
  backups: number;
  backupGigabytes: number;
  networks: number;
  subnets: number;
  routers: number;
  ports: number;
  securityGroups: number;
  securityGroupRules: number;
  loadBalancers: number;
  listeners: number;
  pools: number;
  members: number;
  healthMonitors: number;
  serverGroups: number;
  keypairs: number;
}

/** Generous limits for a new project: only a caller who lowers one meets it. */
export const DEFAULT_LIMITS: Limits = {
  floatingIps: 50,
  servers: 100,
  cores: 400,
  ramMiB: 1_000_000,
  volumes: 200,
  gigabytes: 10_000,
  snapshots: 100,
  backups: 100,
  backupGigabytes: 1000,
  networks: 50,
  subnets: 50,
  routers: 50,
  ports: 500,
  securityGroups: 100,
  securityGroupRules: 1000,
  loadBalancers: 50,
  listeners: 200,
  pools: 200,
  members: 1000,
  healthMonitors: 200,
  serverGroups: 50,
  keypairs: 50,
};

/** A limit as the services write it: -1 is none. */
export function wireLimit(limit: number): number {
  return limit === Infinity ? -1 : limit;
}
