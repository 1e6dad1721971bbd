import type { Resource } from '../../src/model/resource.ts';
import { standBalancer } from './cluster.ts';
import { UNIQUE } from './judging.ts';
import type { Case, Scene } from './ruleCase.ts';
import type { Fields } from './world.ts';

/** What a person may write on a thing without giving it a name. */
const WORDS: readonly (readonly [string, Fields])[] = [
  ['described', { description: 'for the audit' }],
  ['tagged', { tags: ['alice'] }],
];
const METADATA = ['given metadata', { metadata: { owner: 'alice' } }] as const;

/** One case for each way of writing on what `put` makes. */
function written(
  rule: string,
  what: string,
  put: (scene: Scene) => Resource,
  words: readonly (readonly [string, Fields])[] = WORDS,
): readonly Case[] {
  return words.map(([how, fields]) => ({
    rule,
    title: `${what} without a name, ${how} by a person, is not`,
    put: (scene) => scene.world.change(put(scene), fields),
    verdict: 'undecided',
  }));
}

/** Cases of what nobody wrote on, and of what a person wrote on without giving it a name. */
export const BARE_CASES: readonly Case[] = [
  ...written('on-owned-network', 'a port that nobody holds,', ({ world, ours: { network, subnet } }) =>
    world.put('port', { rel: { network, subnet } }),
  ),
  ...written('on-owned-network', 'a port of our server', ({ world, ours: { network, subnet, server: device } }) =>
    world.put('port', { facts: { deviceOwner: 'compute:nova' }, rel: { network, subnet, device } }),
  ),
  {
    rule: 'on-owned-network',
    title: 'a port of our server that nobody wrote on is Nova’s, and goes with it',
    put: ({ world, ours: { network, subnet, server: device } }) =>
      world.put('port', { facts: { deviceOwner: 'compute:nova' }, rel: { network, subnet, device } }),
    verdict: 'ours',
  },
  ...written(
    'vip-on-owned-network',
    'a load balancer',
    ({ world, ours: { network, subnet } }) => standBalancer(world, { network, subnet }, '', '')[1],
  ),
  {
    rule: 'vip-on-owned-network',
    title: 'one without a name that a person lent to a Service is not: OCCM tags it',
    put: ({ world, ours: { network, subnet } }) =>
      standBalancer(world, { network, subnet }, '', '', [`kube_service_${UNIQUE}_a_b`])[1],
    verdict: 'undecided',
  },
  ...written(
    'of-owned-volume',
    'a snapshot',
    ({ world, ours }) => world.put('snapshot', { rel: { volume: ours.claim } }),
    [...WORDS.slice(0, 1), METADATA],
  ),
  {
    rule: 'vip-port',
    title: 'one that bears Octavia’s name is ours, tagged or not',
    put: ({ world, ours }) => world.change(ours.serviceVip, { tags: ['alice'] }),
    verdict: 'ours',
  },
  ...written('on-owned-port', 'an address on our port', ({ world, ours }) =>
    world.put('floatingIp', { rel: { port: ours.port } }),
  ).map((one): Case => ({
    ...one,
    asked: () => ({ bornAt: '2026-11-23T10:30:00Z' }),
    verdict: one.title.includes('described') ? 'neighbour' : 'undecided',
  })),
];
