import { capoTexts, type OwnNames } from '../../creators/write.ts';
import { create, idOf, type Piece } from './piece.ts';
import { GROUP } from './rules.ts';
import type { Stack } from './stack.ts';

export const NETWORK = 'network';
export const SUBNET = 'subnet';
export const ROUTER = 'router';
export const INTERFACE = 'interface';

/** A public resolver, as the recorded clusters use it. */
const RESOLVER = '9.9.9.9';

/** CAPO's network, subnet and router (v0.9.0 network.go, router.go). */
export function networkPieces(names: OwnNames, cidr: string, externalNetwork: string): readonly Piece[] {
  const texts = capoTexts(names);
  return [
    create(NETWORK, 'network', texts.network, { name: texts.network }),
    create(SUBNET, 'subnet', texts.subnet, {
      name: texts.subnet,
      description: texts.createdJoined,
      network_id: idOf(NETWORK),
      cidr,
      ip_version: 4,
      dns_nameservers: [RESOLVER],
    }),
    create(ROUTER, 'router', texts.router, {
      name: texts.router,
      description: texts.createdJoined,
      external_gateway_info: { network_id: externalNetwork },
    }),
    {
      do: 'interface',
      key: INTERFACE,
      name: texts.router,
      router: idOf(ROUTER),
      subnet: idOf(SUBNET),
      after: [],
      afterReady: [],
    },
  ];
}

/** CAPO's two security groups, whose rules name each other (v0.9.0 securitygroups.go). */
export function groupPieces(names: OwnNames, stack: Stack, cidr: string): readonly Piece[] {
  const texts = capoTexts(names);
  const groups = [
    { role: 'controlPlane', name: texts.controlPlaneGroup },
    { role: 'worker', name: texts.workerGroup },
  ] as const;
  return [
    ...groups.map(({ role, name }) =>
      create(GROUP[role], 'securityGroup', name, { name, description: texts.groupDescription }),
    ),
    ...groups.map(({ role, name }): Piece => ({
      do: 'rules',
      key: `${GROUP[role]}:rules`,
      name,
      group: idOf(GROUP[role]),
      rules: stack.rules[role](cidr),
      strip: 'before',
      after: [],
      afterReady: [],
    })),
  ];
}
