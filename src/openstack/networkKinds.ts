import { z } from 'zod';
import type { Kind, Link } from '../model/resource.ts';
import type { KindRow } from './kindRow.ts';
import { linksTo, resourceOf, tags, text, type Common } from './reading.ts';

/** Neutron: what all its resources share (neutron-lib, api/definitions; the standard-attr-* extensions may be absent). */
const Standard = z.object({
  id: z.string(),
  name: text,
  project_id: z.string(),
  description: text,
  created_at: text,
  updated_at: text,
  revision_number: z.number().optional(),
  tags,
});

const Network = Standard.extend({
  status: z.string(),
  subnets: z.array(z.string()),
  'router:external': z.boolean().default(false),
  shared: z.boolean().default(false),
});

const Subnet = Standard.extend({ network_id: z.string(), cidr: z.string(), gateway_ip: z.string().nullish() });

const Port = Standard.extend({
  status: z.string(),
  network_id: z.string(),
  device_id: text,
  device_owner: text,
  fixed_ips: z.array(z.object({ subnet_id: z.string(), ip_address: z.string() })),
  security_groups: z.array(z.string()).default([]),
});

const Router = Standard.extend({
  status: z.string(),
  external_gateway_info: z.object({ network_id: z.string() }).nullish(),
  routes: z.array(z.object({ nexthop: z.string() })).default([]),
});

const FloatingIp = Standard.extend({
  status: z.string(),
  floating_ip_address: z.string(),
  floating_network_id: z.string(),
  fixed_ip_address: z.string().nullish(),
  port_id: z.string().nullish(),
  router_id: z.string().nullish(),
});

const SecurityGroup = Standard.extend({
  security_group_rules: z.array(z.object({ id: z.string(), remote_group_id: z.string().nullish() })),
});

export const NETWORK_ROWS = {
  network: row('network', 'networks', 'network', (item) => {
    const network = Network.parse(item);
    return {
      ...standard(network),
      status: network.status,
      links: linksTo('subnet', 'subnet', network.subnets),
      facts: { external: network['router:external'], shared: network.shared },
    };
  }),
  subnet: row('subnet', 'subnets', 'subnet', (item) => {
    const subnet = Subnet.parse(item);
    return {
      ...standard(subnet),
      links: linksTo('network', 'network', [subnet.network_id]),
      facts: { cidr: subnet.cidr, gatewayIp: subnet.gateway_ip },
    };
  }),
  port: row('port', 'ports', 'port', (item) => {
    const port = Port.parse(item);
    return {
      ...standard(port),
      status: port.status,
      links: [
        ...linksTo('network', 'network', [port.network_id]),
        ...linksTo(
          'subnet',
          'subnet',
          port.fixed_ips.map((fixed) => fixed.subnet_id),
        ),
        ...linksTo('securityGroup', 'securityGroup', port.security_groups),
        ...deviceLink(port.device_owner, port.device_id),
      ],
      facts: { deviceOwner: port.device_owner, deviceId: port.device_id, address: port.fixed_ips[0]?.ip_address },
    };
  }),
  router: row('router', 'routers', 'router', (item) => {
    const router = Router.parse(item);
    const gateway = router.external_gateway_info?.network_id;
    return {
      ...standard(router),
      status: router.status,
      links: [
        ...linksTo('gateway', 'network', [gateway]),
        ...linksTo(
          'route',
          'port',
          router.routes.map((route) => route.nexthop),
        ),
      ],
      facts: { gatewayNetworkId: gateway },
    };
  }),
  floatingIp: row('floatingIp', 'floatingips', 'floatingip', (item) => {
    const address = FloatingIp.parse(item);
    return {
      ...standard(address),
      name: address.floating_ip_address,
      status: address.status,
      links: [
        ...linksTo('network', 'network', [address.floating_network_id]),
        ...linksTo('port', 'port', [address.port_id]),
        ...linksTo('router', 'router', [address.router_id]),
      ],
      facts: { address: address.floating_ip_address, fixedAddress: address.fixed_ip_address },
    };
  }),
  securityGroup: row('securityGroup', 'security-groups', 'security_group', (item) => {
    const group = SecurityGroup.parse(item);
    const rules = group.security_group_rules;
    const remote = rules.filter((rule) => (rule.remote_group_id ?? group.id) !== group.id);
    return {
      ...standard(group),
      links: [
        ...linksTo(
          'rule',
          'securityGroupRule',
          rules.map((rule) => rule.id),
        ),
        ...linksTo('remoteGroup', 'securityGroup', [...new Set(remote.map((rule) => rule.remote_group_id))]),
      ],
      facts: {
        isDefault: group.name === 'default',
        rules: rules.length,
        // Which rule names which other group: `remote:<rule's id>` = the group's id.
        ...Object.fromEntries(remote.map((rule) => [`remote:${rule.id}`, rule.remote_group_id])),
      },
    };
  }),
} satisfies Partial<Record<Kind, KindRow>>;

function row(kind: Kind, path: string, one: string, read: (item: unknown) => Common): KindRow {
  return {
    service: 'network',
    list: () => `/${path}`,
    many: path.replace('-', '_'),
    one,
    paging: 'links',
    query: { sort_key: 'id', sort_dir: 'asc' },
    item: (_scope, id) => `/${path}/${id}`,
    parse: (item) => resourceOf(kind, read(item)),
  };
}

function standard(item: z.infer<typeof Standard>): Common {
  return {
    id: item.id,
    name: item.name,
    projectId: item.project_id,
    description: item.description,
    createdAt: item.created_at,
    updatedAt: item.updated_at,
    revision: item.revision_number,
    tags: item.tags,
  };
}

/**
 * What a port's device is, told by its owner (neutron-lib constants.py; octavia allowed_address_pairs.py and
 * ovn-octavia-provider constants.py write `lb-` before the load balancer's id).
 */
function deviceLink(owner: string, device: string): readonly Link[] {
  if (owner.startsWith('compute:')) return linksTo('device', 'server', [device]);
  if (ROUTER_OWNERS.has(owner)) return linksTo('device', 'router', [device]);
  if (LOAD_BALANCER_OWNERS.has(owner) && device.startsWith('lb-')) {
    return linksTo('device', 'loadBalancer', [device.slice('lb-'.length)]);
  }
  return [];
}

const ROUTER_OWNERS: ReadonlySet<string> = new Set([
  'network:router_interface',
  'network:router_interface_distributed',
  'network:ha_router_replicated_interface',
  'network:router_centralized_snat',
  'network:router_gateway',
]);

const LOAD_BALANCER_OWNERS: ReadonlySet<string> = new Set(['Octavia', 'ovn-lb:vip']);
