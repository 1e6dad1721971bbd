import { expect } from 'chai';
import { ok } from '../../contract/stage.ts';
import { at } from '../../support/json.ts';
import { A, B, calledOf, keptBy, standLegOfB, standNet, standService, standTraces, type Traces } from './cluster.ts';
import type { Made } from './made.ts';
import type { Maker } from './maker.ts';
import type { WireCase } from './scene.ts';

/** Things of A that somebody else uses, and things of somebody else in A's. */
export const SHARED: readonly WireCase[] = [
  {
    name: 'T04 a human’s machine in A’s network',
    C: A,
    real: true,
    program: true,
    exit: 5,
    async put(maker) {
      const ours = await standNet(maker, A);
      const guest = await maker.neutron('port', { name: 'tcpdump', network_id: ours.network.id });
      await maker.server('debug', [guest]);
      return {
        goes: [ours.port, ours.group, ours.address],
        kept: [...keptBy(guest, ours), [ours.router, new RegExp(`waits for port ${ours.interface.id}`)]],
      };
    },
  },
  {
    name: 'T34 a rule of B names A’s security group',
    C: A,
    real: true,
    program: true,
    exit: 5,
    async put(maker) {
      const [ours, theirs] = [await standTraces(maker, A), await standTraces(maker, B)];
      await maker.rule(theirs.group, { remote_group_id: ours.group.id });
      return {
        goes: calledOf(ours).filter((made) => made !== ours.group),
        along: [ours.subnet],
        kept: [[ours.group, new RegExp(`a rule of securityGroup ${theirs.group.id}`)]],
      };
    },
  },
  {
    name: 'T35 a port of B uses A’s security group',
    C: A,
    real: true,
    exit: 5,
    async put(maker) {
      const [ours, theirs] = [await standTraces(maker, A), await standNet(maker, B)];
      await maker.change(theirs.port, { security_groups: [theirs.group.id, ours.group.id] });
      return {
        goes: calledOf(ours).filter((made) => made !== ours.group),
        along: [ours.subnet],
        kept: [[ours.group, new RegExp(`port ${theirs.port.id}.* uses it`)]],
      };
    },
  },
  {
    name: 'T36 A’s router carries an interface and a route that B made',
    C: A,
    real: true,
    exit: 5,
    async put(maker) {
      const ours = await standNet(maker, A);
      const leg = await standLegOfB(maker, ours);
      await maker.change(ours.router, { routes: [{ destination: '10.10.0.0/24', nexthop: '10.9.0.77' }] });
      return {
        goes: calledOf(ours).filter((made) => made !== ours.router),
        along: [ours.subnet],
        kept: [[ours.router, new RegExp(`its interface port ${leg.id}.*is not ours.*route by way of 10.9.0.77`)]],
        touched: { [ours.router.id]: ['revision_number', 'updated_at'] },
      };
    },
  },
  {
    name: 'T37 a human’s load balancer in A’s network: its VIP port is DOWN, and is not taken for a loose one',
    C: A,
    real: true,
    program: true,
    exit: 5,
    async put(maker) {
      const ours = await standNet(maker, A);
      const { balancer, vip } = await maker.balancer(ours.subnet, { name: 'demo' });
      return {
        goes: [ours.port, ours.group, ours.address],
        kept: [
          [balancer, /with words that nobody we know writes/],
          ...keptBy(vip, ours),
          [ours.router, new RegExp(`waits for port ${ours.interface.id}`)],
        ],
      };
    },
  },
  {
    name: 'T37 A’s load balancer, whose VIP port a script took for a loose one and deleted: it goes all the same',
    C: A,
    real: true,
    exit: 0,
    async put(maker) {
      const [ours] = [await standTraces(maker, A), await standTraces(maker, B)];
      const { balancer, vip } = await standService(maker, ours, A);
      await ok(maker.wire, 'network', 'DELETE', `/ports/${vip.id}`);
      return { goes: [...calledOf(ours), balancer], along: [ours.subnet], kept: [] };
    },
  },
  {
    name: 'T33 a load balancer of A which B shares: A’s listener and tag go, B’s Service lives',
    C: A,
    real: true,
    exit: 5,
    async put(maker) {
      const ours = await standTraces(maker, A);
      const { balancer, vip, own, after } = await standShared(maker, ours, A, B);
      return {
        goes: [ours.group, ours.address, own],
        other: [`PUT ${balancer.id}`],
        kept: [
          [balancer, new RegExp(`names another cluster: ${B}`)],
          [ours.network, new RegExp(`port ${vip.id}.* is on it`)],
          [ours.subnet, new RegExp(`port ${vip.id}.* has an address of it`)],
        ],
        touched: { [balancer.id]: ['tags', 'listeners', 'updated_at'] },
        after,
      };
    },
  },
  {
    name: 'T33 a load balancer of B which A shares: A’s listener and tag go, and all the rest of A',
    C: A,
    real: true,
    program: true,
    exit: 0,
    async put(maker) {
      const [ours, theirs] = [await standTraces(maker, A), await standTraces(maker, B)];
      const { balancer, own, after } = await standShared(maker, theirs, B, A);
      return {
        goes: [...calledOf(ours), own],
        along: [ours.subnet],
        other: [`PUT ${balancer.id}`],
        kept: [[balancer, /its tag says that it serves us too/]],
        touched: { [balancer.id]: ['tags', 'listeners', 'updated_at'] },
        after,
      };
    },
  },
];

/**
 * A load balancer of one cluster, shared with the other as OCCM does, with a listener of each; `own` is A's. `after` asserts
 * that B's listener and tag alone are left on it.
 */
async function standShared(maker: Maker, on: Traces, owner: string, sharer: string) {
  const tag = (C: string): string => `kube_service_${C}_web_front`;
  const made = await standService(maker, on, owner, { tags: [tag(owner), tag(sharer)] });
  const listener = (C: string, port: number): Promise<Made> =>
    maker.listener(made.balancer, {
      name: `listener_0_${tag(C)}`,
      tags: [tag(C)],
      protocol_port: port,
    });
  const theirs = await listener(B, 81);
  const own = await listener(A, 82);
  const after = async (): Promise<void> => {
    const path = `/lbaas/loadbalancers/${made.balancer.id}`;
    const shown = at(await ok(maker.wire, 'loadBalancer', 'GET', path), 'loadbalancer');
    expect(at(shown, 'tags')).to.deep.equal([tag(B)]);
    expect(at(shown, 'listeners')).to.deep.equal([{ id: theirs.id }]);
  };
  return { ...made, own, after };
}
