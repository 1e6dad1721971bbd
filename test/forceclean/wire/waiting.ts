import { setTimeout as delay } from 'node:timers/promises';
import { expect } from 'chai';
import {
  A,
  byCsi,
  byOccm,
  calledOf,
  claimName,
  machine,
  machinePort,
  standNet,
  standOthers,
  standService,
  standTraces,
} from './cluster.ts';
import { callOf, effects } from './made.ts';
import type { Sent, WireCase } from './scene.ts';

/** What takes its time: whatever depends on it waits, and nothing is sent that would be refused. */
export const WAITING: readonly WireCase[] = [
  {
    name: 'T25 a load balancer in PENDING_CREATE is waited for, then goes, and its network after it',
    C: A,
    real: true,
    exit: 0,
    async put(maker) {
      const [ours, others] = [await standTraces(maker, A), await standOthers(maker)];
      const wish = { name: `kube_service_${A}_web_front`, tags: [`kube_service_${A}_web_front`] };
      const { balancer, vip } = await maker.balancer(ours.subnet, wish, false);
      return {
        goes: [...calledOf(ours), balancer],
        along: [ours.subnet, vip],
        inOrder: [[balancer, ours.network]],
        kept: others.kept,
      };
    },
  },
  {
    name: 'T25 a load balancer in PENDING_UPDATE with a floating IP: it is sent nothing as long as it is at work',
    C: A,
    real: true,
    exit: 0,
    async put(maker, force) {
      const [ours, others] = [await standNet(maker, A), await standOthers(maker)];
      const { balancer, vip } = await standService(maker, ours, A);
      const address = await maker.floatingIp({ description: byOccm(A) }, vip);
      await force.balancerStatus(balancer, 'PENDING_UPDATE');
      return {
        goes: [...calledOf(ours), balancer, address],
        along: [ours.subnet, vip],
        inOrder: [[balancer, ours.network]],
        kept: others.kept,
        async during(sent) {
          await untilLookedFor('/lbaas/loadbalancers', sent);
          expect(effects(sent())).to.not.include(callOf(balancer)).and.to.not.include(callOf(ours.network));
          await force.balancerStatus(balancer, 'ACTIVE');
        },
      };
    },
  },
  {
    name: 'T26 a server, then its port and the claim’s volume on it; its root volume goes with it',
    C: A,
    real: true,
    program: true,
    exit: 0,
    async put(maker) {
      const [ours, others] = [await standTraces(maker, A), await standOthers(maker)];
      const port = await machinePort(maker, ours, A);
      const root = await maker.volume({
        name: `${machine(A)}-root`,
        description: `Root volume for ${machine(A)}`,
        imageRef: await maker.image(),
      });
      const server = await maker.server(machine(A), [port], root);
      const claimed = await maker.volume({ name: claimName(), ...byCsi(A) });
      await maker.attach(claimed, server);
      return {
        goes: [...calledOf(ours), port, server, claimed],
        along: [ours.subnet, root],
        inOrder: [
          [server, port, ours.group],
          [server, port, ours.network],
          [server, claimed],
        ],
        kept: others.kept,
      };
    },
  },
  {
    name: 'T26 a server that is being deleted for ever: what it holds is sent nothing, and stays',
    C: A,
    real: 'no server there can be kept from ending',
    exit: 5,
    script: [{ when: { method: 'DELETE', path: /\/servers\// }, then: { do: 'stick' } }],
    async put(maker) {
      const [ours, others] = [await standTraces(maker, A), await standOthers(maker)];
      const port = await machinePort(maker, ours, A);
      const server = await maker.server(machine(A), [port]);
      const claimed = await maker.volume({ name: claimName(), ...byCsi(A) });
      await maker.attach(claimed, server);
      return {
        goes: [ours.address],
        tried: [server],
        touched: { [server.id]: ['OS-EXT-STS:task_state', 'updated'] },
        kept: [
          [server, /^was being deleted \(ACTIVE\); no time was left for it$/],
          [port, new RegExp(`waits for server ${server.id}.*still there`)],
          [claimed, new RegExp(`waits for server ${server.id}.*still there`)],
          [ours.group, new RegExp(`waits for port ${port.id}.*still there`)],
          [ours.network, new RegExp(`waits for port ${port.id}.*still there`)],
          [ours.subnet, new RegExp(`waits for port ${port.id}.*still there`)],
          ...others.kept,
        ],
      };
    },
  },
];

/** Looks by which somebody waits, and does not merely look once. */
const LOOKS = 4;
const LONGEST_MS = 120_000;

async function untilLookedFor(path: string, sent: () => readonly Sent[]): Promise<void> {
  const looks = (): number => sent().filter((one) => one.method === 'GET' && one.path.includes(path)).length;
  const before = looks();
  const deadline = performance.now() + LONGEST_MS;
  while (looks() < before + LOOKS) {
    if (performance.now() > deadline) throw new Error(`nobody looked for ${path} again and again`);
    await delay(20);
  }
}
