import { expect } from 'chai';
import pLimit from 'p-limit';
import type { Phase } from '../../src/model/event.ts';
import { run } from '../../src/runner/run.ts';
import type { Mishap, ScriptRule } from '../../src/sim/core/script.ts';
import { describeNeighbour, makeNeighbour } from '../clusters/neighbour.ts';
import { rawListing } from '../clusters/raw.ts';
import { makeTools, requestOf } from '../support/inProcess.ts';
import { addressesHeld } from '../support/leaseBook.ts';
import { eventsOf, makePlace, onlyRun } from '../support/program.ts';
import { makeSimWorld } from '../support/simWorld.ts';

interface Case {
  readonly says: string;
  readonly during: Phase;
  readonly rules: readonly ScriptRule[];
  /** The exit code, and what the findings must say. */
  readonly ends: readonly [code: number, says?: RegExp];
  /** Seconds for the work, where it must run out of time. */
  readonly work?: number;
  /** Seconds for the clean-up, where it must run out of time. */
  readonly cleanup?: number;
}

function on(method: string, path: RegExp, then: Mishap, more: { nth?: number; times?: number } = {}): ScriptRule {
  return { when: { method, path, ...more }, then };
}

const ALWAYS = { times: Infinity };
const [LOSE, RESET, EXPIRE]: readonly Mishap[] = [{ do: 'lose' }, { do: 'reset' }, { do: 'expireToken' }];
const answer = (status: number, more: object = {}): Mishap => ({ do: 'answer', status, ...more });

const MADE: Readonly<Record<string, RegExp>> = {
  network: /\/networks$/,
  port: /\/ports$/,
  'floating IP': /\/floatingips$/,
  'security group': /\/security-groups$/,
  server: /\/servers$/,
  volume: /\/volumes$/,
  'load balancer': /\/loadbalancers$/,
  listener: /\/listeners$/,
};

