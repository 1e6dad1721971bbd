import { z } from 'zod';
import { routeId } from '../model/extraRoute.ts';
import type { Kind } from '../model/resource.ts';
import type { KindRow } from './kindRow.ts';
import { neutronRow, Standard, standard } from './neutron.ts';
import { PORT_ROW } from './portKind.ts';
import { linksTo } from './reading.ts';

const Network = Standard.extend({
  status: z.string(),
  subnets: z.array(z.string()),
  'router:external': z.boolean().default(false),
  shared: z.boolean().default(false),
});

const Subnet = Standard.extend({ network_id: z.string(), cidr: z.string(), gateway_ip: z.string().nullish() });

const Router = Standard.extend({
  status: z.string(),
  external_gateway_info: z.object({ network_id: z.string() }).nullish(),
  routes: z.array(z.object({ destination: z.string(), nexthop: z.string() })).default([]),
});

const FloatingIp = Standard.extend({
  status: z.string(),
  floating_ip_address: z.string(),
  floating_network_id: z.string(),
  fixed_ip_address: z.string().nullish(),
  port_id: z.string().nullish(),
  router_id: z.string().nullish(),
});

const Trunk = Standard.extend({
  status: z.string(),
  port_id: z.string(),
  sub_ports: z.array(z.object({ port_id: z.string() })).default([]),
});

const SecurityGroup = Standard.extend({
  security_group_rules: z.array(z.object({ id: z.string(), remote_group_id: z.string().nullish() })),
});

export const NETWORK_ROWS = {
  network: neutronRow('network', 'networks', 'network', (item) => {
    const network = Network.parse(item);
    return {
      ...standard(network),
      status: network.status,
      links: linksTo('subnet', 'subnet', network.subnets),
      facts: { external: network['router:external'], shared: network.shared },
    };
  }),
  subnet: neutronRow('subnet', 'subnets', 'subnet', (item) => {
    const subnet = Subnet.parse(item);
    return {
      ...standard(subnet),
      links: linksTo('network', 'network', [subnet.network_id]),
      facts: { cidr: subnet.cidr, gatewayIp: subnet.gateway_ip },
    };
  }),
  port: PORT_ROW,
  trunk: {
    ...neutronRow('trunk', 'trunks', 'trunk', (item) => {
      const trunk = Trunk.parse(item);
      const subports = trunk.sub_ports.map((one) => one.port_id);
      return {
        ...standard(trunk),
        status: trunk.status,
        links: [...linksTo('parentPort', 'port', [trunk.port_id]), ...linksTo('subport', 'port', subports)],
      };
    }),
    lacking: { 404: 'trunk (Neutron has no trunk extension here)' },
  },
  router: neutronRow('router', 'routers', 'router', (item) => {
    const router = Router.parse(item);
    const gateway = router.external_gateway_info?.network_id;
    return {
      ...standard(router),
      status: router.status,
      links: [
        ...linksTo('gateway', 'network', [gateway]),
        ...linksTo('route', 'extraRoute', router.routes.map(routeId)),
      ],
      facts: { gatewayNetworkId: gateway },
    };
  }),
  floatingIp: neutronRow('floatingIp', 'floatingips', 'floatingip', (item) => {
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
  securityGroup: neutronRow('securityGroup', 'security-groups', 'security_group', (item) => {
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
