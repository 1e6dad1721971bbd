import { expect } from 'chai';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import type { NeighbourCluster } from '../../src/forceclean/neighbours.ts';
import { standBalancer, standCluster, standProject, type ClusterParts } from '../forceclean/cluster.ts';
import { COMMON, UNIQUE, around, goes, names, neighbour, planFor } from '../forceclean/judging.ts';
import { createWorld, type World } from '../forceclean/world.ts';

/** Names of holders of leases, as runs give them. */
const HOLDERS = ['tzzzzzzzzz2', 'tyyyyyyyyy3', 'tabcdefghib'];
const times = fc.integer({ min: 0, max: 120 }).map((at) => new Date(Date.UTC(2026, 10, 23, 10, at)).toISOString());

/** Things on A's network that tell little or somebody else's name. */
const DOUBTS: readonly ((world: World, a: ClusterParts, holder: string, createdAt: string) => unknown)[] = [
  (world, { network, subnet }, _holder, createdAt) => {
    const [vip] = standBalancer(world, { network, subnet }, '', '');
    return world.put('floatingIp', { createdAt, rel: { port: vip } });
  },
  (world, a, holder) => world.put('volume', { name: `${holder}-bcdfg-hjklm-root`, rel: { attachment: a.server } }),
  (world, { network, subnet }, holder) => {
    const device = world.put('server', { name: `${holder}-bcdfg-hjklm` });
    const description = `Created by cluster-api-provider-openstack cluster ${UNIQUE}`;
    return world.put('port', { description, facts: { deviceOwner: 'compute:nova' }, rel: { network, subnet, device } });
  },
  (world, a, holder) => world.change(a.router, { tags: [`troika-cluster=${holder}`] }),
  (world, a, holder) => world.change(a.claim, { name: `${holder}-mgmtcluster` }),
];

const scene = fc.record({
  A: fc.constantFrom(UNIQUE, COMMON, 'x-tzzzzzzzzz2'),
  holders: fc.array(fc.tuple(fc.constantFrom(...HOLDERS), fc.option(times, { nil: undefined })), { maxLength: 3 }),
  bornAt: fc.option(times, { nil: undefined }),
  doubts: fc.array(fc.tuple(fc.nat(DOUBTS.length - 1), fc.constantFrom(...HOLDERS), times), { maxLength: 4 }),
});

/** One in which the list tells: nobody else holds a lease, and an address without a text was made during the run. */
const CLEAR: typeof scene extends fc.Arbitrary<infer Drawn> ? Drawn : never = {
  A: UNIQUE,
  holders: [],
  bornAt: '2026-11-23T10:00:00.000Z',
  doubts: [[0, 'tzzzzzzzzz2', '2026-11-23T11:00:00.000Z']],
};

describe('neighbour knowledge', () => {
  it('nothing goes without the list of leases that would not go with it', () => {
    let lifted = 0;
    fc.assert(
      fc.property(scene, ({ A, holders, bornAt, doubts }) => {
        const world = createWorld();
        const a = standCluster(world, standProject(world).external, A);
        for (const [which, holder, createdAt] of doubts) DOUBTS[which]?.(world, a, holder, createdAt);
        const asked = { clusters: [names(A)], ...(bornAt === undefined ? {} : { bornAt }) };
        const clusters: readonly NeighbourCluster[] = holders.map(([name, born]) => neighbour(name, born));
        const known = goes(planFor(world, { ...asked, neighbours: around({ clusters }) }));
        for (const neighbours of [undefined, around({ complete: false })]) {
          const blind = goes(planFor(world, { ...asked, ...(neighbours === undefined ? {} : { neighbours }) }));
          expect(blind.filter((key) => !known.includes(key))).to.deep.equal([]);
          if (known.length > blind.length) lifted += 1;
        }
      }),
      { numRuns: 300, examples: [[CLEAR]] },
    );
    expect(lifted, 'worlds in which the list made something clearer').to.be.greaterThan(0);
  });
});
