import { z } from 'zod';
import type { Kind } from '../model/resource.ts';
import type { KindRow } from './kindRow.ts';
import { ids, linksTo, resourceOf, tags, text, type Common } from './reading.ts';

/** What Octavia's objects share (octavia/api/v2/types). `tags` since API 2.5; health monitors have no description. */
const Standard = z.object({
  id: z.string(),
  name: text,
  project_id: z.string(),
  provisioning_status: z.string(),
  operating_status: text,
  description: text,
  created_at: text,
  updated_at: text,
  tags,
});

const LoadBalancer = Standard.extend({
  provider: text,
  vip_address: text,
  vip_port_id: z.string().nullish(),
  vip_network_id: z.string().nullish(),
  vip_subnet_id: z.string().nullish(),
  listeners: ids,
  pools: ids,
});

const Listener = Standard.extend({
  loadbalancers: ids,
  default_pool_id: z.string().nullish(),
  l7policies: ids,
  protocol: text,
  protocol_port: z.number().optional(),
});

const Pool = Standard.extend({
  loadbalancers: ids,
  listeners: ids,
  members: ids,
  healthmonitor_id: z.string().nullish(),
  protocol: text,
});

const HealthMonitor = Standard.extend({ pools: ids, type: text });

export const LOAD_BALANCER_ROWS = {
  loadBalancer: {
    ...row('loadBalancer', 'loadbalancers', 'loadbalancer', (item) => {
      const balancer = LoadBalancer.parse(item);
      return {
        ...standard(balancer),
        links: [
          ...linksTo('vipPort', 'port', [balancer.vip_port_id]),
          ...linksTo('vipNetwork', 'network', [balancer.vip_network_id]),
          ...linksTo('vipSubnet', 'subnet', [balancer.vip_subnet_id]),
          ...linksTo('listener', 'listener', balancer.listeners),
          ...linksTo('pool', 'pool', balancer.pools),
        ],
        facts: {
          provider: balancer.provider,
          vipAddress: balancer.vip_address,
          operatingStatus: balancer.operating_status,
        },
      };
    }),
    removal: 'cascade=true',
  },
  listener: row('listener', 'listeners', 'listener', (item) => {
    const listener = Listener.parse(item);
    return {
      ...standard(listener),
      links: [
        ...linksTo('loadBalancer', 'loadBalancer', listener.loadbalancers),
        ...linksTo('pool', 'pool', [listener.default_pool_id]),
        ...linksTo('l7Policy', 'l7Policy', listener.l7policies),
      ],
      facts: {
        protocol: listener.protocol,
        protocolPort: listener.protocol_port,
        operatingStatus: listener.operating_status,
      },
    };
  }),
  pool: row('pool', 'pools', 'pool', (item) => {
    const pool = Pool.parse(item);
    return {
      ...standard(pool),
      links: [
        ...linksTo('loadBalancer', 'loadBalancer', pool.loadbalancers),
        ...linksTo('listener', 'listener', pool.listeners),
        ...linksTo('member', 'member', pool.members),
        ...linksTo('healthMonitor', 'healthMonitor', [pool.healthmonitor_id]),
      ],
      facts: { protocol: pool.protocol, operatingStatus: pool.operating_status },
    };
  }),
  healthMonitor: row('healthMonitor', 'healthmonitors', 'healthmonitor', (item) => {
    const monitor = HealthMonitor.parse(item);
    return {
      ...standard(monitor),
      links: linksTo('pool', 'pool', monitor.pools),
      facts: { type: monitor.type, operatingStatus: monitor.operating_status },
    };
  }),
} satisfies Partial<Record<Kind, KindRow>>;

function row(kind: Kind, path: string, one: string, read: (item: unknown) => Common): KindRow {
  return {
    service: 'loadBalancer',
    list: () => `/lbaas/${path}`,
    many: path,
    one,
    paging: 'links',
    item: (_scope, id) => `/lbaas/${path}/${id}`,
    parse: (item) => resourceOf(kind, read(item)),
  };
}

function standard(item: z.infer<typeof Standard>): Common {
  return {
    id: item.id,
    name: item.name,
    projectId: item.project_id,
    status: item.provisioning_status,
    description: item.description,
    createdAt: item.created_at,
    updatedAt: item.updated_at,
    tags: item.tags,
  };
}