const CASES: readonly Case[] = [
  ...Object.entries(MADE).map(([kind, path]): Case => ({
    says: `the answer to the creation of a ${kind} is lost after it happened`,
    during: 'up',
    rules: [on('POST', path, LOSE as Mishap)],
    ends: [0],
  })),
  ...Object.entries(MADE).map(([kind, path]): Case => ({
    says: `the connection is reset before a ${kind} is made`,
    during: 'up',
    rules: [on('POST', path, RESET as Mishap)],
    ends: [0],
  })),
  {
    says: 'a load balancer is immutable',
    during: 'up',
    rules: [
      on('POST', /listeners$/, answer(409, { says: 'Load Balancer x is immutable and cannot be updated.' }), {
        times: 2,
      }),
    ],
    ends: [0],
  },
  {
    says: 'Octavia is busy with the project',
    during: 'up',
    rules: [on('POST', /loadbalancers$/, answer(503, { says: 'Project busy' }), { times: 2 })],
    ends: [0],
  },
  {
    says: 'Neutron answers 429 with Retry-After',
    during: 'up',
    rules: [on('POST', /ports$/, answer(429, { retryAfter: '1' }))],
    ends: [0],
  },
  {
    says: 'Neutron answers 429 without Retry-After',
    during: 'up',
    rules: [on('POST', /ports$/, answer(429))],
    ends: [0],
  },
  { says: 'the token expires', during: 'up', rules: [on('POST', /ports$/, EXPIRE as Mishap)], ends: [0] },
  {
    says: 'a quota is used up by somebody else',
    during: 'up',
    rules: [on('POST', /ports$/, answer(409, { says: "Quota exceeded for resources: ['port']." }), ALWAYS)],
    ends: [3, /[Qq]uota exceeded/],
  },
  {
    says: 'Nova answers 500 for ever',
    during: 'up',
    rules: [on('POST', /servers$/, answer(500), ALWAYS)],
    ends: [3, /500/],
  },
  { says: 'a server ends in ERROR', during: 'up', rules: [on('POST', /servers$/, { do: 'fail' })], ends: [3, /ERROR/] },
  {
    says: 'a server is built for ever',
    during: 'up',
    rules: [on('POST', /servers$/, { do: 'stick' })],
    ends: [3, /spent|waiting/],
    work: 4,
  },
  {
    says: 'a load balancer is PENDING for ever',
    during: 'up',
    rules: [on('POST', /loadbalancers$/, { do: 'stick' })],
    ends: [5, /PENDING/],
    work: 4,
    cleanup: 8,
  },
  ...['lose', 'reset'].flatMap((mishap) =>
    ['servers', 'volumes', 'ports', 'loadbalancers', 'floatingips'].map((collection): Case => ({
      says: `${mishap === 'lose' ? 'the answer to' : 'the way to'} a deletion in ${collection} is lost`,
      during: 'down',
      rules: [on('DELETE', new RegExp(`/${collection}/`), { do: mishap as 'lose' | 'reset' })],
      ends: [0],
    })),
  ),
  {
    says: 'deletions meet 409',
    during: 'down',
    rules: [on('DELETE', /networks\//, answer(409), { times: 2 })],
    ends: [0],
  },
  { says: 'deletions meet 500', during: 'down', rules: [on('DELETE', /servers\//, answer(500))], ends: [0] },
  {
    says: 'deletions meet 503',
    during: 'down',
    rules: [on('DELETE', /loadbalancers\//, answer(503), { times: 2 })],
    ends: [0],
  },
  {
    says: 'deletions meet 429',
    during: 'down',
    rules: [on('DELETE', /ports\//, answer(429, { retryAfter: '1' }))],
    ends: [0],
  },
  {
    says: 'the token expires in the clean-up',
    during: 'down',
    rules: [on('DELETE', /servers\//, EXPIRE as Mishap)],
    ends: [0],
  },
  {
    says: 'a volume silently comes back once',
    during: 'down',
    rules: [on('DELETE', /volumes\//, { do: 'bounce' })],
    ends: [0],
  },
  {
    says: 'a volume cannot be deleted',
    during: 'down',
    rules: [on('DELETE', /volumes\//, { do: 'fail' })],
    ends: [5, /volume .*error_deleting/],
    cleanup: 10,
  },
  {
    says: 'a load balancer is PENDING_DELETE for ever',
    during: 'down',
    rules: [on('DELETE', /loadbalancers\//, { do: 'stick' })],
    ends: [5, /loadBalancer .*PENDING/],
    cleanup: 8,
  },
  {
    says: 'deleting is forbidden',
    during: 'down',
    rules: [on('DELETE', /servers\//, answer(403), ALWAYS)],
    ends: [5, /not permitted/],
    cleanup: 10,
  },
  { says: 'a list is cut once', during: 'down', rules: [on('GET', /\/ports/, { do: 'cut' })], ends: [0] },
  {
    says: 'a list is always cut',
    during: 'down',
    rules: [on('GET', /\/v3\/[^/]+\/volumes/, { do: 'cut' }, ALWAYS)],
    ends: [6, /could not list volume/],
    cleanup: 10,
  },
  {
    says: 'a list always fails',
    during: 'down',
    rules: [on('GET', /\/servers/, answer(503), ALWAYS)],
    ends: [6, /is not known/],
    cleanup: 10,
  },
  { says: 'a list is stale once', during: 'down', rules: [on('GET', /\/floatingips/, { do: 'stale' })], ends: [0] },
  {
    says: 'all filters are ignored',
    during: 'wait',
    rules: [on('GET', /./, { do: 'ignoreFilters' }, ALWAYS)],
    ends: [0],
  },
  ...[LOSE as Mishap, RESET as Mishap].flatMap((mishap) => {
    const what = mishap.do === 'lose' ? 'the answer to' : 'the way to';
    return [
      ['the making of its ticket', on('POST', /\/ports$/, mishap)] as const,
      ['the move of its ticket to the turnstile', on('PUT', /\/ports\//, mishap)] as const,
      ['the move of its ticket to the slot', on('PUT', /\/ports\//, mishap, { nth: 2 })] as const,
    ].map(([says, rule]): Case => ({ says: `${what} ${says} is lost`, during: 'wait', rules: [rule], ends: [0] }));
  }),
  {
    says: 'the lease book cannot be read for a while, once its ticket is made',
    during: 'wait',
    rules: [on('GET', /\/ports\?.*network_id/, answer(503), { nth: 2, times: 6 })],
    ends: [0],
  },
  {
    says: 'nobody may make a ticket',
    during: 'wait',
    rules: [on('POST', /\/ports$/, answer(403), ALWAYS)],
    ends: [7, /403/],
  },
];

/** Most of the time is waiting. */
const ABREAST = 6;

describe('a run whose cloud misbehaves', function () {
  this.timeout(240_000);
  const played = new Map<Case, Promise<void>>();

  before(() => {
    const limit = pLimit(ABREAST);
    for (const one of CASES) {
      const playing = limit(() => play(one));
      // What went wrong is told by the case's own test.
      playing.catch(() => undefined);
      played.set(one, playing);
    }
  });

  for (const one of CASES) it(`${one.says}: exit ${one.ends[0]}`, () => played.get(one));
});

async function play(one: Case): Promise<void> {
  const world = await makeSimWorld({ book: true });
  const place = await makePlace();
  try {
    const neighbour = await makeNeighbour(world);
    const before = { neighbour: await describeNeighbour(world, neighbour), all: await rawListing(world) };
    const { tools, printed } = makeTools(place.path, world.cloudsYaml);
    const cleanup = one.cleanup ?? 20;
    const cluster = { label: 'one', provisioner: 'footprint' };
    const times = { deadline: `${cleanup + (one.work ?? 30)}s`, cleanup: `${cleanup}s` };
    const lease = { ttl: '30s' };
    const file = await place.write('troika.yaml', JSON.stringify({ ...times, lease, clusters: [cluster] }));
    const misbehave = {
      name: 'fault',
      reporter: {
        on: (event: { type: string; phase?: Phase }) => {
          if (event.type === 'phase.started' && event.phase === one.during) world.sim.script(one.rules);
        },
      },
    };

    const code = await run({ ...requestOf(file, world.cloud), watch: [misbehave] }, tools);

    world.sim.script([]);
    expect(code, printed()).to.equal(one.ends[0]);
    const ended = (await eventsOf(await onlyRun(place))).find((event) => event.type === 'run.ended');
    if (one.ends[1] !== undefined) {
      const said = ended?.findings.map((finding) => finding.why).join('\n');
      expect(said, said).to.match(one.ends[1]);
    }
    expect(await describeNeighbour(world, neighbour)).to.equal(before.neighbour);
    const proved = code !== 5 && code !== 6;
    if (proved) expect(await rawListing(world)).to.deep.equal(before.all);
    // What is not proved gone keeps its slot.
    expect(await addressesHeld(world)).to.deep.equal(proved ? [] : ['198.18.0.11']);
  } finally {
    await place.remove();
    await world.dispose();
  }
}
