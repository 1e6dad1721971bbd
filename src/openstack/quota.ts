import { z } from 'zod';
import type { Quota, Quotas } from '../model/demand.ts';
import { linked } from '../model/resource.ts';
import { call, send } from './calls.ts';
import { list } from './list.ts';
import type { Service, Session } from './session.ts';

/** The services say -1 for no limit. */
const limit = z.number().transform((value) => (value < 0 ? Infinity : value));

const NovaLimits = z.object({
  limits: z.object({
    absolute: z.object({
      maxTotalInstances: limit,
      totalInstancesUsed: z.number(),
      maxTotalCores: limit,
      totalCoresUsed: z.number(),
      maxTotalRAMSize: limit,
      totalRAMUsed: z.number(),
      maxServerGroups: limit,
      totalServerGroupsUsed: z.number(),
      maxTotalKeypairs: limit,
    }),
  }),
});

/** Neutron's and Cinder's quota in detail: what is reserved is being made just now. */
const neutron = z
  .object({ limit, used: z.number(), reserved: z.number() })
  .transform((detail): Quota => ({ limit: detail.limit, used: detail.used + detail.reserved }));
const cinder = z
  .object({ limit, in_use: z.number(), reserved: z.number() })
  .transform((detail): Quota => ({ limit: detail.limit, used: detail.in_use + detail.reserved }));

const NeutronQuota = z.object({
  quota: z.object({
    floatingip: neutron,
    network: neutron,
    subnet: neutron,
    router: neutron,
    port: neutron,
    security_group: neutron,
    security_group_rule: neutron,
  }),
});

const CinderQuota = z.object({ quota_set: z.object({ volumes: cinder, gigabytes: cinder, snapshots: cinder }) });

const OctaviaQuota = z.object({
  quota: z.object({ load_balancer: limit, listener: limit, pool: limit, member: limit, health_monitor: limit }),
});

/**
 * Limit and use of every quota a cluster may need, asked of all services at once. Octavia tells no use, so its lists are counted; so
 * are keypairs, whose quota is the user's.
 * @throws CloudError when a service is absent or does not say
 */
export async function quotas(session: Session, signal?: AbortSignal): Promise<Quotas> {
  const { projectId } = session;
  const options = signal === undefined ? {} : { signal };
  const [nova, network, volume, octavia, keypairs, balancers, listeners, pools, monitors] = await Promise.all([
    ask(session, 'compute', '/limits', NovaLimits, signal),
    ask(session, 'network', `/quotas/${projectId}/details.json`, NeutronQuota, signal),
    ask(session, 'volume', `/os-quota-sets/${projectId}?usage=true`, CinderQuota, signal),
    ask(session, 'loadBalancer', `/lbaas/quotas/${projectId}`, OctaviaQuota, signal),
    list(session, 'keypair', options),
    list(session, 'loadBalancer', options),
    list(session, 'listener', options),
    list(session, 'pool', options),
    list(session, 'healthMonitor', options),
  ]);
  const { absolute } = nova.limits;
  return {
    floatingIps: network.quota.floatingip,
    servers: { limit: absolute.maxTotalInstances, used: absolute.totalInstancesUsed },
    cores: { limit: absolute.maxTotalCores, used: absolute.totalCoresUsed },
    ramMiB: { limit: absolute.maxTotalRAMSize, used: absolute.totalRAMUsed },
    volumes: volume.quota_set.volumes,
    gigabytes: volume.quota_set.gigabytes,
    snapshots: volume.quota_set.snapshots,
    networks: network.quota.network,
    subnets: network.quota.subnet,
    routers: network.quota.router,
    ports: network.quota.port,
    securityGroups: network.quota.security_group,
    securityGroupRules: network.quota.security_group_rule,
    loadBalancers: { limit: octavia.quota.load_balancer, used: balancers.length },
    listeners: { limit: octavia.quota.listener, used: listeners.length },
    pools: { limit: octavia.quota.pool, used: pools.length },
    members: { limit: octavia.quota.member, used: pools.flatMap((pool) => linked(pool, 'member')).length },
    healthMonitors: { limit: octavia.quota.health_monitor, used: monitors.length },
    serverGroups: { limit: absolute.maxServerGroups, used: absolute.totalServerGroupsUsed },
    keypairs: { limit: absolute.maxTotalKeypairs, used: keypairs.length },
  };
}

function ask<T>(
  session: Session,
  service: Service,
  path: string,
  schema: z.ZodType<T>,
  signal: AbortSignal | undefined,
): Promise<T> {
  return send(session, call(service, 'GET', path, undefined, signal), (body) => schema.parse(body));
}
