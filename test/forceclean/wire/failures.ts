import type { ScriptRule } from '../../../src/sim/core/script.ts';
import {
  A,
  B,
  byCsi,
  byOccm,
  calledOf,
  claimName,
  standNet,
  standOthers,
  standService,
  standTraces,
} from './cluster.ts';
import type { Maker } from './maker.ts';
import type { Put, WireCase } from './scene.ts';

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
      const address = await maker.floatingIp({ description: byOccm(A) }, vip);
      const volume = await maker.volume({ name: claimName(), ...byCsi(A) });
      const others = await standOthers(maker);
      await standService(maker, others.traces, B);
      return {
        goes: [volume, ours.address],
        kept: [
          [ours.network, UNLISTED],
          [ours.subnet, UNLISTED],
          [ours.interface, UNLISTED],
          [ours.port, UNLISTED],
          [ours.router, new RegExp(`waits for port ${ours.interface.id}`)],
          [ours.group, new RegExp(`waits for port ${ours.port.id}`)],
          [address, UNLISTED],
          [vip, /the VIP of a load balancer that could not be looked up/],
          ...others.kept,
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
    script: deletionsAnswered(403),
    put: (maker) => putAllLeft(maker, /^not permitted: .*openstack role add/),
  },
  {
    name: 'T24 every deletion fails with 500: the same',
    C: A,
    real: UNREACHABLE,
    exit: 5,
    script: deletionsAnswered(500),
    put: (maker) => putAllLeft(maker, /The service is not able to do this now\.$/),
  },
];

function deletionsAnswered(status: number): readonly ScriptRule[] {
  return [{ when: { method: 'DELETE', path: /./, times: Infinity }, then: { do: 'answer', status } }];
}

/** A's things, none of which goes. @param why each stays */
async function putAllLeft(maker: Maker, why: RegExp): Promise<Put> {
  const ours = await standTraces(maker, A);
  const volume = await maker.volume({ name: claimName(), ...byCsi(A) });
  const others = await standOthers(maker);
  const tried = [...calledOf(ours), volume];
  return {
    tried,
    kept: [
      ...tried.map((made) => [made, why] as const),
      [ours.subnet, new RegExp(`waits for network ${ours.network.id}.*still there`)],
      ...others.kept,
    ],
  };
}
