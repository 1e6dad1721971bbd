import { expect } from 'chai';
import fc from 'fast-check';
import type { Ticket } from '../../src/admission/ticket.ts';
import { isDrawn } from '../../src/model/names.ts';
import { refKey, type Resource } from '../../src/model/resource.ts';
import { sweepSeen } from '../../src/runner/sweepSeen.ts';
import { sweepView } from '../../src/runner/sweepView.ts';
import { slot, ticket, TURNSTILE, view, WAITING } from '../admission/tickets.ts';
import { standCluster, standProject } from '../forceclean/cluster.ts';
import { createWorld, NOW, type World } from '../forceclean/world.ts';

/** Drawn anew each time; TROIKA_SEED draws the same again. */
const SEED = Number(process.env['TROIKA_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
const WORLDS = 400;
const HOURS = 6;

/** Two of one run, two of others, words that people choose, and names that no run gives. */
const NAMES = ['tabcdefgh2a', 'tabcdefgh2b', 'tabcdefgh3a', 't22222222aa', 'translation', 'transaction', 'prod-1'];
const LIVING = ['held', 'kept', 'waiting', 'turnstile'] as const;

const cluster = fc.record({
  hours: fc.integer({ min: 4, max: 12 }),
  ticket: fc.constantFrom('none', 'none', 'none', 'none', 'dead', 'dead', ...LIVING),
  change: fc.constantFrom('none', 'none', 'none', 'none', 'status', 'grown', 'shrunk'),
  left: fc.constantFrom('all', 'all', 'servers', 'claims'),
});
type Cluster = typeof cluster extends fc.Arbitrary<infer T> ? T : never;

const drawn = fc.uniqueArray(fc.tuple(fc.constantFrom(...NAMES), cluster), {
  minLength: 1,
  maxLength: 4,
  selector: ([name]) => name,
});

describe(`a sweep over clusters of all sorts (TROIKA_SEED=${SEED})`, function () {
  this.timeout(300_000);

  it(`takes those for dead that are, and no other: ${WORLDS} worlds`, () => {
    let some = 0;
    fc.assert(
      fc.property(drawn, (clusters) => {
        const dead = deadIn(clusters);
        expect([...dead].sort()).to.deep.equal(expected(clusters));
        some += dead.length;
      }),
      { numRuns: WORLDS, seed: SEED },
    );
    expect(some, 'dead clusters in all worlds').to.be.above(WORLDS / 8);
  });
});

/** What the words of the rule say, with nothing of the code that applies it. */
function expected(clusters: readonly (readonly [string, Cluster])[]): readonly string[] {
  const lives = (run: string): boolean =>
    clusters.some(([name, one]) => name.slice(0, 10) === run && LIVING.some((state) => state === one.ticket));
  return clusters
    .filter(([name]) => isDrawn(name) && !lives(name.slice(0, 10)))
    .filter(([, { hours, change, left }]) => hours >= HOURS && change === 'none' && left !== 'claims')
    .map(([name]) => name)
    .sort();
}

/** Builds both looks, and asks the sweep. */
function deadIn(clusters: readonly (readonly [string, Cluster])[]): readonly string[] {
  const world = createWorld();
  const { external } = standProject(world);
  const made = clusters.map(([name, one]) => [name, one, stand(world, external, name, one)] as const);
  const first = world.inventory();
  for (const [name, one, parts] of made) alter(world, name, one, parts);
  const tickets = clusters.flatMap(([name, one], at) => ticketOf(name, one, at));
  const gone = (one: Ticket): boolean => one.holder === 'dead';
  const book = { networkId: 'book', view: view(...tickets), dead: gone };
  const task = { cloud: 'c', projectId: 'p', olderThanSeconds: HOURS * 3600, limit: 3 };
  const seen = sweepView(sweepSeen(first, book), sweepSeen(world.inventory(), book), task);
  return seen.dead.map((one) => one.cluster);
}

function stand(world: World, external: Resource, name: string, { hours, left }: Cluster): readonly Resource[] {
  const parts = standCluster(world, external, name);
  const stays: Readonly<Record<Cluster['left'], readonly Resource[]>> = {
    all: Object.values(parts),
    servers: [parts.network, parts.subnet, parts.port, parts.server, parts.root, parts.claim],
    claims: [parts.claim, parts.snapshot],
  };
  const keys = new Set(stays[left].map(refKey));
  world.remove(...Object.values(parts).filter((part) => !keys.has(refKey(part))));
  return stays[left].map((part) => world.change(part, { createdAt: ago(hours) }));
}

function alter(world: World, name: string, { change, hours }: Cluster, parts: readonly Resource[]): void {
  const last = parts.at(-1);
  if (last === undefined) throw new Error('a cluster of nothing');
  if (change === 'status') world.change(last, { status: 'ERROR' });
  if (change === 'shrunk') world.remove(last);
  if (change === 'grown')
    world.put('volume', { metadata: { 'cinder.csi.openstack.org/cluster': name }, createdAt: ago(hours) });
}

function ticketOf(name: string, { ticket: state }: Cluster, at: number): readonly Ticket[] {
  if (state === 'none' || name === 'prod-1') return [];
  const place = state === 'waiting' ? WAITING : state === 'turnstile' ? TURNSTILE : slot(((at % 3) + 1) as 1 | 2 | 3);
  return [
    ticket(`ticket-${at}`, place, { cluster: name, holder: state, ...(state === 'kept' ? { keptUntil: 5000 } : {}) }),
  ];
}

function ago(hours: number): string {
  return new Date(Date.parse(NOW) - hours * 3_600_000).toISOString();
}
