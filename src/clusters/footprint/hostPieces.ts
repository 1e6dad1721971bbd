import type { OwnNames } from '../../creators/write.ts';
import { hostTexts } from '../../creators/writeHost.ts';
import type { Draw } from './draw.ts';
import { bootFrom } from './machines.ts';
import { create, idOf, type Body, type Piece } from './piece.ts';
import { ingress } from './rules.ts';

/** Keys of what V1's machines refer to. */
export const HOST = {
  keypair: 'host:keypair',
  sshGroup: 'host:group:ssh',
  icmpGroup: 'host:group:icmp',
  ciliumGroup: 'host:group:cilium',
  controllerGroup: 'host:servers:controller',
  workerGroup: 'host:servers:worker',
  server: 'host:server',
} as const;

export const HOST_VOLUME_GIB = 30;
const HOST_CIDR = '10.0.0.0/24';
const ANYWHERE = '0.0.0.0/0';

interface Ground {
  readonly names: OwnNames;
  readonly draw: Draw;
  readonly image: string;
  readonly flavor: string;
  readonly externalNetwork: string;
  readonly volumeType: Body;
}

/** V1's management host as OpenTofu makes it (k8s-cluster-api-provider terraform/mgmtcluster.tf, neutron.tf). */
export function hostPieces(ground: Ground): readonly Piece[] {
  const texts = hostTexts(ground.names);
  const mgmtGroup = 'host:group:mgmt';
  return [
    create(HOST.keypair, 'keypair', texts.keypair, { name: texts.keypair, public_key: ground.draw.publicKey() }),
    create('host:appcred', 'applicationCredential', texts.applicationCredential, {
      name: texts.applicationCredential,
      description: texts.applicationCredentialDescription,
      unrestricted: true,
    }),
    ...group(HOST.sshGroup, texts.sshGroup, texts.sshGroupDescription, [ssh()]),
    ...group(HOST.icmpGroup, texts.icmpGroup, texts.icmpGroupDescription, [icmp()]),
    ...group(mgmtGroup, texts.mgmtGroup, texts.mgmtGroupDescription, [ssh(), icmp()]),
    create('host:network', 'network', texts.network, { name: texts.network }),
    create('host:subnet', 'subnet', texts.subnet, {
      name: texts.subnet,
      network_id: idOf('host:network'),
      cidr: HOST_CIDR,
      ip_version: 4,
    }),
    create('host:router', 'router', texts.router, {
      name: texts.router,
      description: texts.routerDescription,
      external_gateway_info: { network_id: ground.externalNetwork },
    }),
    {
      do: 'interface',
      key: 'host:interface',
      name: texts.router,
      router: idOf('host:router'),
      subnet: idOf('host:subnet'),
      after: [],
      afterReady: [],
    },
    create('host:port', 'port', texts.port, {
      name: texts.port,
      network_id: idOf('host:network'),
      fixed_ips: [{ subnet_id: idOf('host:subnet') }],
      security_groups: [idOf(mgmtGroup)],
    }),
    create('host:fip', 'floatingIp', texts.floatingIp, {
      floating_network_id: ground.externalNetwork,
      description: texts.floatingIp,
    }),
    {
      do: 'tag',
      key: 'host:fip:tags',
      name: texts.floatingIp,
      floatingIp: idOf('host:fip'),
      tags: texts.floatingIpTags,
      after: [],
      afterReady: [],
    },
    {
      do: 'associate',
      key: 'host:fip:bound',
      name: texts.floatingIp,
      floatingIp: idOf('host:fip'),
      port: idOf('host:port'),
      after: ['host:interface', 'host:fip:tags'],
      afterReady: [],
    },
    create(
      'host:volume',
      'volume',
      texts.volume,
      {
        name: texts.volume,
        description: texts.volumeDescription,
        size: HOST_VOLUME_GIB,
        imageRef: ground.image,
        ...ground.volumeType,
      },
      { ready: { of: 'host:volume', kind: 'volume', status: ['available', 'in-use'] } },
    ),
    create(
      HOST.server,
      'server',
      texts.server,
      {
        name: texts.server,
        description: texts.serverDescription,
        flavorRef: ground.flavor,
        key_name: texts.keypair,
        networks: [{ port: idOf('host:port') }],
        block_device_mapping_v2: [bootFrom(idOf('host:volume'))],
      },
      {
        after: [HOST.keypair],
        afterReady: ['host:volume'],
        ready: { of: HOST.server, kind: 'server', status: ['ACTIVE'] },
      },
    ),
  ];
}

/** A security group beside Neutron's own rules, which stay. */
export function group(key: string, name: string, description: string, rules: readonly Body[]): readonly Piece[] {
  return [
    create(key, 'securityGroup', name, { name, description }),
    { do: 'rules', key: `${key}:rules`, name, group: idOf(key), rules, strip: 'no', after: [], afterReady: [] },
  ];
}

function ssh(): Body {
  return { ...ingress('', 'tcp', 22), remote_ip_prefix: ANYWHERE };
}

function icmp(): Body {
  return { ...ingress('', 'icmp'), remote_ip_prefix: ANYWHERE };
}
