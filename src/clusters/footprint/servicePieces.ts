import type { FootprintSpec } from '../../config/footprintSpec.ts';
import { serviceTexts, type OwnNames } from '../../creators/write.ts';
import type { Draw } from './draw.ts';
import type { Machine } from './machines.ts';
import { INTERFACE, SUBNET } from './networkPieces.ts';
import { create, idOf, type Body, type Piece } from './piece.ts';
import type { Stack } from './stack.ts';

type Service = FootprintSpec['services'][number];

/** Keys of a Service's pieces begin with this. */
function serviceKey(service: Service): string {
  return `service:${service.namespace}/${service.name}`;
}

/** Which machines stand behind Services. */
export function nodesOf(machines: readonly Machine[], stack: Stack): readonly Machine[] {
  return machines.filter((machine) => stack.serviceMembers === 'all' || machine.role === 'worker');
}

/** Key of the security group that OCCM makes for a Service. */
export function serviceGroupKey(service: Service): string {
  return `${serviceKey(service)}:group`;
}

/**
 * What OCCM makes for one Service: a load balancer in one call with all its parts, then a floating IP bound as it is
 * made, and with `manage-security-groups` a group with a rule for each node port (cloud-provider-openstack
 * loadbalancer.go, loadbalancer_sg.go; recorded from v1.31.2, which ends by taking Neutron's default rules away).
 */
export function servicePieces(
  service: Service,
  at: {
    names: OwnNames;
    stack: Stack;
    draw: Draw;
    machines: readonly Machine[];
    cidr: string;
    externalNetwork: string;
  },
): readonly Piece[] {
  const uid = at.draw.uuid();
  const texts = serviceTexts(at.names, service, uid);
  const key = serviceKey(service);
  const nodePorts = service.ports.map(() => at.draw.nodePort());
  const listeners = service.ports.map((port, index): Body => ({
    name: texts.listener(index),
    protocol: 'TCP',
    protocol_port: port,
    allowed_cidrs: ['0.0.0.0/0'],
    tags: [texts.tag],
    default_pool: {
      name: texts.pool(index),
      protocol: 'TCP',
      lb_algorithm: 'ROUND_ROBIN',
      ...(at.stack.serviceMonitors
        ? { healthmonitor: { name: texts.healthMonitor(index), type: 'TCP', delay: 5, timeout: 3, max_retries: 1 } }
        : {}),
      members: nodesOf(at.machines, at.stack).map((machine): Body => ({
        name: machine.name,
        address: { piece: `port:${machine.name}`, take: 'address' },
        protocol_port: nodePorts[index] ?? 0,
        subnet_id: idOf(SUBNET),
      })),
    },
  }));
  return [
    create(
      key,
      'loadBalancer',
      texts.loadBalancer,
      {
        name: texts.loadBalancer,
        description: texts.description,
        vip_subnet_id: idOf(SUBNET),
        tags: [texts.tag],
        listeners,
      },
      {
        ready: { of: key, kind: 'loadBalancer', status: ['ACTIVE'] },
        told: { service: { namespace: service.namespace, name: service.name, uid } },
      },
    ),
    create(
      `${key}:fip`,
      'floatingIp',
      texts.floatingIp,
      {
        floating_network_id: at.externalNetwork,
        port_id: { piece: key, take: 'vipPort' },
        description: texts.floatingIp,
      },
      { after: [INTERFACE] },
    ),
    ...(at.stack.serviceGroups ? groupPieces(serviceGroupKey(service), texts, nodePorts, at.cidr) : []),
  ];
}

function groupPieces(
  key: string,
  texts: { readonly securityGroup: string; readonly securityGroupDescription: string },
  nodePorts: readonly number[],
  cidr: string,
): readonly Piece[] {
  const rules = nodePorts.map((port): Body => ({
    direction: 'ingress',
    ethertype: 'IPv4',
    protocol: 'tcp',
    port_range_min: port,
    port_range_max: port,
    remote_ip_prefix: cidr,
  }));
  return [
    create(key, 'securityGroup', texts.securityGroup, {
      name: texts.securityGroup,
      description: texts.securityGroupDescription,
    }),
    {
      do: 'rules',
      key: `${key}:rules`,
      name: texts.securityGroup,
      group: idOf(key),
      rules,
      strip: 'after',
      after: [],
      afterReady: [],
    },
  ];
}
