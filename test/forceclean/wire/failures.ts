import {
  byCsi,
  A,
  B,
  calledOf,
  claimName,
  machine,
  machinePort,
  standNet,
  standService,
  standTraces,
} from './cluster.ts';
import type { WireCase } from './scene.ts';

const UNLISTED = /^loadBalancer could not be listed$/;
const UNREACHABLE = 'a service cannot be made to fail there while others use it';

/** What a cloud answers on a bad day. */
export const FAILURES: readonly WireCase[] = [
  {
    name: 'T23 load balancers cannot be listed: nothing that depends on them goes',
    C: A,
    real: UNREACHABLE,
    exit: 6,
    script: [
      { when: { method: 'GET', path: /\/lbaas\/loadbalancers/, times: Infinity }, then: { do: 'answer', status: 503 } },
    ],
    async put(maker) {
      const ours = await standNet(maker, A);
      const { vip } = await standService(maker, ours, A);
      const volume = await maker.volume({ name: claimName(), ...byCsi(A) });
      return {
        goes: [volume, ours.address],
        kept: [
          [ours.network, UNLISTED],
          [ours.subnet, UNLISTED],
          [ours.interface, UNLISTED],
          [ours.port, UNLISTED],
          [ours.router, new RegExp(`waits for port ${ours.interface.id}`)],
          [ours.group, new RegExp(`waits for port ${ours.port.id}`)],
          [vip, /the VIP of a load balancer that could not be looked up/],
        ],
      };
    },
  },
  {
    name: 'T24 every deletion fails: all that was tried is listed as left',
    C: A,
    real: UNREACHABLE,
    program: true,
    exit: 5,
    script: [{ when: { method: 'DELETE', path: /./, times: Infinity }, then: { do: 'answer', status: 403 } }],
    async put(maker) {
      const ours = await standTraces(maker, A);
      const volume = await maker.volume({ name: claimName(), ...byCsi(A) });
      const tried = [...calledOf(ours), volume];
      return {
        tried,
        kept: [
          ...tried.map((made) => [made, /^not permitted: .*openstack role add/] as const),
          [ours.subnet, new RegExp(`waits for network ${ours.network.id}.*still there`)],
        ],
      };
    },
  },
  {
    name: 'T25 a load balancer that is PENDING is waited for, then goes, and its network after it',
    C: A,
    real: true,
    exit: 0,
    async put(maker) {
      const [ours] = [await standTraces(maker, A), await standTraces(maker, B)];
      const wish = { name: `kube_service_${A}_web_front`, tags: [`kube_service_${A}_web_front`] };
      const { balancer, vip } = await maker.balancer(ours.subnet, wish, false);
      return { goes: [...calledOf(ours), balancer], along: [ours.subnet, vip], kept: [] };
    },
  },
  {
    name: 'T26 a server, then its port; its root volume goes with it',
    C: A,
    real: true,
    program: true,
    exit: 0,
    async put(maker) {
      const [ours] = [await standTraces(maker, A), await standTraces(maker, B)];
      const port = await machinePort(maker, ours, A);
      const root = await maker.volume({
        name: `${machine(A)}-root`,
        description: `Root volume for ${machine(A)}`,
        imageRef: await maker.image(),
      });
      const server = await maker.server(machine(A), [port], root);
      return { goes: [...calledOf(ours), port, server], along: [ours.subnet, root], inOrder: [server, port], kept: [] };
    },
  },
];
