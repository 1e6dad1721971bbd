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

type Part = (session: Session, signal: AbortSignal | undefined) => Promise<Partial<Quotas>>;

async function novaPart(session: Session, signal: AbortSignal | undefined): Promise<Partial<Quotas>> {
  const [nova, keypairs] = await Promise.all([
    ask(session, 'compute', '/limits', NovaLimits, signal),
    list(session, 'keypair', optional(signal)),
  ]);
  const { absolute } = nova.limits;
  return {
    servers: { limit: absolute.maxTotalInstances, used: absolute.totalInstancesUsed },
    cores: { limit: absolute.maxTotalCores, used: absolute.totalCoresUsed },
    ramMiB: { limit: absolute.maxTotalRAMSize, used: absolute.totalRAMUsed },
    serverGroups: { limit: absolute.maxServerGroups, used: absolute.totalServerGroupsUsed },
    keypairs: { limit: absolute.maxTotalKeypairs, used: keypairs.length },
  };
}

async function neutronPart(session: Session, signal: AbortSignal | undefined): Promise<Partial<Quotas>> {
  const path = `/quotas/${session.projectId}/details.json`;
  const { quota } = await ask(session, 'network', path, NeutronQuota, signal);
  return {
    floatingIps: quota.floatingip,
    networks: quota.network,
    subnets: quota.subnet,
    routers: quota.router,
    ports: quota.port,
    securityGroups: quota.security_group,
    securityGroupRules: quota.security_group_rule,
  };
}

async function cinderPart(session: Session, signal: AbortSignal | undefined): Promise<Partial<Quotas>> {
  const path = `/os-quota-sets/${session.projectId}?usage=true`;
  return (await ask(session, 'volume', path, CinderQuota, signal)).quota_set;
}

async function octaviaPart(session: Session, signal: AbortSignal | undefined): Promise<Partial<Quotas>> {
  const options = optional(signal);
  const [{ quota }, balancers, listeners, pools, monitors] = await Promise.all([
    ask(session, 'loadBalancer', `/lbaas/quotas/${session.projectId}`, OctaviaQuota, signal),
    list(session, 'loadBalancer', options),
    list(session, 'listener', options),
    list(session, 'pool', options),
    list(session, 'healthMonitor', options),
  ]);
  return {
    loadBalancers: { limit: quota.load_balancer, used: balancers.length },
    listeners: { limit: quota.listener, used: listeners.length },
    pools: { limit: quota.pool, used: pools.length },
    members: { limit: quota.member, used: pools.flatMap((pool) => linked(pool, 'member')).length },
    healthMonitors: { limit: quota.health_monitor, used: monitors.length },
  };
}

const PARTS: readonly { readonly service: Service; readonly read: Part }[] = [
  { service: 'compute', read: novaPart },
  { service: 'network', read: neutronPart },
  { service: 'volume', read: cinderPart },
  { service: 'loadBalancer', read: octaviaPart },
];

/**
 * Limit and use of every quota a cluster may need, asked of all services at once. Octavia tells no use, so its lists are counted; so
 * are keypairs, whose quota is the user's.
 * @throws CloudError when a service is absent or does not say
 */
export async function quotas(session: Session, signal?: AbortSignal): Promise<Quotas> {
  const parts = await Promise.all(PARTS.map(({ read }) => read(session, signal)));
  return parts.reduce((all, part) => ({ ...all, ...part }), {}) as Quotas;
}

/**
 * The same, as far as the services of the catalogue say it, with the errors of those that do not. A service that is not
 * in the catalogue has no quota to tell.
 * @throws the signal's reason, and nothing else
 */
export async function knownQuotas(
  session: Session,
  signal?: AbortSignal,
): Promise<{ readonly known: Partial<Quotas>; readonly unread: readonly unknown[] }> {
  const there = PARTS.filter(({ service }) => session.has(service));
  const parts = await Promise.allSettled(there.map(({ read }) => read(session, signal)));
  signal?.throwIfAborted();
  return {
    known: parts.reduce((all, part) => (part.status === 'fulfilled' ? { ...all, ...part.value } : all), {}),
    unread: parts.flatMap((part): unknown[] => (part.status === 'rejected' ? [part.reason] : [])),
  };
}

function optional(signal: AbortSignal | undefined): { readonly signal?: AbortSignal } {
  return signal === undefined ? {} : { signal };
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
