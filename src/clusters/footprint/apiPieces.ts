import { capoTexts, type OwnNames } from '../../creators/write.ts';
import type { Machine } from './machines.ts';
import { INTERFACE, SUBNET } from './networkPieces.ts';
import { create, idOf, type Piece, type Ready } from './piece.ts';

export const API = { loadBalancer: 'api', floatingIp: 'api:fip' } as const;
export const API_PORT = 6443;

/**
 * CAPO's load balancer for the API, made step by step, each step after the balancer is ACTIVE again
 * (v0.9.0 loadbalancer.go:124-455; timings of the monitor :361-369). Its floating IP is made first and bound afterwards.
 */
export function apiPieces(names: OwnNames, machines: readonly Machine[], externalNetwork: string): readonly Piece[] {
  const texts = capoTexts(names);
  const name = texts.loadBalancerPart;
  const ready: Ready = { of: API.loadBalancer, kind: 'loadBalancer', status: ['ACTIVE'] };
  const listener = 'api:listener';
  const pool = 'api:pool';
  const monitor = 'api:monitor';
  const controlPlanes = machines.filter((machine) => machine.role === 'controlPlane');
  return [
    create(
      API.loadBalancer,
      'loadBalancer',
      texts.loadBalancer,
      { name: texts.loadBalancer, description: texts.createdJoined, vip_subnet_id: idOf(SUBNET) },
      { ready },
    ),
    create(API.floatingIp, 'floatingIp', texts.createdJoined, {
      floating_network_id: externalNetwork,
      description: texts.createdJoined,
    }),
    {
      do: 'associate',
      key: 'api:bound',
      name: texts.createdJoined,
      floatingIp: idOf(API.floatingIp),
      port: { piece: API.loadBalancer, take: 'vipPort' },
      after: [INTERFACE],
      afterReady: [],
    },
    create(
      listener,
      'listener',
      name,
      { name, loadbalancer_id: idOf(API.loadBalancer), protocol: 'TCP', protocol_port: API_PORT },
      { afterReady: [API.loadBalancer], ready },
    ),
    create(
      pool,
      'pool',
      name,
      { name, listener_id: idOf(listener), protocol: 'TCP', lb_algorithm: 'ROUND_ROBIN' },
      { afterReady: [listener], ready },
    ),
    create(
      monitor,
      'healthMonitor',
      name,
      { name, pool_id: idOf(pool), type: 'TCP', delay: 10, timeout: 5, max_retries: 5 },
      { afterReady: [pool], ready },
    ),
    ...controlPlanes.map((machine, index): Piece => {
      const before = controlPlanes[index - 1];
      return {
        do: 'member',
        key: `api:member:${machine.name}`,
        name: texts.member(machine.name),
        pool: idOf(pool),
        body: {
          name: texts.member(machine.name),
          address: { piece: `port:${machine.name}`, take: 'address' },
          protocol_port: API_PORT,
        },
        after: [],
        afterReady: [before === undefined ? monitor : `api:member:${before.name}`],
        ready,
      };
    }),
  ];
}
